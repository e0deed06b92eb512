import { type KeyboardEvent, memo, type RefObject, useEffect } from 'react';
import type { ImportedBlock } from '../../shared/importing/imported.ts';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { words } from '../words/words.ts';
import { actOnKey } from './act-on-key.ts';
import { blockName } from './block-keys.ts';
import type { Preview } from './use-preview.ts';
import './block-list.css';

/** How far Page Up and Page Down go. */
const PAGE = 12;

/** The id of a block's line in the list. */
export function optionId(index: number): string {
  return `block-option-${index}`;
}

/**
 * The blocks as a compact list, which the keyboard works on: arrows move, letters change. It is one stop for Tab and
 * names its active line itself, because with thousands of blocks moving real focus would redraw too much.
 */
export function BlockList({
  preview,
  listRef,
  onMenu,
}: {
  preview: Preview;
  listRef: RefObject<HTMLDivElement | null>;
  onMenu: () => void;
}) {
  const { blocks, selected, choices, select } = preview;

  useEffect(() => {
    document.getElementById(optionId(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = movement(event.key, selected, blocks.length);
    if (move !== undefined) select(move);
    else if (event.key === 'Enter') onMenu();
    else if (!actOnKey(preview, event.key)) return;
    event.preventDefault();
  }

  return (
    <div
      ref={listRef}
      className="block-list"
      role="listbox"
      tabIndex={0}
      aria-label={words.importing.list}
      aria-activedescendant={optionId(selected)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        const line = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
        if (line) select(Number(line.getAttribute('data-index')));
      }}
    >
      {blocks.map((block, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a block is named by its place in the source, which never changes
          key={index}
          index={index}
          block={block}
          changed={choices.byIndex.has(index)}
          selected={index === selected}
        />
      ))}
    </div>
  );
}

function movement(key: string, selected: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return selected + 1;
    case 'ArrowUp':
      return selected - 1;
    case 'PageDown':
      return selected + PAGE;
    case 'PageUp':
      return selected - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}

function withoutText({ type }: ImportedBlock): string {
  if (type === 'rule') return words.importing.divider;
  return type === 'figure' ? words.importing.picture : words.importing.empty;
}

/** The start of a text, enough for one line. */
const START = 90;

const Line = memo(function Line({
  block,
  index,
  selected,
  changed,
}: {
  block: ImportedBlock;
  index: number;
  selected: boolean;
  changed: boolean;
}) {
  const out = block.leftOut !== undefined;
  const start = block.text.slice(0, START).replace(/\s+/gu, ' ').trim();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names its active line
    <div
      id={optionId(index)}
      role="option"
      aria-selected={selected}
      className="block-line"
      data-index={index}
      data-out={out || undefined}
      data-changed={changed || undefined}
    >
      <span className="block-line-type">{out ? words.importing.leftOut : blockName(block)}</span>
      <span className="block-line-text" dir="auto">
        {start ? <VisibleText text={start} /> : withoutText(block)}
      </span>
    </div>
  );
});
