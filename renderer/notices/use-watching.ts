import { useEffect, useState } from 'react';
import type { BriefId, EntryId } from '../../shared/model/ids.ts';
import { afterFrame } from '../after-frame.ts';
import { useBridge } from '../services.tsx';

/** Services forget a window that doesn't say it again for two minutes. */
const AGAIN_MS = 60_000;

/** Tells the services which thread is on screen, so that nobody is notified of what they look at. */
export function useWatching(brief: BriefId, annotation: EntryId | undefined): void {
  const bridge = useBridge();
  const [window] = useState(() => crypto.randomUUID());
  useEffect(() => {
    const tell = () => {
      const shown = document.visibilityState === 'visible' && annotation ? { brief, annotation } : {};
      bridge.call('notices.watching', { window, ...shown }).catch(() => {});
    };
    // What is opened is on screen first.
    const takeBack = afterFrame(tell);
    const timer = setInterval(tell, AGAIN_MS);
    document.addEventListener('visibilitychange', tell);
    return () => {
      takeBack();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [bridge, brief, annotation, window]);
  useEffect(() => {
    return () => {
      bridge.call('notices.watching', { window }).catch(() => {});
    };
  }, [bridge, window]);
}
