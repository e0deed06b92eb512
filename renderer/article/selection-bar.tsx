import { History, Lock, LockOpen } from 'lucide-react';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { KINDS, type Kind } from '../../shared/model/kinds.ts';
import { Keys } from '../controls/keys.tsx';
import { KindChip } from '../threads/kind-chip.tsx';
import { words } from '../words/words.ts';
import './selection-bar.css';

/** How far the bar stands off the words. */
const DISTANCE = 8;

export interface SelectionBarProps {
  /** The lines of the selection, as they stand in the window. */
  rects(): DOMRect[];
  /** What the bar is placed within. */
  sheet: RefObject<HTMLElement | null>;
  scroller: RefObject<HTMLElement | null>;
  onKind(kind: Kind): void;
  onComment(): void;
  /** What is annotated now is seen by nobody else. */
  privately: boolean;
  onPrivately(privately: boolean): void;
  /** Asks how the paragraph came to be. */
  onStory(): void;
  /** The words are to be an annotation's passage: nothing else is asked then. */
  onPassage?: () => void;
}

/**
 * The small bar beside selected words: what they are, or a comment on them. It stands above the first line, or below
 * the last where there is no room, or beside them where they fill the screen; it never covers them.
 */
export function SelectionBar({
  rects,
  sheet,
  scroller,
  onKind,
  onComment,
  onPassage,
  privately,
  onPrivately,
  onStory,
}: SelectionBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ x: number; y: number }>();

  useLayoutEffect(() => {
    if (!bar.current || !sheet.current || !scroller.current) return;
    setPlace(placeBeside(rects(), bar.current, sheet.current, scroller.current));
  }, [rects, sheet, scroller]);

  return (
    <div
      ref={bar}
      className="selection-bar"
      role="toolbar"
      aria-label={words.brief.choose}
      // The words stay selected, and the caret where it is, while the bar is pressed.
      onMouseDown={(event) => event.preventDefault()}
      style={place ? { transform: `translate(${place.x}px, ${place.y}px)` } : { visibility: 'hidden' }}
    >
      {onPassage && (
        <button type="button" className="selection-bar-comment" aria-keyshortcuts="Enter" onClick={onPassage}>
          {words.brief.savePassage} <Keys keys="Enter" />
        </button>
      )}
      {!onPassage && (
        <>
          {KINDS.map(({ kind, digit }) => (
            <button
              key={kind}
              type="button"
              title={words.brief.kinds[kind]}
              aria-keyshortcuts={digit}
              onClick={() => onKind(kind)}
            >
              <KindChip kind={kind} />
              <span className="visually-hidden">{words.brief.annotateAs(kind)}</span>
              <span className="tabular">{digit}</span>
            </button>
          ))}
          <button
            type="button"
            className="selection-bar-private"
            aria-pressed={privately}
            aria-label={words.brief.privately}
            title={privately ? words.brief.privatelyOn : words.brief.privatelyOff}
            onClick={() => onPrivately(!privately)}
          >
            {privately ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
          </button>
          <button type="button" className="selection-bar-comment" aria-keyshortcuts="Enter" onClick={onComment}>
            {words.brief.comment} <Keys keys="Enter" />
          </button>
          <button
            type="button"
            className="selection-bar-private"
            aria-label={words.commands.titles.paragraph}
            title={words.commands.titles.paragraph}
            aria-keyshortcuts="h"
            onClick={onStory}
          >
            <History aria-hidden />
          </button>
        </>
      )}
    </div>
  );
}

function placeBeside(
  rects: DOMRect[],
  bar: HTMLElement,
  sheet: HTMLElement,
  scroller: HTMLElement,
): { x: number; y: number } | undefined {
  const first = rects[0];
  const last = rects.at(-1);
  if (!first || !last) return undefined;
  const origin = sheet.getBoundingClientRect();
  const screen = scroller.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = bar;
  const top = Math.min(...rects.map((rect) => rect.top));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  const start = (first.left + first.right) / 2 - width / 2;
  const left = Math.max(screen.left + 8, Math.min(start, screen.right - width - 8));
  const above = top - DISTANCE - height;
  if (above >= screen.top) return { x: left - origin.left, y: above - origin.top };
  const below = bottom + DISTANCE;
  if (below + height <= screen.bottom) return { x: left - origin.left, y: below - origin.top };
  // The words fill the screen: above their first line it is, out of sight, unless there is room beside them.
  const beside = Math.max(...rects.map((rect) => rect.right)) + DISTANCE;
  const y = Math.max(screen.top + DISTANCE, Math.min(screen.bottom - height - DISTANCE, top)) - origin.top;
  return beside + width <= screen.right
    ? { x: beside - origin.left, y }
    : { x: left - origin.left, y: above - origin.top };
}
