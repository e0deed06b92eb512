import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ArticlePage } from '../article/article-page.ts';
import { NEAR } from '../article/page-heights.ts';
import { type Layout, layoutCards, type Pile } from './layout.ts';

/** Something that wants to stand in the margin. */
export interface MarginItem {
  key: string;
  /** Where its passage begins in the article's text; undefined at the top of the page. */
  offset: number | undefined;
}

/** What the margin shows at the moment: the cards near the screen and where they stand. */
export interface Margin {
  cards: { key: string; top: number }[];
  piles: Pile<string>[];
  /** How far down the cards reach. */
  height: number;
}

const EMPTY: Margin = { cards: [], piles: [], height: 0 };
const GAP = 10;
const PILE_HEIGHT = 30;
/** A screen's height or so: farther away a card says nothing about the words beside it. */
const MAX_DRIFT = 420;
/** Cards whose height isn't known yet: closed with two lines. */
const LIKELY_HEIGHT = 86;
/** How far around the screen cards are kept in the page, in screens. */
const AROUND = 0.75;

/**
 * Which cards of a margin are in the page, and where.
 *
 * However many threads there are, only those near the screen exist as elements. Heights are measured as cards appear;
 * passages to the pixel near the screen and by their block elsewhere. All reads of a change happen in one go before
 * anything is written.
 */
export function useMargin(
  page: ArticlePage | undefined,
  scroller: RefObject<HTMLElement | null>,
  items: readonly MarginItem[],
  open: string | undefined,
  spread: boolean,
  layouts: number,
): { margin: Margin; measure(key: string): (element: HTMLElement | null) => void } {
  const [margin, setMargin] = useState(EMPTY);
  const newest = useRef({ page, items, open, spread });
  newest.current = { page, items, open, spread };
  const heights = useRef(new Map<string, number>());
  const layout = useRef<{ made: Layout<string>; near: { from: number; to: number } }>(undefined);
  const frame = useRef(0);

  const compute = useCallback(
    (fresh: boolean) => {
      const { page: article, items: wanted, open: opened, spread: all } = newest.current;
      const { current: sheet } = scroller;
      if (!article || !sheet) return;
      const screen = sheet.clientHeight;
      const top = sheet.getBoundingClientRect().top - article.view.dom.getBoundingClientRect().top;
      const inside = layout.current && top >= layout.current.near.from && top + screen <= layout.current.near.to;
      if (fresh || !layout.current || !inside) {
        const near = { from: top - NEAR * screen, to: top + (1 + NEAR) * screen };
        const offsets = wanted.map(({ offset }) => offset ?? 0);
        const tops = article.tops(offsets, near);
        const cards = wanted.map(({ key, offset }, index) => ({
          id: key,
          anchor: offset === undefined ? 0 : Math.max(0, Math.round(tops[index] as number)),
          height: heights.current.get(heightKey(key, opened)) ?? LIKELY_HEIGHT,
        }));
        const made = layoutCards(cards, {
          gap: GAP,
          maxDrift: all ? Number.POSITIVE_INFINITY : MAX_DRIFT,
          pileHeight: PILE_HEIGHT,
          open: opened,
        });
        layout.current = { made, near };
      }
      const { made } = layout.current;
      const from = top - AROUND * screen;
      const to = top + (1 + AROUND) * screen;
      const shown = (at: number, height: number) => at + height >= from && at <= to;
      const cards: Margin['cards'] = [];
      for (const [key, at] of made.tops) {
        // What is open or being written stays, or scrolling would take away the field that has the focus.
        if (key === opened || shown(at, heights.current.get(heightKey(key, opened)) ?? LIKELY_HEIGHT))
          cards.push({ key, top: at });
      }
      const piles = made.piles.filter((pile) => shown(pile.top, PILE_HEIGHT));
      setMargin((before) => {
        const next = { cards, piles, height: made.bottom };
        return same(before, next) ? before : next;
      });
    },
    [scroller],
  );

  const schedule = useCallback(() => {
    if (frame.current) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      compute(true);
    });
  }, [compute]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the layout is made of.
  useLayoutEffect(() => compute(true), [compute, page, items, open, spread, layouts]);

  useEffect(() => {
    const { current: sheet } = scroller;
    if (!sheet) return;
    const scrolled = () => compute(false);
    sheet.addEventListener('scroll', scrolled, { passive: true });
    return () => sheet.removeEventListener('scroll', scrolled);
  }, [scroller, compute]);

  const observer = useRef<ResizeObserver>(undefined);
  const keys = useRef(new WeakMap<Element, string>());
  useEffect(
    () => () => {
      observer.current?.disconnect();
      observer.current = undefined;
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    },
    [],
  );

  const refs = useRef(new Map<string, (element: HTMLElement | null) => void>());
  const measure = useCallback(
    (key: string) => {
      const known = refs.current.get(key);
      if (known) return known;
      let seen: HTMLElement | undefined;
      const ref = (element: HTMLElement | null) => {
        observer.current ??= new ResizeObserver((entries) => {
          let changed = false;
          for (const { target, borderBoxSize } of entries) {
            const name = keys.current.get(target);
            const height = Math.ceil(borderBoxSize[0]?.blockSize ?? 0);
            if (name === undefined || height === 0) continue;
            const measured = heightKey(name, newest.current.open);
            if (heights.current.get(measured) === height) continue;
            heights.current.set(measured, height);
            changed = true;
          }
          if (changed) schedule();
        });
        if (seen) observer.current.unobserve(seen);
        seen = element ?? undefined;
        if (!element) return;
        keys.current.set(element, key);
        observer.current.observe(element);
      };
      refs.current.set(key, ref);
      return ref;
    },
    [schedule],
  );

  return { margin, measure };
}

/** A card has two heights; the one that it had while it was open must not outlive its closing. */
function heightKey(key: string, open: string | undefined): string {
  return key === open ? `open ${key}` : key;
}

function same(a: Margin, b: Margin): boolean {
  return (
    a.height === b.height &&
    a.cards.length === b.cards.length &&
    a.piles.length === b.piles.length &&
    a.cards.every(({ key, top }, index) => key === b.cards[index]?.key && top === b.cards[index]?.top) &&
    a.piles.every(({ top, ids }, index) => top === b.piles[index]?.top && ids.length === b.piles[index]?.ids.length)
  );
}
