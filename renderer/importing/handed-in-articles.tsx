import { useEffect, useRef } from 'react';
import { showToast } from '../controls/toast.tsx';
import { useHandedIn } from '../handed-in.ts';
import { go } from '../route.ts';
import { sentenceOf, useBridge } from '../services.tsx';
import { usePendingImport } from './pending-import.tsx';

/** Shows, whatever is on the screen, the articles that the program was started with, each when the one before is done. */
export function HandedInArticles() {
  const bridge = useBridge();
  const { pending, begin } = usePendingImport();
  const [[first], load] = useHandedIn('import.handedIn');
  const opening = useRef(false);
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
