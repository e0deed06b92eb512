import { useCallback, useEffect, useRef, useState } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import { useBridge, useEvent } from '../services.tsx';

/** Counting looks through every shared brief: not more often than this. */
const COUNT_EVERY_MS = 1_500;

/** How many threads of each brief hold something new. What changes an article's text alone is not counted again. */
export function useUnreadTabs(shown: BriefId | undefined): Readonly<Record<BriefId, number>> {
  const bridge = useBridge();
  const [counts, setCounts] = useState<Record<BriefId, number>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const count = useCallback(() => {
    timer.current = undefined;
    bridge.call('unread.counts', {}).then(setCounts, () => {});
  }, [bridge]);
  const soon = () => {
    timer.current ??= setTimeout(count, COUNT_EVERY_MS);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab shows what was new in it.
  useEffect(count, [count, shown]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvent('unread.changed', soon);
  useEvent('brief.changed', ({ entries }) => {
    if (entries.length > 0) soon();
  });
  return counts;
}
