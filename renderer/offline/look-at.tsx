import type { ShownBrief } from '../../shared/shown.ts';
import { Button } from '../controls/button.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { words } from '../words/words.ts';

/** A brief to be looked at only: its article, then its threads. */
export function LookAt({ shown, onBack }: { shown: ShownBrief; onBack(): void }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <section className="offline-scroll" tabIndex={0} aria-label={shown.title} dir={shown.direction}>
        <ShownBlocks shown={shown} />
        <ShownThreads shown={shown} />
      </section>
      <div className="dialog-actions">
        <Button look="primary" autoFocus onPress={onBack}>
          {words.offline.lookBack}
        </Button>
      </div>
    </>
  );
}

/** An article's blocks, as `show` prints them. */
export function ShownBlocks({ shown }: { shown: ShownBrief }) {
  return (
    <div className="offline-article">
      {shown.blocks.map(({ type, text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name, and none of them moves.
        <p key={i} data-type={type}>
          <VisibleText text={text} />
        </p>
      ))}
    </div>
  );
}

/** Threads without their page: the passage, then what was said. */
export function ShownThreads({ shown }: { shown: ShownBrief }) {
  return (
    <ul className="offline-threads">
      {shown.annotations.map(({ id, quote, by, comments, kind }) => (
        <li key={id} data-kind={kind}>
          {quote !== null && (
            <q dir="auto">
              <VisibleText text={quote} />
            </q>
          )}
          {comments.length === 0 && <p dir="auto">{by.name}</p>}
          {comments.map((comment) => (
            <p key={comment.id} dir="auto">
              <strong>{comment.attributed?.name ?? comment.by.name}</strong> <VisibleText text={comment.body} />
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
