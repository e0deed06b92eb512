import { useCallback, useEffect, useState } from 'react';
import type { HandedInFile } from '../shared/offline/opened-package.ts';
import { showToast } from './controls/toast.tsx';
import { sentenceOf, useBridge, useEvent } from './services.tsx';

/**
 * The files of a kind that the program was started with, and that wait for somebody to say what shall become of them.
 *
 * @param kind the call that lists them, and the event that says that they are others
 * @returns those files, and what asks for them anew
 */
export function useHandedIn(
  kind: 'offline.handedIn' | 'import.handedIn',
): readonly [waiting: readonly HandedInFile[], load: () => void] {
  const bridge = useBridge();
  const [waiting, setWaiting] = useState<readonly HandedInFile[]>([]);
  const load = useCallback(() => {
    bridge.call(kind, {}).then(setWaiting, (error) => showToast({ text: sentenceOf(error), look: 'trouble' }));
  }, [bridge, kind]);
  useEffect(load, [load]);
  useEvent(kind, load);
  return [waiting, load];
}
