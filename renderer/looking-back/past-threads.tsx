import type { Kind, Reason } from '../../shared/model/kinds.ts';
import type { ShownAnnotation } from '../../shared/shown.ts';
import { CommentBody } from '../comments/comment-body.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { KindChip } from '../threads/kind-chip.tsx';
import { Time } from '../threads/time.tsx';
import { words } from '../words/words.ts';
import { PastPage } from './past-page.tsx';

/** Threads as they were, without their page. */
export function PastThreads({ annotations }: { annotations: readonly ShownAnnotation[] }) {
  const { lookingBack } = words;
  return (
    <div className="past-threads">
      <h3>{annotations.length === 0 ? lookingBack.noThreads : lookingBack.threads(annotations.length)}</h3>
      {annotations.length > 0 && (
        <PastPage label={lookingBack.threads(annotations.length)}>
          <ul>
            {annotations.map((annotation) => (
              <PastThread key={annotation.id} annotation={annotation} />
            ))}
          </ul>
        </PastPage>
      )}
    </div>
  );
}

function PastThread({
  annotation: { kind, quote, by, attributed, at, status, tags, comments },
}: {
  annotation: ShownAnnotation;
}) {
  const { state, reason } = status;
  return (
    <li>
      <p className="past-thread-head">
        <KindChip kind={kind as Kind} />
        <strong>{words.brief.kinds[kind as Kind]}</strong>
        <span dir="auto">
          {attributed?.name ?? by.name} · <Time at={Date.parse(at)} />
        </span>
      </p>
      {quote !== null && (
        <q dir="auto">
          <VisibleText text={quote} />
        </q>
      )}
      {comments
        .filter(({ withdrawn }) => !withdrawn)
        .map((comment) => (
          <div key={comment.id} className="past-comment">
            <strong dir="auto">{comment.attributed?.name ?? comment.by.name}</strong>
            {comment.body !== '' && <CommentBody markdown={comment.body} />}
            {comment.suggests && <p dir="auto">“{comment.suggests.after}”</p>}
          </div>
        ))}
      {(state === 'resolved' || tags.length > 0) && (
        <p className="past-thread-foot">
          {[
            ...(state === 'resolved' && reason
              ? [words.lookingBack.resolvedAs(words.brief.reasons[reason as Reason].toLowerCase())]
              : []),
            ...tags,
          ].join(' · ')}
        </p>
      )}
    </li>
  );
}
