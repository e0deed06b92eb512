import { type RefObject, useEffect, useRef } from 'react';
import type { PersonId } from '../../shared/model/ids.ts';
import type { ArticlePage } from '../article/article-page.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { EVERYWHERE } from '../brief/use-scroll-to.ts';
import { showToast } from '../controls/toast.tsx';
import { words } from '../words/words.ts';
import { useSharing } from './sharing-context.tsx';

/** Scrolling that follows somebody goes on for as long as this; what scrolls later was the person here. */
const SCROLLING_MS = 700;
/** How far below the upper edge their first block stands, in pixels: under the line that says whom one follows. */
const BELOW_EDGE = 60;

/** Scrolls with the person who is followed, until the one who follows scrolls by themselves. */
export function useFollowing(page: ArticlePage | undefined, scroller: RefObject<HTMLElement | null>): void {
  const { store } = useBrief();
  const { here, following, follow } = useSharing();
  const own = useRef(0);
  const block = here.find(({ person, block }) => person === following && block !== undefined)?.block;
  const isHere = here.some(({ person }) => person === following);

  useEffect(() => {
    const { current: sheet } = scroller;
    if (!page || !sheet || !following || block === undefined) return;
    const { text } = store.snapshot();
    const [top = 0] = page.tops([text.startOfChild(block)], EVERYWHERE);
    const origin = page.view.dom.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
    own.current = performance.now() + SCROLLING_MS;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    sheet.scrollTo({ top: sheet.scrollTop + origin + top - BELOW_EDGE, behavior: still ? 'instant' : 'smooth' });
  }, [page, scroller, store, following, block]);

  useEffect(() => {
    const { current: sheet } = scroller;
    if (!sheet || !following) return;
    const end = () => follow(undefined);
    const scrolled = () => {
      if (performance.now() > own.current) end();
    };
    sheet.addEventListener('wheel', end, { passive: true });
    sheet.addEventListener('touchmove', end, { passive: true });
    sheet.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      sheet.removeEventListener('wheel', end);
      sheet.removeEventListener('touchmove', end);
      sheet.removeEventListener('scroll', scrolled);
    };
  }, [scroller, following, follow]);

  useEffect(() => {
    if (!following || isHere) return;
    showToast({ text: words.sharing.followedLeft(nameOf(store.notes.people.persons, following)) });
    follow(undefined);
  }, [store, following, isHere, follow]);
}

function nameOf(persons: ReadonlyMap<PersonId, { name: string }>, person: PersonId): string {
  return persons.get(person)?.name ?? words.brief.somebody;
}
