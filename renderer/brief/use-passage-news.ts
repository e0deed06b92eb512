import { useEffect, useRef } from 'react';
import type { EntryId } from '../../shared/model/ids.ts';
import { showToast } from '../controls/toast.tsx';
import { words } from '../words/words.ts';
import type { BriefStore } from './brief-store.ts';

/** Somebody who rewrites a sentence touches its annotations with each letter; what became of them is said afterwards. */
const PAUSE_MS = 1_000;

/**
 * Says which annotations a change of the article has moved or orphaned: the first to those who can't see it, the second
 * to everybody, with the way to them.
 */
export function usePassageNews(
  store: BriefStore,
  announce: (sentence: string) => void,
  showOrphaned: () => void,
): void {
  const newest = useRef({ announce, showOrphaned });
  newest.current = { announce, showOrphaned };
  useEffect(() => {
    const before = new Map<EntryId, string>();
    const look = (ids: Iterable<EntryId>) => {
      for (const id of ids) before.set(id, store.placed(id)?.placement.state ?? 'pending');
    };
    look(store.snapshot().placed.map(({ annotation }) => annotation.id));
    const touched = new Set<EntryId>();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const tell = () => {
      let [moved, orphaned] = [0, 0];
      for (const id of touched) {
        const placed = store.placed(id);
        const state = placed?.annotation.withdrawn ? 'withdrawn' : placed?.placement.state;
        if (before.get(id) === state || before.get(id) === 'pending') continue;
        if (state === 'moved') moved++;
        if (state === 'orphaned') orphaned++;
      }
      look(touched);
      touched.clear();
      if (moved > 0) newest.current.announce(words.brief.movedNow(moved));
      if (orphaned > 0) {
        const action = { label: words.brief.showOrphaned, run: () => newest.current.showOrphaned() };
        showToast({ text: words.brief.orphanedNow(orphaned), action });
      }
    };
    const end = store.onChange(({ annotations, completed }) => {
      if (!annotations || completed) {
        // All of it came anew, or the rest of it came: nothing that stands there has moved before somebody's eyes.
        look(store.snapshot().placed.map(({ annotation }) => annotation.id));
        return;
      }
      for (const id of annotations) {
        // One that is new was never anywhere else.
        if (before.has(id)) touched.add(id);
        else look([id]);
      }
      if (touched.size === 0) return;
      clearTimeout(timer);
      timer = setTimeout(tell, PAUSE_MS);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [store]);
}
