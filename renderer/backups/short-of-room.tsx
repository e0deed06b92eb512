import { useCallback, useEffect, useState } from 'react';
import type { ShortOfRoom as Short } from '../../shared/offline/backups.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { useBridge, useEvent } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import { BackupsDialog } from './backups-dialog.tsx';
import './backups.css';

/** Says above every screen that a disk is nearly full, until it isn't any more or somebody has put it away. */
export function ShortOfRoom() {
  const bridge = useBridge();
  const [short, setShort] = useState<readonly Short[]>([]);
  const [putAway, setPutAway] = useState(false);
  const [backupsShown, setBackupsShown] = useState(false);
  const look = useCallback(() => {
    // Nobody asked for it: a look that fails is taken again when there is news.
    bridge.call('offline.shortOfRoom', {}).then(setShort, () => {});
  }, [bridge]);
  useEffect(look, [look]);
  useEvent('offline.shortOfRoom', () => {
    setPutAway(false);
    look();
  });
  return (
    <>
      {short.length > 0 && !putAway && (
        <div className="short-of-room">
          {short.map(({ what, freeBytes }, i) => (
            <Notice
              key={what}
              look="trouble"
              actions={
                i === 0 && (
                  <>
                    <Button size="small" look="quiet" onPress={() => setPutAway(true)}>
                      {words.everywhere.dismiss}
                    </Button>
                    <Button size="small" onPress={() => setBackupsShown(true)}>
                      {words.backups.seeBackups}
                    </Button>
                  </>
                )
              }
            >
              {words.backups.shortOfRoom(what, formatting.bytes(freeBytes))}
            </Notice>
          ))}
        </div>
      )}
      {backupsShown && <BackupsDialog onClose={() => setBackupsShown(false)} />}
    </>
  );
}
