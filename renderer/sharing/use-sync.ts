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
    const end = bridge.on('sync.changed', (changed) => {
      if (changed.brief !== brief) return;
      told = true;
      setState(changed);
    });
    bridge.call('sync.state', { brief }).then(
      (first) => {
        // What was told meanwhile is newer.
        if (!gone && !told) setState(first);
      },
      () => {},
    );
    return () => {
      gone = true;
      end();
    };
  }, [bridge, brief]);
  return state;
}
