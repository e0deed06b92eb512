import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { go } from '../route.ts';
import { words } from '../words/words.ts';
import { JoinDialog } from './join-dialog.tsx';

/** The way into a brief that somebody else shares. */
export function JoinButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{words.sharing.join}</Button>
      {open && (
        <JoinDialog isOpen onClose={() => setOpen(false)} onJoined={(brief) => go({ screen: 'brief', brief })} />
      )}
    </>
  );
}
