import { useState } from 'react';
import { MAX_NAME_LENGTH } from '../../shared/model/entry.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';

/** Gives the brief as it is now a name, to be found again by it. */
export function NameVersionDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const call = useCall('offline.nameVersion');
  const [name, setName] = useState('');
  const { lookingBack } = words;
  const wanted = name.trim();
  async function save() {
    if (wanted === '' || (await call.run({ brief, name: wanted })) === undefined) return;
    showToast({ text: lookingBack.named(wanted) });
    onClose();
  }
  return (
    <Dialog title={lookingBack.nameVersionTitle} isOpen onOpenChange={(open) => !open && onClose()} size="small">
      <form
        className="timeline-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p>{lookingBack.nameVersionWhy}</p>
        <TextField
          label={lookingBack.versionName}
          placeholder={lookingBack.versionExample}
          value={name}
          onChange={setName}
          maxLength={MAX_NAME_LENGTH}
          autoFocus
        />
        {call.problem && <Notice look="trouble">{call.problem}</Notice>}
        <div className="dialog-actions">
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button look="primary" type="submit" isPending={call.busy} isDisabled={wanted === ''}>
            {lookingBack.nameIt}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
