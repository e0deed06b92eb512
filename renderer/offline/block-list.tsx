import { Fragment } from 'react';
import type { BlockChange } from '../../shared/offline/updating.ts';
import { runsBetween } from '../../shared/replacing/runs.ts';
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
              {(kind === 'changed' || kind === 'moved') && <ChangedWords before={before ?? ''} after={after ?? ''} />}
              {kind === 'removed' && (
                <del>
                  <VisibleText text={before ?? ''} />
                </del>
              )}
              {kind === 'added' && (
                <ins>
                  <VisibleText text={after ?? ''} />
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

/** A text with what went from it and what came to it. */
export function ChangedWords({ before, after }: { before: string; after: string }) {
  return runsBetween(before, after).map(({ same, before: old, after: now }) => (
    <Fragment key={`${old.to} ${now.to}`}>
      {same && <VisibleText text={after.slice(now.from, now.to)} />}
      {!same && old.to > old.from && (
        <del>
          <VisibleText text={before.slice(old.from, old.to)} />
        </del>
      )}
      {!same && now.to > now.from && (
        <ins>
          <VisibleText text={after.slice(now.from, now.to)} />
        </ins>
      )}
    </Fragment>
  ));
}
