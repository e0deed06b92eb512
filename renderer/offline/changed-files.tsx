import { useCallback, useEffect, useState } from 'react';
import type { ChangedFile } from '../../shared/offline/opened-package.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { sentenceOf, useBridge } from '../services.tsx';
import { words } from '../words/words.ts';

/** Besides at the beginning and whenever somebody comes back to the window. */
const LOOK_EVERY_MS = 60_000;

/** Offers to merge the files that were taken in from a folder and have changed there since. */
export function ChangedFiles() {
  const bridge = useBridge();
  const [files, setFiles] = useState<readonly ChangedFile[]>([]);
  const look = useCallback(() => {
    // Nobody asked for it: what fails now is looked at again in a minute.
    bridge.call('offline.changedFiles', {}).then(setFiles, () => {});
  }, [bridge]);
  useEffect(() => {
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', look);
    };
  }, [look]);
  const settle = ({ id }: ChangedFile, open: boolean) => {
    bridge
      .call('offline.takeChanged', { id, open })
      .catch((error) => showToast({ text: sentenceOf(error), look: 'trouble' }))
      .finally(look);
  };
  return files.map((file) => (
    <Notice
      key={file.id}
      actions={
        <>
          <Button size="small" look="quiet" onPress={() => settle(file, false)}>
            {words.offline.notNow}
          </Button>
          <Button size="small" onPress={() => settle(file, true)}>
            {words.offline.seeChanges}
          </Button>
        </>
      }
    >
      {words.offline.fileChanged(file.name)}
    </Notice>
  ));
}
