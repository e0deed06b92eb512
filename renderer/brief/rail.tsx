import { memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { EntryId } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import { afterFrame } from '../after-frame.ts';
import type { ArticlePage } from '../article/article-page.ts';
import { useAfterFrame } from '../use-after-frame.ts';
import { sameList, useSame } from '../use-same.ts';
import { type Placed, startOf } from './placed.ts';
import './rail.css';

/**
 * The strip at the edge that shows the whole brief at once: a tick for each annotation in its kind's colour, and the
 * part that is on screen. It is a picture with a scroll bar's manners; the list and Alt with the arrows lead to the
 * same places for those who don't point, so screen readers are spared it.
 */
export const Rail = memo(function Rail({
  page,
  scroller,
  threads: threadsNow,
  open: openNow,
  onJump,
}: {
  page: ArticlePage | undefined;
  scroller: RefObject<HTMLElement | null>;
  threads: readonly Placed[];
  open: string | undefined;
  onJump(id: EntryId): void;
}) {
  // What was done is seen where it was done, and here a frame later.
  const { threads, open } = useAfterFrame(
    useMemo(() => ({ threads: threadsNow, open: openNow }), [threadsNow, openNow]),
  );
  const marksNow = useMemo(() => marksOf(threads), [threads]);
  // A reply changes nothing here.
  const marks = useSame(marksNow, sameMarks);
  const canvas = useRef<HTMLCanvasElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const [ticks, setTicks] = useState<readonly Tick[]>([]);
  const opened = useMemo(() => ticks.find(({ mark }) => mark.id === open), [ticks, open]);

  useEffect(() => {
    const { current: sheet } = scroller;
    const { current: strip } = canvas;
    if (!page || !sheet || !strip) return;
    const placeThumb = () => {
      if (!thumb.current) return;
      const share = sheet.clientHeight / Math.max(1, sheet.scrollHeight);
      thumb.current.hidden = share >= 1;
      thumb.current.style.blockSize = `${share * 100}%`;
      thumb.current.style.insetBlockStart = `${(sheet.scrollTop / Math.max(1, sheet.scrollHeight)) * 100}%`;
    };
    let takeBack: (() => void) | undefined;
    const draw = () => {
      takeBack = undefined;
      placeThumb();
      setTicks(drawTicks(strip, page, sheet, marks));
    };
    // It follows what is on the page a frame later.
    const schedule = () => {
      takeBack ??= afterFrame(draw);
    };
    schedule();
    const resized = new ResizeObserver(schedule);
    resized.observe(strip);
    resized.observe(page.view.dom);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', schedule);
    sheet.addEventListener('scroll', placeThumb, { passive: true });
    return () => {
      takeBack?.();
      resized.disconnect();
      scheme.removeEventListener('change', schedule);
      sheet.removeEventListener('scroll', placeThumb);
    };
  }, [page, scroller, marks]);

  const scrollTo = (clientY: number) => {
    const { current: sheet } = scroller;
    const { current: strip } = canvas;
    if (!sheet || !strip) return;
    const { top, height } = strip.getBoundingClientRect();
    sheet.scrollTop = ((clientY - top) / height) * sheet.scrollHeight - sheet.clientHeight / 2;
  };

  return (
    <div
      className="rail"
      aria-hidden
      onPointerDown={(event) => {
        const { top } = event.currentTarget.getBoundingClientRect();
        const near = ticks.find(({ y }) => Math.abs(y - (event.clientY - top)) <= 3);
        if (near) return onJump(near.mark.id);
        event.currentTarget.setPointerCapture(event.pointerId);
        scrollTo(event.clientY);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) scrollTo(event.clientY);
      }}
    >
      <div ref={thumb} className="rail-thumb" />
      <canvas ref={canvas} className="rail-ticks" />
      {/* What is open is drawn stronger; an element of its own, so that it moves without all of them being painted. */}
      {opened && (
        <div
          className={`rail-open kind-${opened.mark.kind}`}
          data-resolved={opened.mark.isResolved || undefined}
          style={{ transform: `translateY(${opened.y}px)` }}
        />
      )}
    </div>
  );
});

/** What of an annotation decides on its tick. */
interface Mark {
  id: EntryId;
  kind: Kind;
  isResolved: boolean;
  start: number;
}

interface Tick {
  y: number;
  mark: Mark;
}

function marksOf(threads: readonly Placed[]): Mark[] {
  const marks: Mark[] = [];
  for (const placed of threads) {
    const start = startOf(placed);
    const { id, kind, status } = placed.annotation;
    if (Number.isFinite(start)) marks.push({ id, kind, isResolved: status.state === 'resolved', start });
  }
  return marks;
}

function sameMarks(before: readonly Mark[], now: readonly Mark[]): boolean {
  return sameList(
    before,
    now,
    (a, b) => a.id === b.id && a.kind === b.kind && a.isResolved === b.isResolved && a.start === b.start,
  );
}

/** Measures where the ticks stand, and draws them. */
function drawTicks(strip: HTMLCanvasElement, page: ArticlePage, sheet: HTMLElement, marks: readonly Mark[]): Tick[] {
  const { clientHeight: height } = strip;
  if (height === 0) return [];
  // Far from any screen, so that nothing is measured to the pixel for ticks of two.
  const tops = page.tops(
    marks.map(({ start }) => Math.max(0, start)),
    { from: -1, to: -1 },
  );
  const above = page.view.dom.getBoundingClientRect().top - sheet.getBoundingClientRect().top + sheet.scrollTop;
  const scale = height / Math.max(sheet.scrollHeight, sheet.clientHeight);
  const ticks = marks.map((mark, index) => ({
    y: Math.round((above + (tops[index] as number)) * scale),
    mark,
  }));
  paint(strip, ticks);
  return ticks;
}

/** Two ticks nearer than this can't be told apart; only the first is drawn. */
const APART = 2;
/** How far the ticks stand from the strip's edges. */
const INSET = 5;

function paint(strip: HTMLCanvasElement, ticks: readonly Tick[]): void {
  const { clientWidth: width, clientHeight: height } = strip;
  const ratio = devicePixelRatio || 1;
  const context = strip.getContext('2d');
  if (!context || height === 0) return;
  const colourOf = coloursIn(getComputedStyle(strip).colorScheme);
  strip.width = width * ratio;
  strip.height = height * ratio;
  context.scale(ratio, ratio);
  let last = -APART;
  for (const { y, mark } of ticks) {
    if (y - last < APART) continue;
    last = y;
    context.fillStyle = colourOf(mark.kind);
    context.globalAlpha = mark.isResolved ? 0.3 : 1;
    context.beginPath();
    context.roundRect(INSET, y - 2, width - 2 * INSET, 4, 2);
    context.fill();
  }
}

const coloursOfSchemes = { light: new Map<Kind, string>(), dark: new Map<Kind, string>() };

/**
 * The kinds' colours in a scheme for a canvas, which doesn't know `light-dark()`. Each is asked for once: asking has the
 * browser work out the styles of all that has changed in the page.
 */
function coloursIn(scheme: string): (kind: Kind) => string {
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const colours = coloursOfSchemes[dark ? 'dark' : 'light'];
  return (kind) => {
    const known = colours.get(kind);
    if (known !== undefined) return known;
    const probe = document.createElement('span');
    probe.style.color = `var(--edge-${kind})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    colours.set(kind, color);
    return color;
  };
}
