import type { Member } from '../../../shared/bridge/sharing.ts';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import type { People } from '../../../shared/model/people.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { invitationLink } from '../../../shared/relay/invitation-link.ts';
import type { PeopleAnswer } from '../../../shared/relay/requests.ts';
import type { InvitedRole, Role } from '../../../shared/roles.ts';
import type { AttributedPayload } from '../brief/brief.ts';
import { invitationKeys, makeInvitationSecret, sha256Bytes } from '../crypto.ts';
import type { RelayLink } from './relay-link.ts';
import { certificateBytes } from './trust.ts';

/** What an invitation is for. */
export interface InvitationTerms {
  role: InvitedRole;
  uses: number;
  /** In milliseconds since 1970. */
  expires: number;
}

/** A new invitation: the payload to sign, and the link once it has become an entry. */
export function newInvitation({ role, uses, expires }: InvitationTerms): {
  payload: AttributedPayload;
  link(entry: EntryId, relay: RelayLink): string;
} {
  const secret = makeInvitationSecret();
  const lock = invitationKeys(secret).public;
  return {
    payload: { type: 'invited', lock, role, expires, uses },
    link: (invitation, { relay, brief, pinned }) =>
      invitationLink({
        relay,
        brief,
        invitation,
        secret,
        ...(pinned ? { fingerprint: sha256Bytes(certificateBytes(pinned)) } : {}),
      }),
  };
}

/** @throws {Refusal} where somebody isn't an owner */
export function demandOwner(people: People, person: PersonId, what: string): void {
  if (people.roleOf(person) !== 'owner')
    throw new Refusal('owners-only', `Only an owner of the brief can ${what}. Ask one.`);
}

/** @throws {Refusal} where roles would take away the last owner, or are for somebody who isn't there */
export function demandChangeable(people: People, roles: readonly { person: PersonId; role: Role }[]): void {
  const members = people.members();
  if (roles.some(({ person }) => !members.has(person)))
    throw new Refusal('no-such-member', 'This person has not joined the brief. Invite them first.');
  const before = new Map([...members].map((person) => [person, people.roleOf(person)]));
  const after = new Map([...before, ...roles.map(({ person, role }) => [person, role] as const)]);
  const hasOwner = (given: ReadonlyMap<PersonId, Role>) => [...given.values()].includes('owner');
  if (hasOwner(before) && !hasOwner(after))
    throw new Refusal(
      'last-owner',
      'A brief needs an owner, and this is its only one. Make somebody else an owner first.',
    );
}

/** The people of a brief: their roles as entries say, their devices as the relay does. */
export function membersOf(people: People, onRelay: PeopleAnswer): Member[] {
  const devices = new Map(onRelay.map((each) => [each.person, each.devices]));
  return [...people.members()]
    .map((id): Member => {
      const { name, initials, colour } = people.persons.get(id) ?? { name: '', initials: '?', colour: '#4c5561' };
      const theirs = devices.get(id) ?? [];
      const lastSeen = theirs.length > 0 ? Math.max(...theirs.map((device) => device.lastSeen)) : null;
      const shown = theirs.map((device) => ({ name: device.name, lastSeen: device.lastSeen, online: device.online }));
      return { id, name, initials, colour, role: people.roleOf(id), devices: shown, lastSeen };
    })
    .filter(({ role }) => role !== 'removed')
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}
