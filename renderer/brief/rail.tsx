import { memo, type RefObject, useEffect, useRef } from 'react';
import type { Kind } from '../../shared/model/kinds.ts';
import type { ArticlePage } from '../article/article-page.ts';
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
  threads,
  open,
  onJump,
}: {
  page: ArticlePage | undefined;
  scroller: RefObject<HTMLElement | null>;
  threads: readonly Placed[];
  open: string | undefined;
  onJump(placed: Placed): void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const thumb = useRef<HTMLDivElement>(null);
  const ticks = useRef<Tick[]>([]);
  const redraw = useRef(() => {});
  const newestOpen = useRef(open);
  newestOpen.current = open;

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
    let frame = 0;
    const draw = () => {
      frame = 0;
      placeThumb();
      ticks.current = drawTicks(strip, page, sheet, threads, newestOpen.current);
    };
    redraw.current = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        paint(strip, ticks.current, newestOpen.current);
      });
    };
    const schedule = () => {
      frame ||= requestAnimationFrame(draw);
    };
    schedule();
    const resized = new ResizeObserver(schedule);
    resized.observe(strip);
    resized.observe(page.view.dom);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', schedule);
    sheet.addEventListener('scroll', placeThumb, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      scheme.removeEventListener('change', schedule);
      sheet.removeEventListener('scroll', placeThumb);
    };
  }, [page, scroller, threads]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open is drawn stronger; nothing is measured anew.
  useEffect(() => redraw.current(), [open]);

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
        const near = ticks.current.find(({ y }) => Math.abs(y - (event.clientY - top)) <= 3);
        if (near) return onJump(near.placed);
        event.currentTarget.setPointerCapture(event.pointerId);
        scrollTo(event.clientY);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) scrollTo(event.clientY);
      }}
    >
      <div ref={thumb} className="rail-thumb" />
      <canvas ref={canvas} className="rail-ticks" />
    </div>
  );
});

interface Tick {
  y: number;
  placed: Placed;
}

/** Measures where the ticks stand, and draws them. */
function drawTicks(
  strip: HTMLCanvasElement,
  page: ArticlePage,
  sheet: HTMLElement,
  threads: readonly Placed[],
  open: string | undefined,
): Tick[] {
  const { clientHeight: height } = strip;
  if (height === 0) return [];
  const placed = threads.filter((each) => Number.isFinite(startOf(each)));
  // Far from any screen, so that nothing is measured to the pixel for ticks of two.
  const tops = page.tops(
    placed.map((each) => Math.max(0, startOf(each))),
    { from: -1, to: -1 },
  );
  const above = page.view.dom.getBoundingClientRect().top - sheet.getBoundingClientRect().top + sheet.scrollTop;
  const scale = height / Math.max(sheet.scrollHeight, sheet.clientHeight);
  const ticks = placed.map((each, index) => ({
    y: Math.round((above + (tops[index] as number)) * scale),
    placed: each,
  }));
  paint(strip, ticks, open);
  return ticks;
}

/** Two ticks nearer than this can't be told apart; only the first is drawn, and the open one always. */
const APART = 2;

function paint(strip: HTMLCanvasElement, ticks: readonly Tick[], open: string | undefined): void {
  const { clientWidth: width, clientHeight: height } = strip;
  const ratio = devicePixelRatio || 1;
  const context = strip.getContext('2d');
  if (!context || height === 0) return;
  const colourOf = coloursIn(getComputedStyle(strip).colorScheme);
  strip.width = width * ratio;
  strip.height = height * ratio;
  context.scale(ratio, ratio);
  let last = -APART;
  for (const { y, placed } of ticks) {
    const { kind, id, status } = placed.annotation;
    if (id !== open && y - last < APART) continue;
    last = y;
    context.fillStyle = colourOf(kind);
    context.globalAlpha = status.state === 'resolved' ? 0.3 : 1;
    const inset = id === open ? 2 : 5;
    context.beginPath();
    context.roundRect(inset, y - 2, width - 2 * inset, 4, 2);
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
