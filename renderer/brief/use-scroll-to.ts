import { type RefObject, useCallback } from 'react';
import type { ArticlePage } from '../article/article-page.ts';

/** All of the page is measured to the pixel. */
export const EVERYWHERE = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** How far down the screen what was scrolled to stands, and how far down it may stand without being scrolled to. */
const AT = 0.25;
const LOW = 0.7;
/** What is nearer to the upper edge than this is hard to see. */
const EDGE = 40;

/** Brings an offset of the article's text on screen, unless it can be read there already. */
export function useScrollTo(page: ArticlePage | undefined, scroller: RefObject<HTMLElement | null>) {
  return useCallback(
    (offset: number) => {
      const { current: sheet } = scroller;
      if (!page || !sheet) return;
      const [top = 0] = page.tops([offset], EVERYWHERE);
      const origin = page.view.dom.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
      const at = origin + top;
      if (at > EDGE && at < sheet.clientHeight * LOW) return;
      sheet.scrollTo({ top: sheet.scrollTop + at - sheet.clientHeight * AT });
    },
    [page, scroller],
  );
}
