import { useId, useState } from 'react';
import type { Person } from '../../shared/model/people.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { Mark } from '../controls/top-bar.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { ImportIdentityDialog } from './import-identity-dialog.tsx';
import { ProfileForm } from './profile-form.tsx';
import './welcome.css';

/** The first start: asks once who works here, and makes their keys. */
export function Welcome({ onPerson }: { onPerson: (person: Person) => void }) {
  const create = useCall('person.create');
  const [elsewhere, setElsewhere] = useState(false);
  const form = useId();
  return (
    <main className="welcome">
      <div className="welcome-card">
        <Mark />
        <h1>{words.person.welcome}</h1>
        <p>{words.person.welcomeWhy}</p>
        <ProfileForm
          id={form}
          onSubmit={async (profile) => {
            const person = await create.run(profile);
            if (person) onPerson(person);
          }}
        >
          <p className="welcome-keys">{words.person.keysMade}</p>
          {create.problem && <Notice look="trouble">{create.problem}</Notice>}
        </ProfileForm>
        <div className="welcome-actions">
          <Button look="quiet" onPress={() => setElsewhere(true)}>
            {words.person.elsewhere}
          </Button>
          <Button look="primary" type="submit" form={form} isPending={create.busy}>
            {words.person.start}
          </Button>
        </div>
      </div>
      <ImportIdentityDialog isOpen={elsewhere} onClose={() => setElsewhere(false)} onPerson={onPerson} />
    </main>
  );
}
