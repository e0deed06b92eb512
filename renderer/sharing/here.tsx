import type { Present } from '../../shared/bridge.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Avatar } from '../controls/avatar.tsx';
import { words } from '../words/words.ts';
import { personsOf } from './sharing-context.tsx';

/** More than these stand as a number. */
const MOST_SHOWN = 4;

/** Who else is here, as their pictures. */
export function Here({ here }: { here: readonly Present[] }) {
  const { store } = useBrief();
  const persons = personsOf(here).flatMap((id) => store.notes.people.persons.get(id) ?? []);
  if (persons.length === 0) return null;
  const shown = persons.slice(0, MOST_SHOWN);
  const more = persons.length - shown.length;
  return (
    <span className="here" role="img" aria-label={words.sharing.here(persons.map(({ name }) => name).join(', '))}>
      {shown.map((person) => (
        <Avatar key={person.id} person={person} />
      ))}
      {more > 0 && <Avatar person={{ initials: `+${more}`, colour: '#4c5561' }} />}
    </span>
  );
}
