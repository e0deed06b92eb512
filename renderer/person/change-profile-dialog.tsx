import { useId } from 'react';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { useMe } from './me.tsx';
import { ProfileForm } from './profile-form.tsx';

/** Changes name, initials and colour. */
export function ChangeProfileDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { person, changed } = useMe();
  const call = useCall('person.change');
  const form = useId();
  return (
    <Dialog
      title={words.person.changeTitle}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button look="primary" type="submit" form={form} isPending={call.busy}>
            {words.person.save}
          </Button>
        </>
      }
    >
      <p>{words.person.changeWhy}</p>
      <ProfileForm
        id={form}
        profile={person}
        onSubmit={async (profile) => {
          const now = await call.run(profile);
          if (!now) return;
          changed(now);
          showToast({ text: words.person.changed });
          onClose();
        }}
      >
        {call.problem && <Notice look="trouble">{call.problem}</Notice>}
      </ProfileForm>
    </Dialog>
  );
}
