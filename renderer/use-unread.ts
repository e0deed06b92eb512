import { useCallback, useEffect, useRef, useState } from 'react';
import type { BriefId } from '../shared/model/ids.ts';
import { useBridge, useEvent } from './services.tsx';

/** Counting looks through every shared brief: not more often than this. */
const COUNT_EVERY_MS = 1_500;

type Counts = Readonly<Record<BriefId, number>>;

/**
 * How many threads of each brief hold something new for the person who works here. What changes an article's text alone
 * is not counted again.
 *
 * @param shown the brief in front: when it is another, what was new is counted at once
 */
export function useUnread(shown?: BriefId): Counts {
  const bridge = useBridge();
  const [counts, setCounts] = useState<Counts>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const count = useCallback(() => {
    timer.current = undefined;
    bridge.call('unread.counts', {}).then(
      (now) => setCounts((before) => (areSame(before, now) ? before : now)),
      () => {},
    );
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

/** Whether two answers say the same: then nothing that shows them is drawn anew. */
function areSame(a: Counts, b: Counts): boolean {
  const briefs = Object.keys(a) as BriefId[];
  return briefs.length === Object.keys(b).length && briefs.every((brief) => a[brief] === b[brief]);
}
