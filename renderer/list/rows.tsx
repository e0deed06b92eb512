import { Lock } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { EntryId } from '../../shared/model/ids.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { shortName, whoOf } from '../brief/people-of.ts';
import type { Placed } from '../brief/placed.ts';
import { saidIn } from '../comments/said.ts';
import { KindChip } from '../threads/kind-chip.tsx';
import { formatting, words } from '../words/words.ts';
import { between } from './selecting.ts';
import './rows.css';

/** Each line is as high as every other, so that any of thousands is found without measuring. */
const ROW_HEIGHT = 58;
/** Lines beyond the edge that are in the page already, for scrolling. */
const AROUND = 4;

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
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const hint = useId();
  const [view, setView] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState<EntryId>();
  /** Where a stretch that is selected with Shift began. */
  const anchor = useRef<EntryId>(undefined);

  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const measure = () => setView({ top: current.scrollTop, height: current.clientHeight });
    const resized = new ResizeObserver(measure);
    resized.observe(current);
    current.addEventListener('scroll', measure, { passive: true });
    return () => {
      resized.disconnect();
      current.removeEventListener('scroll', measure);
    };
  }, []);

  const show = (index: number) => {
    const { current } = box;
    if (!current || index < 0) return;
    const top = index * ROW_HEIGHT;
    if (top < current.scrollTop) current.scrollTop = top;
    else if (top + ROW_HEIGHT > current.scrollTop + current.clientHeight)
      current.scrollTop = top + ROW_HEIGHT - current.clientHeight;
  };
  // What is opened elsewhere is the line that the keys go on from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that changed under an open thread doesn't jump.
  useLayoutEffect(() => {
    if (open === undefined) return;
    setActive(open);
    show(rows.findIndex(({ annotation }) => annotation.id === open));
  }, [open]);

  const activeIndex = Math.max(
    0,
    rows.findIndex(({ annotation }) => annotation.id === active),
  );
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
    const page = Math.max(1, Math.floor(view.height / ROW_HEIGHT) - 1);
    const steps: Record<string, number> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + page,
      PageUp: activeIndex - page,
      Home: 0,
      End: rows.length - 1,
    };
    const step = steps[event.key];
    if (step !== undefined && !event.altKey) {
      const to = Math.min(rows.length - 1, Math.max(0, step));
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

  const first = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - AROUND);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW_HEIGHT) + AROUND);
  const shown = rows.slice(first, last).map((placed, index) => ({ placed, index: first + index }));
  // The line that has the keys stays an element wherever it is: a screen reader is told of it by its id.
  const activeRow = rows[activeIndex];
  if (activeRow && (activeIndex < first || activeIndex >= last)) shown.push({ placed: activeRow, index: activeIndex });
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
          {shown.map(({ placed, index }) => {
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
  const { name } = whoOf(store.notes, annotation);
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
            {shortName(name)}
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
