import { type RefObject, useEffect, useState } from 'react';
import { z } from 'zod';
import { useRemembered } from '../remembered.ts';

/** Below this the window is too narrow for list, page and threads; the list folds away first. */
const LIST_FROM = 1_080;
/** Below this the page is too narrow for threads beside the article; they become a drawer over it. */
const MARGIN_FROM = 820;

const shownSchema = z.boolean();

/** Which parts of the screen there is room for, and which of them the person wants. */
export function usePages(page: RefObject<HTMLElement | null>) {
  const [wide, setWide] = useState(() => innerWidth >= LIST_FROM);
  // Whether the list is wanted where there is room for it is remembered; where it lies in the way it is asked for each time.
  const [wanted, setWanted] = useRemembered<boolean>('list.shown', shownSchema, true);
  const [listWanted, setListWanted] = useState<boolean>();
  const [drawer, setDrawer] = useState(false);
  const [threadsShown, setThreadsShown] = useState(false);

  useEffect(() => {
    const query = matchMedia(`(width >= ${LIST_FROM}px)`);
    const changed = () => {
      setWide(query.matches);
      // What was wanted was wanted of the other width.
      setListWanted(undefined);
    };
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);

  useEffect(() => {
    if (!page.current) return;
    const resized = new ResizeObserver(([entry]) => setDrawer((entry?.contentRect.width ?? MARGIN_FROM) < MARGIN_FROM));
    resized.observe(page.current);
    return () => resized.disconnect();
  }, [page]);

  const listShown = listWanted ?? (wide && wanted);
  return {
    listShown,
    toggleList: () => {
      setListWanted(!listShown);
      if (wide) setWanted(!listShown);
    },
    drawer,
    threadsShown: threadsShown || !drawer,
    setThreadsShown,
  };
}
