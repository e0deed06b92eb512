import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'react';
import type { ArticlePage } from '../article/article-page.ts';
import { NEAR } from '../article/page-heights.ts';
import { useAfterFrame } from '../use-after-frame.ts';
import { type CardToPlace, isWithin, type Layout, layoutCards, type Slot, type Stretch } from './layout.ts';

/** Something that wants to stand in the margin. */
export interface MarginItem {
  key: string;
  /** Where its passage begins in the article's text; undefined at the top of the page. */
  offset: number | undefined;
}

/** What the margin shows at the moment: the cards near the screen and where they stand. */
export interface Margin {
  slots: readonly ShownSlot[];
  /** How far down the cards reach. */
  height: number;
}

interface ShownSlot extends Slot<string> {
  /** It is or was on screen, so that its moving can be seen. */
  seen: boolean;
}

/** Where the cards near the screen stand, and the stretch of the page that is on screen. */
interface Placed extends Layout<string> {
  screen: Stretch;
}

const NOTHING: Placed = { slots: [], height: 0, screen: { from: 0, to: 0 } };
const GAP = 10;
const PILE_HEIGHT = 30;
/** A screen's height or so: farther away a card says nothing about the words beside it. */
const MAX_DRIFT = 420;
/** Cards whose height isn't known yet: closed with two lines. */
const LIKELY_HEIGHT = 86;
/** How far around the screen cards are put into the page, and how far they are left there, in screens. */
const AROUND = 0.75;
const KEPT = 1;
/** How far the page may be scrolled before that is looked at again, in screens. */
const STEP = 0.25;

/** All cards beside their passages, measured around one place of the page: good until that or they are others. */
interface Cards {
  page: ArticlePage;
  items: readonly MarginItem[];
  layouts: number;
  near: { from: number; to: number };
  inOrder: CardToPlace<string>[];
  byKey: ReadonlyMap<string, CardToPlace<string>>;
}

/**
 * Which cards of a margin are in the page, and where.
 *
 * However many threads there are, only those near the screen exist as elements, and those that can't be seen yet come
 * and go a frame after those that can. Heights are measured as cards appear; passages to the pixel near the screen and
 * by their block elsewhere. Where things stand is asked while the cards are
 * being made, when the page is as the last frame left it: once something was written to it, the browser would lay all
 * of it out to answer, and once more for the frame.
 */
export function useMargin(
  page: ArticlePage | undefined,
  scroller: RefObject<HTMLElement | null>,
  items: readonly MarginItem[],
  open: string | undefined,
  spread: boolean,
  layouts: number,
): { margin: Margin; measure(key: string): (element: HTMLElement | null) => void } {
  const [asked, lookAgain] = useReducer((count: number) => count + 1, 0);
  const heights = useRef(new Map<string, number>());
  /** An open card whose height isn't known yet is likely as high as the one before: the others make room once. */
  const heightOfLastOpen = useRef(LIKELY_HEIGHT);
  const cards = useRef<Cards>(undefined);
  /** Where the screen was, from the article's top, when the cards were chosen. */
  const chosenAt = useRef(0);
  const inPage = useRef<ReadonlyMap<string, number>>(new Map());
  // What is opened is read first; it goes to its passage, and the others make room for it, a frame later. What isn't in
  // the page yet has no place to be read at.
  const openBefore = useAfterFrame(open);
  const roomFor = open === undefined || inPage.current.has(open) ? openBefore : open;
  const newest = useRef({ page, open });
  newest.current = { page, open };

  // biome-ignore lint/correctness/useExhaustiveDependencies: who asks for another look means that something was measured.
  const layout = useMemo<Placed>(() => {
    const { current: sheet } = scroller;
    if (!page || !sheet) return NOTHING;
    const screen = sheet.clientHeight;
    const top = topOf(sheet, page);
    chosenAt.current = top;
    const { current: known } = cards;
    const isNear = known && top >= known.near.from && top + screen <= known.near.to;
    if (!isNear || known.page !== page || known.items !== items || known.layouts !== layouts) {
      const near = { from: top - NEAR * screen, to: top + (1 + NEAR) * screen };
      cards.current = { page, items, layouts, near, ...placedAt(page, items, near, heights.current) };
    }
    const { inOrder } = cards.current as Cards;
    const onScreen = { from: top, to: top + screen };
    const placed = layoutCards(inOrder, {
      gap: GAP,
      maxDrift: spread ? Number.POSITIVE_INFINITY : MAX_DRIFT,
      pileHeight: PILE_HEIGHT,
      open:
        roomFor === undefined
          ? undefined
          : { id: roomFor, height: heights.current.get(whileOpen(roomFor)) ?? heightOfLastOpen.current },
      within: around(onScreen, KEPT),
    });
    return { ...placed, screen: onScreen };
  }, [page, scroller, items, roomFor, spread, layouts, asked]);
  const followed = useAfterFrame(layout);
  const margin = useMemo<Margin>(() => {
    const { slots, screen } = layout;
    const near = around(screen, followed === layout ? AROUND : 0);
    // What is open or being written stays, or scrolling would take away the field that has the focus. All are in their
    // order, so that it is never moved about in the page, which would take the focus away, too.
    const shown = slots.flatMap((slot): ShownSlot[] => {
      const { height, ids, pile } = slot;
      const before = inPage.current.get(ids[0] as string);
      const isOpen = !pile && ids[0] === open;
      if (before === undefined && !isOpen && !isWithin(slot, near)) return [];
      const wasSeen = before !== undefined && isWithin({ top: before, height }, screen);
      return [{ ...slot, seen: wasSeen || isWithin(slot, screen) }];
    });
    return { slots: shown, height: followed.height };
  }, [layout, followed, open]);
  useLayoutEffect(() => {
    inPage.current = new Map(margin.slots.map(({ ids, top }) => [ids[0] as string, top]));
  }, [margin]);

  const frame = useRef(0);
  useEffect(() => {
    const { current: sheet } = scroller;
    if (!sheet) return;
    const scrolled = () => {
      const { page: article } = newest.current;
      if (article && Math.abs(topOf(sheet, article) - chosenAt.current) > STEP * sheet.clientHeight) lookAgain();
    };
    const resized = new ResizeObserver(() => lookAgain());
    resized.observe(sheet);
    sheet.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      resized.disconnect();
      sheet.removeEventListener('scroll', scrolled);
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [scroller]);

  const observer = useRef<ResizeObserver>(undefined);
  const keys = useRef(new WeakMap<Element, string>());
  const refs = useRef(new Map<string, (element: HTMLElement | null) => void>());
  useEffect(
    () => () => {
      observer.current?.disconnect();
      observer.current = undefined;
    },
    [],
  );
  const measure = useCallback((key: string) => {
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
          // A card has two heights; the one that it had while it was open must not outlive its closing.
          const isOpen = name === newest.current.open;
          const measured = isOpen ? whileOpen(name) : name;
          if (isOpen) heightOfLastOpen.current = height;
          if (heights.current.get(measured) === height) continue;
          heights.current.set(measured, height);
          const card = isOpen ? undefined : cards.current?.byKey.get(name);
          if (card) card.height = height;
          changed = true;
        }
        if (changed && !frame.current) {
          frame.current = requestAnimationFrame(() => {
            frame.current = 0;
            lookAgain();
          });
        }
      });
      if (seen) observer.current.unobserve(seen);
      seen = element ?? undefined;
      if (!element) return;
      keys.current.set(element, key);
      observer.current.observe(element);
    };
    refs.current.set(key, ref);
    return ref;
  }, []);

  return { margin, measure };
}

function around({ from, to }: Stretch, screens: number): Stretch {
  const more = screens * (to - from);
  return { from: from - more, to: to + more };
}

/** How far below the article's top the screen begins. */
function topOf(sheet: HTMLElement, page: ArticlePage): number {
  return sheet.getBoundingClientRect().top - page.view.dom.getBoundingClientRect().top;
}

function whileOpen(key: string): string {
  return `open ${key}`;
}

function placedAt(
  page: ArticlePage,
  items: readonly MarginItem[],
  near: { from: number; to: number },
  heights: ReadonlyMap<string, number>,
): Pick<Cards, 'inOrder' | 'byKey'> {
  const tops = page.tops(
    items.map(({ offset }) => offset ?? 0),
    near,
  );
  const byKey = new Map<string, CardToPlace<string>>();
  for (const [index, { key, offset }] of items.entries()) {
    const anchor = offset === undefined ? 0 : Math.max(0, Math.round(tops[index] as number));
    byKey.set(key, { id: key, anchor, height: heights.get(key) ?? LIKELY_HEIGHT });
  }
  return { inOrder: [...byKey.values()].sort((a, b) => a.anchor - b.anchor), byKey };
}
