import { type RefObject, useLayoutEffect } from 'react';
import { z } from 'zod';
import type { BriefId } from '../../shared/model/ids.ts';
import type { ArticlePage } from '../article/article-page.ts';
import { remember, remembered } from '../remembered.ts';

/** Scrolling is remembered this long after it stopped. */
const DELAY = 400;

/**
 * Where somebody was in a brief when they left it: it opens there again. By the text at the top of the screen, not by
 * pixels, so that another width of the window leads to the same words.
 */
export function usePlaceInPage(
  brief: BriefId,
  page: ArticlePage | undefined,
  scroller: RefObject<HTMLElement | null>,
  goTo: (offset: number) => void,
): void {
  const key = `brief.place.${brief}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is there.
  useLayoutEffect(() => {
    const offset = page && remembered(key, z.int().positive());
    if (offset) goTo(offset);
  }, [page]);

  // Of the layout: it ends while the page can still be measured.
  useLayoutEffect(() => {
    const { current: sheet } = scroller;
    if (!page || !sheet) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      timer = undefined;
      remember(key, sheet.scrollTop < 40 ? null : (page.offsetAtTop(sheet.getBoundingClientRect().top) ?? null));
    };
    const scrolled = () => {
      clearTimeout(timer);
      timer = setTimeout(save, DELAY);
    };
    sheet.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      if (timer !== undefined) save();
      clearTimeout(timer);
      sheet.removeEventListener('scroll', scrolled);
    };
  }, [page, scroller, key]);
}
