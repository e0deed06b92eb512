import { useEffect } from 'react';
import type { EntryId } from '../../shared/model/ids.ts';
import { useBrief, useBriefPart } from '../brief/brief-context.tsx';
import type { BriefStore } from '../brief/brief-store.ts';
import { useBridge } from '../services.tsx';

/** A thread counts as seen when it has been open so long: who only passes by hasn't read it. */
const GLANCE_MS = 800;

/** Keeps an open brief knowing what its person has seen, also on another of their devices. */
export function useSeen(store: BriefStore): void {
  const bridge = useBridge();
  useEffect(() => {
    const { id: brief } = store.opened;
    let gone = false;
    const end = bridge.on('unread.changed', (event) => {
      if (event.brief === brief) store.know(event.seen);
    });
    bridge.call('unread.seen', { brief }).then(
      (seen) => !gone && store.know(seen),
      () => {},
    );
    return () => {
      gone = true;
      end();
    };
  }, [bridge, store]);
}

/** Notes a thread as seen once it has been open for a moment, in a window that somebody looks at. */
export function useSeeing(annotation: EntryId): void {
  const { store } = useBrief();
  const unread = useBriefPart(() => store.placed(annotation)?.unread);
  useEffect(() => {
    if (!unread) return;
    const see = () => {
      if (document.visibilityState === 'visible') store.see(annotation);
    };
    const timer = setTimeout(see, GLANCE_MS);
    document.addEventListener('visibilitychange', see);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', see);
    };
  }, [store, annotation, unread]);
}
