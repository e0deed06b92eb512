import type { Notes } from '../../shared/model/notes.ts';
import type { Placed } from '../brief/placed.ts';
import type { Choosable } from './options-form.tsx';

/** What of a brief can be chosen from, when its list shows these. */
export function choosableOf(notes: Notes, placed: readonly Placed[], listed: readonly Placed[]): Choosable {
  const collator = new Intl.Collator();
  const people = [...notes.people.persons.values()].map(({ id, name }) => ({ id, name }));
  const tags = [...new Set(placed.flatMap(({ annotation }) => annotation.tags))];
  return {
    people: people.sort((a, b) => collator.compare(a.name, b.name)),
    tags: tags.sort(collator.compare),
    listed: listed.map(({ annotation }) => annotation.id),
  };
}
