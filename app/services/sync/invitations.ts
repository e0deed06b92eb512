import type { OpenInvitation } from '../../../shared/bridge/sharing.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { People } from '../../../shared/model/people.ts';
import { Refusal } from '../../../shared/refusal.ts';

/** The invitations by whose links somebody can still join, as far as entries tell; the newest first. */
export function openInvitations(people: People, now: number): OpenInvitation[] {
  return people.allInvitations
    .filter(({ entry, ended, joined }) => !ended && entry.expires > now && joined < entry.uses)
    .filter(({ entry }) => people.roleOf(entry.by) === 'owner')
    .map(({ entry: { id, by, role, expires, uses, at }, joined }) => {
      const { name } = people.persons.get(by) ?? { name: '' };
      return { id, by: { id: by, name }, role, made: at, expires, uses, usesLeft: uses - joined };
    })
    .reverse();
}

/** @throws {Refusal} where an invitation is none of a brief's, or was ended */
export function demandOpen(people: People, id: EntryId): void {
  const invitation = people.invitation(id);
  if (invitation && !invitation.ended) return;
  throw new Refusal(
    'no-such-invitation',
    invitation
      ? 'This invitation was ended already: nobody can join by its link.'
      : 'This brief has no such invitation. Look at the list of its invitations.',
  );
}
