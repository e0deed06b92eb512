import { type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components';
import { MAX_NAME_LENGTH } from '../../shared/model/entry.ts';
import type { Person } from '../../shared/model/people.ts';
import { colourFor } from '../../shared/model/person-colours.ts';
import { Avatar } from '../controls/avatar.tsx';
import { TextField } from '../controls/text-field.tsx';
import { words } from '../words/words.ts';
import { ColourChoice } from './colour-choice.tsx';
import { limitInitials, proposeInitials } from './initials.ts';
import './profile-form.css';

/** What a person tells of themselves. */
export type Profile = Pick<Person, 'name' | 'initials' | 'colour'>;

/** Name, initials and colour. Until initials and colour are chosen by hand they follow the name. */
export function ProfileForm({
  profile,
  onSubmit,
  id,
  children,
}: {
  /** Absent when somebody new gives theirs. */
  profile?: Profile;
  onSubmit: (profile: Profile) => void;
  /** For a button outside the form that sends it. */
  id: string;
  children?: ReactNode;
}) {
  const [name, setName] = useState(profile?.name ?? '');
  const [ownInitials, setOwnInitials] = useState(profile?.initials);
  const [ownColour, setOwnColour] = useState(profile?.colour);
  const colour = ownColour ?? colourFor(name);
  const [sent, setSent] = useState(false);
  const initials = ownInitials ?? proposeInitials(name);
  const { nameMissing, initialsMissing } = words.person;
  return (
    <Form
      id={id}
      className="profile-form"
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        if (name.trim() && initials.trim()) onSubmit({ name: name.trim(), initials: initials.trim(), colour });
      }}
    >
      <div className="profile-form-who">
        <Avatar person={{ initials: initials || '–', colour }} size="large" />
        <TextField
          label={words.person.name}
          value={name}
          onChange={setName}
          maxLength={MAX_NAME_LENGTH}
          autoComplete="name"
          autoFocus
          problem={sent && !name.trim() ? nameMissing : undefined}
        />
      </div>
      <TextField
        label={words.person.initials}
        value={initials}
        onChange={(text) => setOwnInitials(limitInitials(text))}
        autoComplete="off"
        hint={words.person.initialsHint}
        problem={sent && name.trim() && !initials.trim() ? initialsMissing : undefined}
      />
      <ColourChoice value={colour} onChange={setOwnColour} />
      {children}
    </Form>
  );
}
