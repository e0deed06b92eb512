import { ChevronRight, Lock } from 'lucide-react';
import { memo, useEffect } from 'react';
import type { Annotation } from '../../shared/model/annotation.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { useBrief, useIsSaving } from '../brief/brief-context.tsx';
import { whoOf } from '../brief/people-of.ts';
import type { Placed } from '../brief/placed.ts';
import { saidIn } from '../comments/said.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { words } from '../words/words.ts';
import { KindChip } from './kind-chip.tsx';
import { Thread } from './thread.tsx';
import { Time } from './time.tsx';
import './card.css';

/** Which of the annotations on the same words this is. */
export interface Stack {
  index: number;
  all: EntryId[];
}

/** A thread's card: closed, two lines of what was said first; open, all of it. */
export const Card = memo(function Card({
  placed,
  isOpen,
  hasDraft,
  reply,
  stack,
}: {
  placed: Placed;
  isOpen: boolean;
  hasDraft: boolean;
  /** Counts the wishes to write a reply; each new one gives its field the focus. */
  reply: number;
  stack?: Stack | undefined;
}) {
  const { annotation, placement } = placed;
  const { store, open, hover } = useBrief();
  // A card that goes while it is pointed at is never left.
  useEffect(() => () => hover(undefined), [hover]);
  const who = whoOf(store.notes, annotation);
  const kind = words.brief.kinds[annotation.kind];
  const resolved = annotation.status.state === 'resolved';
  return (
    <article
      className={`card kind-${annotation.kind}`}
      data-open={isOpen || undefined}
      data-resolved={resolved || undefined}
      data-private={placed.private}
      data-annotation={annotation.id}
      aria-label={
        placed.private
          ? words.brief.saidPrivate(words.brief.said(annotation.kind, who.name))
          : words.brief.said(annotation.kind, who.name)
      }
      onMouseEnter={() => hover(annotation.id)}
      onMouseLeave={() => hover(undefined)}
    >
      <header className="card-head">
        <button
          type="button"
          className="card-toggle"
          aria-expanded={isOpen}
          aria-label={isOpen ? words.brief.closeThread : words.brief.openThread(annotation.kind, who.name)}
          onClick={() => open(isOpen ? undefined : annotation.id)}
        />
        <KindChip kind={annotation.kind} />
        <strong className="card-kind">{kind}</strong>
        {placed.unread && <span className="card-unread" role="img" aria-label={words.sharing.unread} />}
        {!isOpen && <Saving annotation={annotation.id} />}
        {hasDraft && !isOpen && <span className="card-badge">{words.brief.draft}</span>}
        {placed.private && (
          <span className="card-badge card-badge-private">
            <Lock aria-hidden />
            {words.brief.private}
          </span>
        )}
        {placement.state === 'moved' && <span className="card-badge">{words.brief.movedBadge}</span>}
        {placement.state === 'orphaned' && <span className="card-badge">{words.brief.orphanedBadge}</span>}
        {placed.unverified && <span className="card-badge card-badge-unverified">{words.brief.unverified}</span>}
        {placement.state === 'whole' && <span className="card-badge">{words.brief.wholeBrief}</span>}
        <span className="card-meta">
          {isOpen ? (
            <Summary annotation={annotation} />
          ) : (
            <>
              <span dir="auto">{who.short}</span> · <Time at={annotation.at} />
            </>
          )}
        </span>
        {stack && stack.all.length > 1 && <StackSwitch stack={stack} />}
      </header>
      {isOpen ? (
        <>
          <MarkedBy annotation={annotation} />
          <Thread key={annotation.id} placed={placed} reply={reply} isWriting={hasDraft} />
        </>
      ) : (
        <Preview annotation={annotation} />
      )}
    </article>
  );
});

/** Says of a closed thread that what was done there isn't on disk yet. */
function Saving({ annotation }: { annotation: EntryId }) {
  return useIsSaving(annotation) ? <span className="card-badge card-badge-saving">{words.brief.saving}</span> : null;
}

function Summary({ annotation }: { annotation: Annotation }) {
  const said = annotation.comments.filter((comment) => !comment.withdrawn).length;
  const { status } = annotation;
  return (
    <>
      {said > 1 && `${words.brief.replies(said - 1)} · `}
      {status.state === 'resolved' ? words.brief.resolvedAs(status.reason) : words.brief.open}
    </>
  );
}

/** Who marked the words, unless the first comment says so already. */
function MarkedBy({ annotation }: { annotation: Annotation }) {
  const { store } = useBrief();
  const [first] = annotation.comments;
  if (first && first.by === annotation.by && !first.withdrawn) return null;
  return (
    <p className="card-marked-by">
      <span dir="auto">{whoOf(store.notes, annotation).name}</span> · <Time at={annotation.at} />
    </p>
  );
}

function Preview({ annotation }: { annotation: Annotation }) {
  const first = annotation.comments.find((comment) => !comment.withdrawn);
  if (first) {
    return (
      <p className="card-preview" dir="auto">
        {saidIn(first).slice(0, 300)}
      </p>
    );
  }
  const quoted = annotation.anchors[0]?.quote.exact;
  if (!quoted) return null;
  return (
    <p className="card-preview card-preview-quoted" dir="auto">
      {quoted.slice(0, 300)}
    </p>
  );
}

function StackSwitch({ stack: { index, all } }: { stack: Stack }) {
  const { open } = useBrief();
  return (
    <span className="card-stack">
      {words.brief.here(index + 1, all.length)}
      <IconButton label={words.brief.nextHere} onPress={() => open(all[(index + 1) % all.length])}>
        <ChevronRight aria-hidden />
      </IconButton>
    </span>
  );
}
