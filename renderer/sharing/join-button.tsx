import { useEffect, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { go } from '../route.ts';
import { words } from '../words/words.ts';
import { JoinDialog } from './join-dialog.tsx';

/** The way into a brief that somebody else shares; with a link that was opened, it is open itself. */
export function JoinButton({ link }: { link?: string | undefined }) {
  const [open, setOpen] = useState(link !== undefined);
  useEffect(() => {
    if (link !== undefined) setOpen(true);
  }, [link]);
  const close = () => {
    setOpen(false);
    if (link !== undefined) go({ screen: 'library' }, 'replace');
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{words.sharing.join}</Button>
      {open && (
        <JoinDialog
          key={link}
          isOpen
          link={link}
          onClose={close}
          onJoined={(brief) => go({ screen: 'brief', brief }, link === undefined ? 'push' : 'replace')}
        />
      )}
    </>
  );
}
