import { useId, useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { saveFile } from '../files.ts';
import { IDENTITY_SAVED, remember } from '../remembered.ts';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { DeviceCodeOffer } from './device-code-offer.tsx';
import { useMe } from './me.tsx';
import { MIN_PASSPHRASE_LENGTH, strengthOf } from './passphrase-strength.ts';
import './identity-dialogs.css';

/** Saves name and keys as a file under a passphrase: to keep it, or for another computer, which can also join by a code. */
export function ExportIdentityDialog({
  isOpen,
  toKeep = false,
  onClose,
  onSaved,
}: {
  isOpen: boolean;
  /** The file is to be kept, for the day on which this computer is lost. */
  toKeep?: boolean;
  onClose: () => void;
  /** The file was written. */
  onSaved?: () => void;
}) {
  const { person } = useMe();
  return (
    <Dialog
      title={toKeep ? words.person.keepTitle : words.person.otherTitle}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
    >
      <ExportIdentityForm
        toKeep={toKeep}
        onClose={onClose}
        onSaved={() => {
          remember(IDENTITY_SAVED, person.id);
          onSaved?.();
        }}
      />
    </Dialog>
  );
}

function ExportIdentityForm({
  toKeep,
  onClose,
  onSaved,
}: {
  toKeep: boolean;
  onClose: () => void;
  onSaved: () => void;
}) {
  const call = useCall('identity.export');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [sent, setSent] = useState(false);
  const form = useId();
  const short = passphrase.length < MIN_PASSPHRASE_LENGTH;
  const differs = again !== passphrase;

  async function submit() {
    setSent(true);
    if (short || differs) return;
    const file = await call.run({ passphrase });
    if (!file) return;
    await saveFile(file);
    onSaved();
    showToast({ text: toKeep ? words.person.kept(file.name) : words.person.saved(file.name) });
    onClose();
  }

  return (
    <>
      {!toKeep && (
        <>
          <DeviceCodeOffer />
          <h3>{words.person.byFile}</h3>
        </>
      )}
      <p>{toKeep ? words.person.keepWhy : words.person.otherWhy}</p>
      <Form
        id={form}
        className="identity-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={words.person.passphrase}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="new-password"
          hint={words.person.passphraseHint}
          problem={sent && short ? words.person.tooShort : undefined}
        />
        <StrengthLine passphrase={passphrase} />
        <TextField
          label={words.person.again}
          type="password"
          value={again}
          onChange={setAgain}
          autoComplete="new-password"
          problem={sent && !short && differs ? words.person.differs : undefined}
        />
        <p className="identity-care">{toKeep ? words.person.keepCare : words.person.otherCare}</p>
        {call.problem && <Notice look="trouble">{call.problem}</Notice>}
      </Form>
      <div className="dialog-actions">
        <Button onPress={onClose}>{words.everywhere.cancel}</Button>
        <Button look="primary" type="submit" form={form} isPending={call.busy}>
          {words.person.saveIdentity}
        </Button>
      </div>
    </>
  );
}

function StrengthLine({ passphrase }: { passphrase: string }) {
  if (!passphrase) return null;
  const strength = strengthOf(passphrase);
  return (
    <p className="strength" data-strength={strength} role="status">
      <span className="strength-bar" aria-hidden />
      <span className="visually-hidden">{words.person.strength}: </span>
      {words.person.strengths[strength]}
    </p>
  );
}
