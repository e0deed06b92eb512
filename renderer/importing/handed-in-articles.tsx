import { useCallback, useEffect, useRef, useState } from 'react';
import type { HandedInFile } from '../../shared/offline/opened-package.ts';
import { showToast } from '../controls/toast.tsx';
import { go } from '../route.ts';
import { sentenceOf, useBridge, useEvent } from '../services.tsx';
import { usePendingImport } from './pending-import.tsx';

/** Shows, whatever is on the screen, the articles that the program was started with, each when the one before is done. */
export function HandedInArticles() {
  const bridge = useBridge();
  const { pending, begin } = usePendingImport();
  const [waiting, setWaiting] = useState<readonly HandedInFile[]>([]);
  const opening = useRef(false);
  const load = useCallback(() => {
    bridge
      .call('import.handedIn', {})
      .then(setWaiting, (error) => showToast({ text: sentenceOf(error), look: 'trouble' }));
  }, [bridge]);
  useEffect(load, [load]);
  useEvent('import.handedIn', load);

  const [first] = waiting;
  useEffect(() => {
    if (!first || pending || opening.current) return;
    opening.current = true;
    bridge
      .call('import.openHandedIn', { handedIn: first.id })
      .then(
        (preview) => {
          begin(preview);
          go({ screen: 'import' });
        },
        (error) => showToast({ text: sentenceOf(error), look: 'trouble' }),
      )
      .finally(() => {
        opening.current = false;
        load();
      });
  }, [bridge, first, pending, begin, load]);
  return null;
}
