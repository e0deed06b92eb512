import { useId, useState } from 'react';
import { FileTrigger, Form } from 'react-aria-components';
import type { Person } from '../../shared/model/people.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { readFile } from '../files.ts';
import { sentenceOf, useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { DeviceCodeJoin } from './device-code-join.tsx';
import './identity-dialogs.css';

/** Brings an identity file from another computer: the file, and the passphrase that it was saved with. */
export function ImportIdentityDialog({
  isOpen,
  onClose,
  onPerson,
}: {
  isOpen: boolean;
  onClose: () => void;
  onPerson: (person: Person) => void;
}) {
  return (
    <Dialog title={words.person.importTitle} isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <ImportIdentityForm onClose={onClose} onPerson={onPerson} />
    </Dialog>
  );
}

function ImportIdentityForm({ onClose, onPerson }: { onClose: () => void; onPerson: (person: Person) => void }) {
  const call = useCall('identity.import');
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [sent, setSent] = useState(false);
  const [unreadable, setUnreadable] = useState<string>();
  const form = useId();
  const problem = unreadable ?? call.problem ?? (sent && !file ? words.person.fileMissing : undefined);

  async function submit() {
    setSent(true);
    if (!file || !passphrase) return;
    try {
      setUnreadable(undefined);
      const { bytes } = await readFile(file);
      const person = await call.run({ bytes, passphrase });
      if (!person) return;
      showToast({ text: words.person.imported(person.name) });
      onPerson(person);
    } catch (error) {
      setUnreadable(sentenceOf(error));
    }
  }

  return (
    <>
      <DeviceCodeJoin onPerson={onPerson} />
      <h3>{words.person.byFile}</h3>
      <p>{words.person.importWhy}</p>
      <Form
        id={form}
        className="identity-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className="identity-file">
          <FileTrigger onSelect={(files) => setFile(files?.[0])}>
            <Button>{words.person.chooseFile}</Button>
          </FileTrigger>
          <span aria-live="polite">{file?.name ?? words.person.noFile}</span>
        </div>
        <TextField
          label={words.person.passphrase}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="off"
          problem={sent && file && !passphrase ? words.person.passphraseMissing : undefined}
        />
        {problem && <Notice look="trouble">{problem}</Notice>}
      </Form>
      <div className="dialog-actions">
        <Button onPress={onClose}>{words.everywhere.cancel}</Button>
        <Button look={file ? 'primary' : 'plain'} type="submit" form={form} isPending={call.busy}>
          {words.person.importAction}
        </Button>
      </div>
    </>
  );
}
