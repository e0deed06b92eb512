import { compareEntries, type Entry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { Notes } from '../../../shared/model/notes.ts';
import { isAboutPeople } from '../../../shared/model/people.ts';
import { mayAppend } from '../../../shared/roles.ts';

/**
 * Whether an entry reaches a copy too late: the copy holds its author's demotion, and the entry, which it lacks, claims
 * to be from before. Its author may have written it when they were out of reach, or may have turned their clock back;
 * only an owner can tell.
 *
 * Each copy is asked by itself, and a demotion counts whatever came after it. So the answer doesn't depend on the order
 * in which copies are merged.
 *
 * @param entry one that `notes` lacks
 * @param authorOf who wrote an annotation or a comment
 */
export function comesLate(entry: Entry, notes: Notes, authorOf: (id: EntryId) => string | undefined): boolean {
  if (isAboutPeople(entry)) return false;
  const standing = { own: targetOf(entry, authorOf) === entry.by, assigned: false };
  return notes.people.givenRoles.some(
    ({ moment, person, role }) =>
      person === entry.by &&
      role !== undefined &&
      moment.by !== entry.by &&
      compareEntries(entry, moment) < 0 &&
      !mayAppend(role, entry.type, standing),
  );
}

function targetOf(entry: Entry, authorOf: (id: EntryId) => string | undefined): string | undefined {
  if (entry.type === 'annotated' || entry.type === 'commented') return entry.by;
  if ('annotation' in entry) return authorOf(entry.annotation);
  if ('comment' in entry) return authorOf(entry.comment);
  return 'target' in entry ? authorOf(entry.target) : undefined;
}
