import type { Entry } from '../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../shared/model/ids.ts';
import { isAboutPeople, type People } from '../../shared/model/people.ts';
import type { Role } from '../../shared/roles.ts';

/** Who may do what in a brief, and by which invitations others may. */
export interface Rights {
  roles: ReadonlyMap<PersonId, Role>;
  /** How often each was used, and whether it was ended. */
  invitations: ReadonlyMap<EntryId, string>;
}

/** The rights as all entries about people make them. */
export function rightsIn(people: People): Rights {
  const invitations = people.allInvitations.map(
    ({ entry, joined, ended }) => [entry.id, ended ? `${joined}, ended` : `${joined}`] as const,
  );
  return {
    roles: new Map([...people.members()].map((person) => [person, people.roleOf(person)])),
    invitations: new Map(invitations),
  };
}

/** Whether an entry gives or takes away what somebody may do. */
export function changesRights({ type }: Entry): boolean {
  return isAboutPeople({ type }) && type !== 'person';
}

/**
 * Whether the fold may come to other rights by an entry: also by a key that is certified or ended, since what it had
 * signed counts then, or counts no more.
 */
export function mayChangeRights(entry: Entry): boolean {
  return changesRights(entry) || (entry.type === 'person' && !!(entry.ends || entry.certificate));
}

/**
 * Whether all that entries by people who are no owners change is their own part: that they leave, or join by an
 * invitation. An entry may claim a time before others, so that it is the effect that has to be asked for.
 *
 * @param joins whether they come by redeeming an invitation
 */
export function isOwnPart(entries: readonly Entry[], before: Rights, after: Rights, joins: boolean): boolean {
  const explains = (person: PersonId) =>
    entries.some(({ type, by }) => {
      if (by !== person) return false;
      return type === 'left' ? after.roles.get(person) === 'removed' : type === 'joined' && joins;
    });
  const uses = (id: EntryId) => joins && entries.some((entry) => entry.type === 'joined' && entry.invitation === id);
  return (
    differing(before.roles, after.roles).every(explains) && differing(before.invitations, after.invitations).every(uses)
  );
}

function differing<K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): K[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
}
