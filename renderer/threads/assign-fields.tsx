import { useId } from 'react';
import type { PersonId } from '../../shared/model/ids.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { words } from '../words/words.ts';

/** Whom an annotation is assigned to, and by when. */
export interface Assigned {
  person: PersonId | null;
  due?: string | undefined;
}

/** Chooses a person of the brief and a date. */
export function AssignFields({
  value,
  onChange,
  autoFocus = false,
}: {
  value: Assigned;
  onChange(value: Assigned): void;
  autoFocus?: boolean;
}) {
  const { store } = useBrief();
  const who = useId();
  const when = useId();
  const people = [...store.notes.people.persons.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <div className="assign-fields">
      <div className="text-field">
        <label htmlFor={who}>{words.brief.assignTo}</label>
        <select
          id={who}
          // biome-ignore lint/a11y/noAutofocus: a dialog begins with its first field.
          autoFocus={autoFocus}
          value={value.person ?? ''}
          onChange={({ currentTarget }) => {
            const person = people.find(({ id }) => id === currentTarget.value)?.id ?? null;
            onChange({ ...value, person });
          }}
        >
          <option value="">{words.list.nobody}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {id === store.me.id ? words.brief.meNamed(name) : name}
            </option>
          ))}
        </select>
      </div>
      <div className="text-field">
        <label htmlFor={when}>{words.brief.due}</label>
        <input
          id={when}
          type="date"
          value={value.due ?? ''}
          disabled={value.person === null}
          onChange={({ currentTarget }) => onChange({ ...value, due: currentTarget.value || undefined })}
        />
      </div>
    </div>
  );
}
