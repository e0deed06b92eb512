import { useMemo } from 'react';
import type { HandedInFile } from '../../shared/offline/opened-package.ts';
import { useHandedIn } from '../handed-in.ts';
import { useBridge } from '../services.tsx';
import { OpenPackageDialog } from './open-package-dialog.tsx';

/** Asks, whatever screen is shown, what shall become of each `.brief` file that the program was started with. */
export function HandedIn() {
  const [[first]] = useHandedIn('offline.handedIn');
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
