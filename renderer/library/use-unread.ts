import { useCallback, useEffect, useState } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import { useBridge, useEvent } from '../services.tsx';

/** How many threads of each brief hold something new for the person who works here. */
export function useUnread(): Readonly<Record<BriefId, number>> {
  const bridge = useBridge();
  const [counts, setCounts] = useState<Record<BriefId, number>>({});
  const load = useCallback(() => {
    bridge.call('unread.counts', {}).then(setCounts, () => {});
  }, [bridge]);
  useEffect(load, [load]);
  useEvent('unread.changed', load);
  useEvent('brief.changed', load);
  return counts;
}
