import type { BlockChange } from '../../shared/offline/updating.ts';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { words } from '../words/words.ts';

/** How one article differs from another, block by block; what is the same stands small. */
export function BlockList({ blocks, label }: { blocks: readonly BlockChange[]; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className="offline-scroll" tabIndex={0} aria-label={label}>
      <ul className="offline-blocks">
        {blocks.map(({ kind, before, after }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name, and none of them moves.
          <li key={i} data-kind={kind}>
            <span className="offline-label">{words.offline.blockKinds[kind]}</span>
            <div dir="auto">
              {kind !== 'added' && kind !== 'same' && before !== after && (
                <del>
                  <VisibleText text={before ?? ''} />
                </del>
              )}
              {after !== undefined && kind !== 'same' && (
                <ins>
                  <VisibleText text={after} />
                </ins>
              )}
              {kind === 'same' && <VisibleText text={after ?? ''} />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
