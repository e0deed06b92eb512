import { Lock } from 'lucide-react';
import { type KeyboardEvent, memo, useId, useLayoutEffect, useRef, useState } from 'react';
import type { EntryId } from '../../shared/model/ids.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { whoOf } from '../brief/people-of.ts';
import type { Placed } from '../brief/placed.ts';
import { saidIn } from '../comments/said.ts';
import { useLines } from '../controls/use-lines.ts';
import { KindChip } from '../threads/kind-chip.tsx';
import { formatting, words } from '../words/words.ts';
import { between } from './selecting.ts';
import './rows.css';

/** Each line is as high as every other, so that any of thousands is found without measuring. */
const ROW_HEIGHT = 58;

/**
 * The annotations that the list lets through, one a line: Enter and a click open the thread, Space and the box select.
 * However many there are, only those that can be seen are elements.
 */
export const Rows = memo(function Rows({
  rows,
  open,
  selected,
  onSelect,
}: {
  rows: readonly Placed[];
  /** The annotation whose thread is open. */
  open: EntryId | undefined;
  selected: ReadonlySet<EntryId>;
  onSelect(selected: ReadonlySet<EntryId>): void;
}) {
  const { open: openThread } = useBrief();
  const id = useId();
  const hint = useId();
  const [active, setActive] = useState<EntryId>();
  /** Where a stretch that is selected with Shift began. */
  const anchor = useRef<EntryId>(undefined);

  const activeIndex = Math.max(
    0,
    rows.findIndex(({ annotation }) => annotation.id === active),
  );
  const { box, shown, show, step } = useLines(rows.length, ROW_HEIGHT, activeIndex);
  // What is opened elsewhere is the line that the keys go on from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that changed under an open thread doesn't jump.
  useLayoutEffect(() => {
    if (open === undefined) return;
    setActive(open);
    show(rows.findIndex(({ annotation }) => annotation.id === open));
  }, [open]);

  const idAt = (index: number) => rows[index]?.annotation.id;
  const toggle = (wanted: EntryId) => {
    const next = new Set(selected);
    if (!next.delete(wanted)) next.add(wanted);
    anchor.current = wanted;
    onSelect(next);
  };
  const extend = (to: EntryId) => {
    const from = anchor.current ?? active ?? to;
    anchor.current = from;
    onSelect(new Set([...selected, ...between(rows, from, to)]));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (rows.length === 0) return;
    const current = idAt(activeIndex) as EntryId;
    const to = event.altKey ? undefined : step(event.key);
    if (to !== undefined) {
      const wanted = idAt(to) as EntryId;
      if (event.shiftKey) extend(wanted);
      setActive(wanted);
      show(to);
    } else if (event.key === 'Enter') openThread(current, { scroll: true });
    else if (event.key === ' ') toggle(current);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a')
      onSelect(new Set(rows.map(({ annotation }) => annotation.id)));
    else if (event.key === 'Escape' && selected.size > 0) onSelect(new Set());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onScreen = shown.flatMap((index) => rows.slice(index, index + 1).map((placed) => ({ placed, index })));
  const activeRow = rows[activeIndex];
  return (
    <>
      <p id={hint} className="visually-hidden">
        {words.list.rowsHint}
      </p>
      <div
        ref={box}
        className="list-rows"
        role="listbox"
        aria-label={words.list.rows}
        aria-describedby={hint}
        aria-multiselectable
        tabIndex={0}
        {...(activeRow ? { 'aria-activedescendant': `${id}-${activeRow.annotation.id}` } : {})}
        onKeyDown={onKeyDown}
      >
        <div className="list-rows-all" role="presentation" style={{ blockSize: rows.length * ROW_HEIGHT }}>
          {onScreen.map(({ placed, index }) => {
            const { id: each } = placed.annotation;
            return (
              <Row
                key={each}
                id={`${id}-${each}`}
                placed={placed}
                top={index * ROW_HEIGHT}
                position={index + 1}
                size={rows.length}
                isActive={index === activeIndex}
                isOpen={each === open}
                isSelected={selected.has(each)}
                onPress={(event) => {
                  setActive(each);
                  if (event.shiftKey) extend(each);
                  else if (event.ctrlKey || event.metaKey) toggle(each);
                  else openThread(each, { scroll: true });
                }}
                onToggle={(event) => {
                  setActive(each);
                  if (event.shiftKey) extend(each);
                  else toggle(each);
                }}
              />
            );
          })}
        </div>
      </div>
    </>
  );
});

function Row({
  id,
  placed,
  top,
  position,
  size,
  isActive,
  isOpen,
  isSelected,
  onPress,
  onToggle,
}: {
  id: string;
  placed: Placed;
  top: number;
  position: number;
  size: number;
  isActive: boolean;
  isOpen: boolean;
  isSelected: boolean;
  onPress(event: React.MouseEvent): void;
  onToggle(event: React.MouseEvent): void;
}) {
  const { store } = useBrief();
  const { annotation } = placed;
  const { short } = whoOf(store.notes, annotation);
  const kind = words.brief.kinds[annotation.kind];
  const said = annotation.comments.find(({ withdrawn }) => !withdrawn);
  const what = (said ? saidIn(said) : (annotation.anchors[0]?.quote.exact ?? '')).slice(0, 120);
  const when = formatting.when(annotation.at);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list that it stands in has the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-setsize={size}
      aria-posinset={position}
      className="list-row"
      data-active={isActive || undefined}
      data-open={isOpen || undefined}
      data-resolved={annotation.status.state === 'resolved' || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPress}
    >
      <span
        className="list-row-box"
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          onToggle(event);
        }}
      >
        <span />
      </span>
      <span className="list-row-main">
        <span className="list-row-head">
          <KindChip kind={annotation.kind} />
          <span className="visually-hidden">{placed.private ? words.brief.saidPrivate(kind) : kind}</span>
          <span className="list-row-name" dir="auto">
            {short}
          </span>
          {placed.private && <Lock />}
          <span className="list-row-when">{when}</span>
        </span>
        <span className="list-row-what" data-quoted={!said || undefined} dir="auto">
          {what}
        </span>
      </span>
    </div>
  );
}
