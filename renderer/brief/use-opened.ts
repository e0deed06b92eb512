import { useEffect, useMemo } from 'react';
import type { EntryId } from '../../shared/model/ids.ts';
import type { ArticlePage } from '../article/article-page.ts';
import type { Stack } from '../threads/card.tsx';
import type { BriefState, BriefStore } from './brief-store.ts';
import { type Placed, rangesOf } from './placed.ts';
import type { Composing } from './use-composing.ts';

/**
 * The annotation whose thread is open, as it is now, and which of those on the same words it is. The page shows its
 * passages, or those of the annotation that is being written.
 */
export function useOpened(
  store: BriefStore,
  state: BriefState,
  page: ArticlePage | undefined,
  id: EntryId | undefined,
  composing: Composing,
): { openPlaced: Placed | undefined; stack: Stack | undefined } {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state stands for what the store says.
  const openPlaced = useMemo(() => (id ? store.placed(id) : undefined), [store, state, id]);
  const stack = useMemo(() => page && openPlaced && stackOf(page, openPlaced), [page, openPlaced]);

  const ranges = openPlaced && !openPlaced.annotation.withdrawn ? rangesOf(openPlaced) : composing.ranges;
  const kind = openPlaced?.annotation.kind ?? composing.byKey.get(composing.open ?? '')?.draft.kind ?? 'note';
  const key = ranges.map(({ from, to }) => `${from}-${to}`).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the ranges.
  useEffect(() => {
    page?.showOpened(ranges, kind);
  }, [page, key, kind]);
  return { openPlaced, stack };
}

/** Undefined where it stands there alone. */
function stackOf(page: ArticlePage, placed: Placed): Stack | undefined {
  const [range] = rangesOf(placed);
  const all = range ? page.over(range) : [];
  const index = all.indexOf(placed.annotation.id);
  return index === -1 || all.length < 2 ? undefined : { index, all };
}
