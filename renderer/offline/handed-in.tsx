import { useCallback, useEffect, useMemo, useState } from 'react';
import type { HandedInFile } from '../../shared/offline/opened-package.ts';
import { showToast } from '../controls/toast.tsx';
import { sentenceOf, useBridge, useEvent } from '../services.tsx';
import { OpenPackageDialog } from './open-package-dialog.tsx';

/** Asks, whatever screen is shown, what shall become of each `.brief` file that the program was started with. */
export function HandedIn() {
  const bridge = useBridge();
  const [waiting, setWaiting] = useState<readonly HandedInFile[]>([]);
  const load = useCallback(() => {
    bridge
      .call('offline.handedIn', {})
      .then(setWaiting, (error) => showToast({ text: sentenceOf(error), look: 'trouble' }));
  }, [bridge]);
  useEffect(load, [load]);
  useEvent('offline.handedIn', load);
  const [first] = waiting;
  return first && <Asking key={first.id} {...first} />;
}

function Asking({ id, name }: HandedInFile) {
  const bridge = useBridge();
  const file = useMemo(() => ({ handedIn: id }), [id]);
  return (
    <OpenPackageDialog
      name={name}
      file={file}
      onClose={() => void bridge.call('offline.putAway', { handedIn: id }).catch(() => {})}
    />
  );
}
