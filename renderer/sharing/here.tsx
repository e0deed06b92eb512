import { Eye } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { Present } from '../../shared/bridge.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Avatar } from '../controls/avatar.tsx';
import { Menu, MenuItem, MenuSection } from '../controls/menu.tsx';
import { words } from '../words/words.ts';
import { personsOf, useSharing } from './sharing-context.tsx';

/** More than these stand as a number. */
const MOST_SHOWN = 4;

/** Who else is here, as their pictures; pressed, they can be followed. */
export function Here({ here }: { here: readonly Present[] }) {
  const { store } = useBrief();
  const { following, follow } = useSharing();
  const persons = personsOf(here).flatMap((id) => store.notes.people.persons.get(id) ?? []);
  if (persons.length === 0) return null;
  const shown = persons.slice(0, MOST_SHOWN);
  const more = persons.length - shown.length;
  const label = words.sharing.here(persons.map(({ name }) => name).join(', '));
  return (
    <Menu
      placement="bottom end"
      aria-label={label}
      trigger={
        <AriaButton className="here">
          <span className="visually-hidden">{label}</span>
          {shown.map((person) => (
            <span key={person.id} className="here-one" data-followed={person.id === following || undefined}>
              <Avatar person={person} />
            </span>
          ))}
          {more > 0 && <Avatar person={{ initials: `+${more}`, colour: '#4c5561' }} />}
        </AriaButton>
      }
    >
      <MenuSection title={words.sharing.hereNow}>
        {persons.map(({ id, name }) => (
          <MenuItem
            key={id}
            id={id}
            icon={<Eye aria-hidden />}
            label={id === following ? words.sharing.unfollow(name) : words.sharing.follow(name)}
            onAction={() => follow(id === following ? undefined : id)}
          />
        ))}
      </MenuSection>
    </Menu>
  );
}
