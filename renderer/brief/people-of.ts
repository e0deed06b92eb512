import type { Signed } from '../../shared/model/annotation.ts';
import type { PersonId } from '../../shared/model/ids.ts';
import type { Notes } from '../../shared/model/notes.ts';
import type { Person } from '../../shared/model/people.ts';
import { GREY } from '../person/colours.ts';
import { words } from '../words/words.ts';

/** Somebody as a card shows them. */
export interface Shown extends Pick<Person, 'name' | 'initials' | 'colour'> {
  /** "Ann O." for Ann Okoro: enough for a card's head. */
  short: string;
}

const NOBODY_KNOWN = { name: words.brief.somebody, initials: '?', colour: GREY };

/** Who did something, as it is shown: where it stands for somebody outside, them. */
export function whoOf(notes: Notes, { by, attributed }: Pick<Signed, 'by' | 'attributed'>): Shown {
  if (attributed) {
    const name = words.brief.via(attributed.name, attributed.via);
    return { name, short: shortName(attributed.name), initials: initialsOf(attributed.name), colour: GREY };
  }
  const { name, initials, colour } = notes.people.persons.get(by) ?? NOBODY_KNOWN;
  return { name, short: shortName(name), initials, colour };
}

/** Whether everybody is called and looks the same; a name that is said for the first time is mostly one's own. */
export function samePersons(before: ReadonlyMap<PersonId, Person>, now: ReadonlyMap<PersonId, Person>): boolean {
  return (
    before.size === now.size &&
    [...now].every(([id, { name, initials, colour }]) => {
      const known = before.get(id);
      return known?.name === name && known.initials === initials && known.colour === colour;
    })
  );
}

function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => [...(part ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

function shortName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const last = rest.at(-1);
  return last && /^\p{L}/u.test(last) ? `${first} ${[...last][0]}.` : name;
}
