import { useEffect } from 'react';
import { go } from '../route.ts';
import { ImportPreviewScreen } from './import-preview-screen.tsx';
import { usePendingImport } from './pending-import.tsx';

/** The import that is being looked through; without one, such as after a reload, back to the library. */
export function ImportScreen() {
  const { pending } = usePendingImport();
  useEffect(() => {
    if (!pending) go({ screen: 'library' }, 'replace');
  }, [pending]);
  return pending ? <ImportPreviewScreen key={pending.id} pending={pending} /> : null;
}
