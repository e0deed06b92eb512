import { hostname } from 'node:os';
import { type Entry, issueEntry, joinText, type Payload } from '../../../shared/model/entry.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { InvitationLink } from '../../../shared/relay/invitation-link.ts';
import {
  type DeviceAnswer,
  deviceAnswerSchema,
  leaveAnswerSchema,
  lookAnswerSchema,
  type PeopleAnswer,
  peopleAnswerSchema,
  proofTexts,
  redeemAnswerSchema,
  relayPaths,
  shareAnswerSchema,
} from '../../../shared/relay/requests.ts';
import type { Role } from '../../../shared/roles.ts';
import type { BriefIdentity } from '../brief/brief.ts';
import { invitationKeys, makeNonce, signerOf, verifying } from '../crypto.ts';
import { type Identity, signing } from '../identity/profile.ts';
import { type RelayLink, trustOf } from './relay-link.ts';
import { askRelay } from './relay-request.ts';
import { type Trust, tlsOptions } from './trust.ts';

/** Where a relay is, and by what it is recognised. */
export interface RelayPlace {
  /** Without a slash at its end. */
  relay: string;
  trust: Trust;
}

/**
 * Brings a brief to a relay as its founder, or its founder back to it.
 *
 * @throws {Refusal} where the relay refuses
 */
export async function shareBrief(brief: BriefIdentity, founder: Identity, place: RelayPlace): Promise<RelayLink> {
  const at = Date.now();
  const { id, nonce } = brief;
  const proof = signing(founder)(proofTexts.share(id, founder.person.id, at));
  const body = { founder: brief.founder, nonce, key: founder.keys.public, at, device: deviceName(), proof };
  const answer = await askRelay({ method: 'PUT', ...askedAt(place, relayPaths.brief(id)), body }, shareAnswerSchema);
  return linkOf(brief, founder, answer.token, place);
}

/** A way into a brief, and as what. */
export interface Entered {
  link: RelayLink;
  role: Role;
}

/** Gives a member's device a credential: a further one of theirs, or one that lost its own. */
export async function enterAgain(brief: BriefId, member: Identity, place: RelayPlace): Promise<Entered> {
  const at = Date.now();
  const person = member.person.id;
  const proof = signing(member)(proofTexts.device(brief, person, at));
  const body = { person, key: member.keys.public, at, device: deviceName(), proof };
  const answer = await askRelay(
    { method: 'POST', ...askedAt(place, relayPaths.devices(brief)), body },
    deviceAnswerSchema,
  );
  return enteredBy(member, brief, answer, place);
}

/** What an invitation says of itself; who asks isn't told. */
export async function lookAt({ brief, invitation, secret }: InvitationLink, place: RelayPlace) {
  const at = Date.now();
  const proof = signerOf(invitationKeys(secret))(proofTexts.look(invitation, at));
  const body = { invitation, at, proof };
  return askRelay({ method: 'POST', ...askedAt(place, relayPaths.invitation(brief)), body }, lookAnswerSchema);
}

/**
 * Joins a brief by an invitation: the relay keeps the entries with which the joiner introduces themselves and joins.
 *
 * @param after the entries are dated later than this: an earlier `left` of one's own may be dated by a clock that was ahead
 * @throws {Refusal} where the relay refuses
 */
export async function redeem(link: InvitationLink, joiner: Identity, place: RelayPlace, after = 0): Promise<Entered> {
  const at = Date.now();
  const dated = Math.max(at, after + 1);
  const { brief, invitation } = link;
  const { id, name, initials, colour } = joiner.person;
  const lock = invitationKeys(link.secret);
  const person = entryBy(joiner, brief, dated, { type: 'person', name, initials, colour });
  const joined = entryBy(joiner, brief, dated + 1, {
    type: 'joined',
    invitation,
    lock: lock.public,
    proof: signerOf(lock)(joinText(brief, id)),
  });
  const proof = signing(joiner)(proofTexts.redeem(brief, id, at));
  const body = { person, joined, device: deviceName(), at, proof };
  const answer = await askRelay(
    { method: 'POST', ...askedAt(place, relayPaths.redeem(brief)), body },
    redeemAnswerSchema,
  );
  return enteredBy(joiner, brief, answer, place);
}

/** Everybody on the relay, with their devices. */
export function peopleOnRelay(link: RelayLink): Promise<PeopleAnswer> {
  return askRelay({ method: 'GET', ...askedBy(link, relayPaths.people(link.brief)) }, peopleAnswerSchema);
}

/** Ends all credentials of the person. */
export async function leaveRelay(link: RelayLink): Promise<void> {
  await askRelay({ method: 'POST', ...askedBy(link, relayPaths.leave(link.brief)), body: {} }, leaveAnswerSchema);
}

/** What every request of a member needs. */
export function askedBy(link: RelayLink, path: string) {
  return { ...askedAt({ relay: link.relay, trust: trustOf(link) }, path), token: link.token };
}

/** What every request needs. */
export function askedAt({ relay, trust }: RelayPlace, path: string) {
  return { address: new URL(relay + path), tls: tlsOptions(trust) };
}

function linkOf({ id, founder, nonce }: BriefIdentity, me: Identity, token: string, place: RelayPlace): RelayLink {
  const { relay, trust } = place;
  return { format: 1, brief: id, founder, nonce, relay, person: me.person.id, token, ...trust };
}

function enteredBy(
  me: Identity,
  id: BriefId,
  { founder, nonce, token, role }: DeviceAnswer,
  place: RelayPlace,
): Entered {
  return { link: linkOf({ id, founder, nonce }, me, token, place), role };
}

function entryBy({ person, keys }: Identity, brief: BriefId, at: number, payload: Payload): Entry {
  const issued = { brief, by: person.id, key: keys.public, at, nonce: makeNonce() };
  return issueEntry(payload, { ...issued, sha256: verifying.sha256, sign: signerOf(keys) });
}

/** What this device is called among its person's. */
function deviceName(): string {
  return hostname().slice(0, 80) || 'A computer';
}
