import { useState } from 'react';
import { MAX_NAME_LENGTH } from '../../shared/model/entry.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TickField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { saveFile } from '../files.ts';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import './offline.css';

/** Writes the brief into one file to carry by hand: what goes with it, and whether it is locked. */
export function HandOverDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const call = useCall('offline.handOver');
  const naming = useCall('offline.nameVersion');
  const { actions } = useBrief();
  const [carried, setCarried] = useState({ history: true, original: true, images: true, private: false });
  const [version, setVersion] = useState('');
  const [locks, setLocks] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const { offline } = words;

  async function save() {
    const name = version.trim();
    if (name !== '' && (await naming.run({ brief, name })) === undefined) return;
    const file = await call.run({ brief, ...carried, ...(locks ? { passphrase } : {}) });
    if (!file) return;
    await saveFile(file);
    showToast({ text: offline.saved(file.name) });
    onClose();
  }

  return (
    <Dialog
      title={offline.handOverTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button
            look="primary"
            isPending={call.busy}
            isDisabled={locks && passphrase === ''}
            onPress={() => void save()}
          >
            {offline.save}
          </Button>
        </>
      }
    >
      <p>{offline.handOverWhy}</p>
      <div className="offline-ticks">
        <TickField
          label={offline.carryHistory}
          hint={offline.carryHistoryWhy}
          value={carried.history}
          onChange={(history) => setCarried({ ...carried, history })}
        />
        <TickField
          label={offline.carryOriginal}
          hint={offline.carryOriginalWhy}
          value={carried.original}
          onChange={(original) => setCarried({ ...carried, original })}
        />
        <TickField
          label={offline.carryImages}
          value={carried.images}
          onChange={(images) => setCarried({ ...carried, images })}
        />
        <TickField
          label={offline.carryPrivate}
          hint={offline.carryPrivateWhy}
          value={carried.private}
          onChange={(own) => setCarried({ ...carried, private: own })}
        />
        <TickField label={offline.lock} hint={offline.lockWhy} value={locks} onChange={setLocks} />
      </div>
      {locks && (
        <TextField
          type="password"
          autoComplete="new-password"
          label={offline.passphrase}
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
        />
      )}
      {actions.may('version') && (
        <TextField
          label={offline.nameIt}
          hint={offline.nameItWhy}
          placeholder={words.lookingBack.versionExample}
          maxLength={MAX_NAME_LENGTH}
          value={version}
          onChange={setVersion}
        />
      )}
      {(naming.problem ?? call.problem) && <Notice look="trouble">{naming.problem ?? call.problem}</Notice>}
    </Dialog>
  );
}
