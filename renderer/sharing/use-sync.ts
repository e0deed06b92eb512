import { useEffect, useState } from 'react';
import type { SyncState } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { useBridge } from '../services.tsx';

/** How a brief stands to its relay: null where it isn't shared, undefined until that is known. */
export function useSync(brief: BriefId): SyncState | null | undefined {
  const bridge = useBridge();
  const [state, setState] = useState<SyncState | null>();
  useEffect(() => {
    let gone = false;
    let told = false;
    const tell = (of: BriefId, now: SyncState | null) => {
      if (of !== brief) return;
      told = true;
      setState(now);
    };
    const ends = [
      bridge.on('sync.changed', (changed) => tell(changed.brief, changed)),
      bridge.on('sync.ended', (ended) => tell(ended.brief, null)),
    ];
    bridge.call('sync.state', { brief }).then(
      (first) => {
        // What was told meanwhile is newer.
        if (!gone && !told) setState(first);
      },
      () => {},
    );
    return () => {
      gone = true;
      for (const end of ends) end();
    };
  }, [bridge, brief]);
  return state;
}
