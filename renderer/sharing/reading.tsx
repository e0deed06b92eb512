import type { RefObject } from 'react';
import { useEffect } from 'react';
import { useBrief, useBriefPart } from '../brief/brief-context.tsx';
import { type Heading, placeAt } from '../list/outline.ts';
import { words } from '../words/words.ts';
import { useSharing } from './sharing-context.tsx';

/** Scrolling goes through many blocks; where it rests is what the others want to know. */
const REST_MS = 300;

/** Tells the others which block is the first that this window shows. */
export function useReading(scroller: RefObject<HTMLElement | null>): void {
  const { teller } = useSharing();
  useEffect(() => {
    const { current: page } = scroller;
    if (!page) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      const blocks = page.querySelector('.article')?.children;
      if (blocks) teller.reading(firstShown(blocks, page.getBoundingClientRect().top));
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(tell, REST_MS);
    };
    page.addEventListener('scroll', soon, { passive: true });
    soon();
    return () => {
      clearTimeout(timer);
      page.removeEventListener('scroll', soon);
    };
  }, [scroller, teller]);
}

/** Blocks stand below each other, so half of them can be left out at each look. */
function firstShown(blocks: HTMLCollection, top: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.getBoundingClientRect().bottom ?? 0) <= top) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low);
}

/** The line at the foot has room for so many; the others can be followed. */
const MOST_READING = 3;

/** "Bo is reading Who gains from a delay": where others are, and the way to them; where it is narrow, one of them. */
export function SomebodyReading({ outline, onGo }: { outline: readonly Heading[]; onGo(offset: number): void }) {
  const { store } = useBrief();
  const text = useBriefPart((state) => state.text);
  const { here } = useSharing();
  const reading = new Map(here.flatMap(({ person, block }) => (block === undefined ? [] : [[person, block] as const])));
  return [...reading].slice(0, MOST_READING).map(([person, block]) => {
    const name = store.notes.people.persons.get(person)?.name;
    if (!name) return null;
    const offset = text.startOfChild(block);
    const place = placeAt(offset, outline, text);
    return (
      <span key={person} className="somebody-reading">
        {words.sharing.isReading(name)}{' '}
        <button type="button" className="brief-foot-button" onClick={() => onGo(offset)}>
          {'heading' in place ? place.heading : words.sharing.beginsWith(place.words)}
        </button>
      </span>
    );
  });
}

/** "Bo is writing…", under a thread in which somebody else writes. */
export function SomebodyWriting({ annotation }: { annotation: string }) {
  const { store } = useBrief();
  const { here } = useSharing();
  const names = here
    .filter(({ writing }) => writing === annotation)
    .flatMap(({ person }) => store.notes.people.persons.get(person)?.name ?? []);
  return (
    <p className="somebody-writing" role="status">
      {names.length > 0 ? words.sharing.isWriting([...new Set(names)]) : ''}
    </p>
  );
}
