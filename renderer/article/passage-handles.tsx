import { type KeyboardEvent, memo, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { type Placed, rangesOf } from '../brief/placed.ts';
import { rangeAt } from '../brief/use-passages.ts';
import { useLater } from '../use-later.ts';
import { words } from '../words/words.ts';
import type { ArticlePage } from './article-page.ts';
import './passage-handles.css';

/** One of the two ends of a passage. */
type End = 'from' | 'to';

interface HandlesOf<Page, Annotation> {
  page: Page;
  /** What the handles are placed within. */
  sheet: RefObject<HTMLElement | null>;
  placed: Annotation;
  /** Counts how often the page was laid out anew. */
  layouts: number;
  onMove(id: EntryId, index: number, range: TextRange): void;
}

/**
 * The ends of the open annotation's passages, to be dragged; with the arrows each moves word by word, with Shift letter
 * by letter, and Enter keeps where it was moved to. They come a moment after the thread.
 */
export const PassageHandles = memo(function PassageHandles({
  page,
  placed,
  ...others
}: HandlesOf<ArticlePage | undefined, Placed | undefined>) {
  const settled = useLater(placed?.annotation.id);
  return page && placed && settled && <Handles page={page} placed={placed} {...others} />;
});

function Handles({ page, sheet, placed, layouts, onMove }: HandlesOf<ArticlePage, Placed>) {
  const [moving, setMoving] = useState<{ index: number; range: TextRange }>();
  const newest = useRef(moving);
  newest.current = moving;
  const width = useWidth(sheet);
  const indexes = placed.annotation.anchors.map((_, index) => index).filter((index) => rangeAt(placed, index));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place of the annotation ends what was begun.
  useEffect(() => setMoving(undefined), [placed]);

  const drag = (index: number, end: End, range: TextRange) => (event: React.PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const { currentTarget, pointerId } = event;
    currentTarget.setPointerCapture(pointerId);
    const move = (each: PointerEvent) => {
      const offset = page.offsetAtPoint(each.clientX, each.clientY);
      if (offset === undefined) return;
      const next = { ...(newest.current?.range ?? range), [end]: offset };
      if (next.from < next.to) show(index, next);
    };
    const stop = () => {
      currentTarget.removeEventListener('pointermove', move);
      keep(index, range);
    };
    currentTarget.addEventListener('pointermove', move);
    currentTarget.addEventListener('lostpointercapture', stop, { once: true });
  };
  const show = (index: number, range: TextRange) => {
    setMoving({ index, range });
    page.hover([range]);
  };
  const keep = (index: number, before: TextRange) => {
    const { current } = newest;
    page.hover([]);
    if (!current) return;
    const range = page.trimmed(current.range);
    setMoving(undefined);
    if (range && (range.from !== before.from || range.to !== before.to)) onMove(placed.annotation.id, index, range);
  };
  const onKeyDown = (index: number, end: End, range: TextRange) => (event: KeyboardEvent) => {
    const forward = getComputedStyle(page.view.dom).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === forward || event.key === back) {
      const offset = page.stepFrom(range[end], event.key === forward ? 1 : -1, event.shiftKey ? 'letter' : 'word');
      const next = { ...range, [end]: offset };
      if (next.from < next.to) show(index, next);
    } else if (event.key === 'Enter' && moving) keep(index, rangeAt(placed, index) ?? range);
    else if (event.key === 'Escape' && moving) {
      setMoving(undefined);
      page.hover([]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return indexes.map((index) => {
    const range = moving?.index === index ? moving.range : (rangeAt(placed, index) as TextRange);
    return (['from', 'to'] as const).map((end) => (
      <Handle
        key={`${index} ${end}`}
        page={page}
        sheet={sheet}
        range={range}
        end={end}
        layouts={layouts + rangesOf(placed).length + width}
        onPointerDown={drag(index, end, range)}
        onKeyDown={onKeyDown(index, end, range)}
        onBlur={() => moving && keep(index, rangeAt(placed, index) ?? range)}
      />
    ));
  });
}

/** How wide an element is: the article may stand elsewhere in it without being laid out anew. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const resized = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    resized.observe(element.current);
    return () => resized.disconnect();
  }, [element]);
  return width;
}

function Handle({
  page,
  sheet,
  range,
  end,
  layouts,
  ...events
}: {
  page: ArticlePage;
  sheet: RefObject<HTMLElement | null>;
  range: TextRange;
  end: End;
  layouts: number;
  onPointerDown(event: React.PointerEvent<HTMLElement>): void;
  onKeyDown(event: KeyboardEvent): void;
  onBlur(): void;
}) {
  const element = useRef<HTMLDivElement>(null);
  const offset = range[end];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that was laid out anew has its words elsewhere.
  useLayoutEffect(() => {
    const { current } = element;
    const origin = sheet.current?.getBoundingClientRect();
    const rects = page.rects(range);
    const rect = end === 'from' ? rects[0] : rects.at(-1);
    if (!current || !origin || !rect) return;
    const { direction } = getComputedStyle(page.view.dom);
    const x = (end === 'from') === (direction === 'ltr') ? rect.left : rect.right;
    current.style.transform = `translate(${x - origin.left}px, ${rect.top - origin.top}px)`;
    current.style.blockSize = `${rect.height}px`;
  }, [page, sheet, range.from, range.to, end, layouts]);
  return (
    <div
      ref={element}
      className="passage-handle"
      data-end={end}
      role="slider"
      tabIndex={0}
      aria-label={end === 'from' ? words.brief.startHandle : words.brief.endHandle}
      aria-valuemin={0}
      aria-valuemax={page.length}
      aria-valuenow={offset}
      aria-valuetext={page.wordsAround(offset)}
      {...events}
    />
  );
}
