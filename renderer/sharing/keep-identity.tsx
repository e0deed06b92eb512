import { useRef, useState } from 'react';
import { z } from 'zod';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { ExportIdentityDialog } from '../person/export-identity-dialog.tsx';
import { useMe } from '../person/me.tsx';
import { IDENTITY_SAVED, useRemembered } from '../remembered.ts';
import { words } from '../words/words.ts';

/** By then the dialog that was over it is gone, and has looked for where the focus was. */
const FOCUS_AFTER_MS = 300;

/** Offers an owner to save their identity, until it was saved from this computer: without it a lost one locks them out. */
export function KeepIdentity() {
  const { person } = useMe();
  const [saved, setSaved] = useRemembered(IDENTITY_SAVED, z.string(), '');
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  if (saved === person.id && !open) return null;
  return (
    <div ref={place}>
      <Notice actions={<Button onPress={() => setOpen(true)}>{words.sharing.keepIdentity}</Button>}>
        {words.sharing.keepIdentityWhy}
      </Notice>
      <ExportIdentityDialog
        isOpen={open}
        toKeep
        onClose={() => setOpen(false)}
        onSaved={() => {
          setSaved(person.id);
          // The button that would get the focus back goes with the offer.
          const dialog = place.current?.closest<HTMLElement>('[role="dialog"]');
          setTimeout(() => dialog?.focus(), FOCUS_AFTER_MS);
        }}
      />
    </div>
  );
}
