import type { z } from 'zod';
import type { Json } from '../../shared/model/canonical.ts';
import { briefIdOf, type Entry } from '../../shared/model/entry.ts';
import type { BriefId, PersonId } from '../../shared/model/ids.ts';
import type { Invitation } from '../../shared/model/people.ts';
import { CLOSE } from '../../shared/relay/messages.ts';
import {
  type DeviceAnswer,
  deviceRequestSchema,
  type LogAnswer,
  type LookAnswer,
  lookRequestSchema,
  type PeopleAnswer,
  parcelSchema,
  proofTexts,
  type RedeemAnswer,
  redeemRequestSchema,
  type ShareAnswer,
  shareRequestSchema,
  takeParcelSchema,
} from '../../shared/relay/requests.ts';
import { verifying } from '../services/crypto.ts';
import { version } from '../version.ts';
import type { BriefHost } from './brief-host.ts';
import type { Briefs } from './briefs.ts';
import type { Device, Holder } from './credentials.ts';
import { MAX_BRIEFS, MAX_LOG_ANSWER_BYTES } from './limits.ts';
import type { Parcels } from './parcels.ts';
import { checkKey, checkProof, sentEntries, sentEntry } from './proofs.ts';
import { RequestError } from './request-error.ts';
import type { RequestRates } from './request-rates.ts';
import type { Transfers } from './transfers.ts';

/** What the requests need of the relay. */
export interface RequestSurroundings {
  briefs: Briefs;
  now(): number;
  log(event: string, about: Record<string, unknown>): void;
  /** Whether new briefs are refused. */
  closed: boolean;
  parcels: Parcels;
  rates: RequestRates;
  transfers: Transfers;
}

/**
 * `PUT /v1/<brief>`
 *
 * @param mayMake whether who asks may make one more brief now
 */
export async function share(
  brief: BriefId,
  body: unknown,
  around: RequestSurroundings,
  mayMake: () => boolean,
): Promise<ShareAnswer> {
  const request = parsed(shareRequestSchema, body);
  const { founder, nonce, key, at, device, proof } = request;
  if (briefIdOf(founder, nonce, verifying.sha256) !== brief)
    throw new RequestError('bad-request', 'The brief’s id is not the hash of this founder and nonce.');
  checkProof({ text: proofTexts.share(brief, founder, at), key, proof, at }, around.now());
  const sent = sentEntries(request.entries ?? [], brief);
  if (!around.briefs.has(brief)) {
    checkKey({ key, person: founder }, sent);
    if (around.closed) throw new RequestError('closed', 'This relay takes no new briefs.');
    if (around.briefs.count >= MAX_BRIEFS) throw new RequestError('quota', 'This relay is full.');
    if (!mayMake()) throw new RequestError('too-many-requests', 'Many briefs were made from this address just now.');
    await around.briefs.create({ id: brief, founder, nonce });
    around.log('shared', { brief, person: founder });
  }
  return around.briefs.using(brief, async (host) => {
    checkKey({ key, person: founder }, sent, host.brief);
    if (host.brief.roleOf(founder) !== 'owner')
      throw new RequestError('removed', 'You are no owner of this brief any more.');
    const token = await issue(host, { person: founder, key, name: device }, proof, around);
    return { token, person: founder, role: 'owner', relay: { version } };
  });
}

/** `POST /v1/<brief>/devices` */
export async function addDevice(host: BriefHost, body: unknown, around: RequestSurroundings): Promise<DeviceAnswer> {
  const request = parsed(deviceRequestSchema, body);
  const { person, key, at, device, proof } = request;
  checkProof({ text: proofTexts.device(host.id, person, at), key, proof, at }, around.now());
  checkKey({ key, person }, sentEntries(request.entries ?? [], host.id), host.brief);
  demandMember(host, person);
  return admittance(host, person, await issue(host, { person, key, name: device }, proof, around));
}

/** `POST /v1/<brief>/invitation` */
export async function look(host: BriefHost, body: unknown, around: RequestSurroundings): Promise<LookAnswer> {
  const { invitation: id, at, proof } = parsed(lookRequestSchema, body);
  const invitation = invitationOf(host, id);
  checkProof({ text: proofTexts.look(id, at), key: invitation.entry.lock, proof, at }, around.now());
  demandOpen(host, invitation, around.now());
  const { by, role, expires, at: made } = invitation.entry;
  return {
    title: host.brief.title(),
    inviter: { id: by, name: host.brief.people.persons.get(by)?.name ?? '' },
    role,
    at: made,
    expires,
    usesLeft: usesLeft(invitation),
  };
}

/** `POST /v1/<brief>/redeem` */
export async function redeem(host: BriefHost, body: unknown, around: RequestSurroundings): Promise<RedeemAnswer> {
  const request = parsed(redeemRequestSchema, body);
  const { at, proof, device } = request;
  const person = sentEntry(request.person, host.id);
  const joined = sentEntry(request.joined, host.id);
  if (person.type !== 'person' || joined.type !== 'joined' || person.by !== joined.by)
    throw new RequestError('wrong-entry', 'It takes a person entry and a joined entry by the same person.');
  const more = sentEntries(request.entries ?? [], host.id);
  if (more.some((entry) => entry.type !== 'person' || entry.by !== joined.by))
    throw new RequestError('wrong-entry', 'Only the joiner’s own person entries can be sent along.');
  checkProof({ text: proofTexts.redeem(host.id, joined.by, at), key: joined.key, proof, at }, around.now());
  const holder = { person: joined.by, key: joined.key, name: device };
  checkKey(holder, [...more, person], host.brief);
  const invitation = invitationOf(host, joined.invitation);
  if (joined.lock !== invitation.entry.lock)
    throw new RequestError('invitation-unknown', 'The invitation has another lock.');
  // First, so that whoever lost the answer to their first try learns that it was done.
  demandCanJoin(host, joined.by, invitation);
  demandOpen(host, invitation, around.now());
  if (host.credentials.wasUsed(proof)) throw new RequestError('wrong-proof', 'The proof was used before.');
  const verdict = await host.join([...more, person, joined] as unknown as Json[], joined.by);
  if (verdict.is === 'refused')
    throw new RequestError('wrong-entry', `The entries were not admitted: ${verdict.rule}.`);
  around.log('joined', { brief: host.id, person: joined.by, role: invitation.entry.role });
  return admittance(host, joined.by, await issue(host, holder, proof, around));
}

/** `GET /v1/<brief>/people` */
export async function people(host: BriefHost): Promise<PeopleAnswer> {
  return host.people();
}

/** `POST /v1/<brief>/leave` */
export async function leave(
  host: BriefHost,
  { person }: Device,
  around: RequestSurroundings,
): Promise<{ ended: number }> {
  const ended = await host.credentials.end((device) => device.person === person);
  host.disconnect(person, { code: CLOSE.unauthorised, reason: 'the credential was ended' });
  around.log('left', { brief: host.id, person });
  return { ended };
}

/** `PUT /v1/<brief>/parcels/<id>` */
export function leaveParcel(
  brief: BriefId,
  id: string,
  { person }: Device,
  body: unknown,
  { parcels }: RequestSurroundings,
): { expires: number } {
  return { expires: parcels.leave(id, brief, person, parsed(parcelSchema, body).parcel) };
}

/** `POST /v1/<brief>/parcels/<id>`: whoever knows its name may take it, as they alone can open it. */
export function takeParcel(
  brief: BriefId,
  id: string,
  body: unknown,
  { parcels }: RequestSurroundings,
): { parcel: string } {
  parsed(takeParcelSchema, body);
  return { parcel: parcels.take(id, brief) };
}

/** `GET /v1/<brief>/log?after=N` */
export async function history(host: BriefHost, after: number): Promise<LogAnswer> {
  const records = await host.recordsAfter(after);
  let bytes = 0;
  const fits = records.findIndex(({ text, notes, entries }) => {
    bytes += (text?.length ?? 0) + (notes?.length ?? 0) + (entries?.join('').length ?? 0);
    return bytes > MAX_LOG_ANSWER_BYTES;
  });
  const page = fits === -1 ? records : records.slice(0, Math.max(1, fits));
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    records: page.map(({ n, at, by, text, notes, entries }) => ({
      n,
      at,
      by,
      ...(text ? { text: base64(text) } : {}),
      ...(notes ? { notes: base64(notes) } : {}),
      ...(entries ? { entries } : {}),
    })),
    more: page.length < records.length,
  };
}

function parsed<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RequestError('bad-request', `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'not right'}`);
}

async function issue(host: BriefHost, holder: Holder, proof: string, around: RequestSurroundings): Promise<string> {
  if (host.credentials.wasUsed(proof)) throw new RequestError('wrong-proof', 'The proof was used before.');
  const { person } = holder;
  if (!host.mayHaveDevice(person))
    throw new RequestError('too-many-requests', 'This person has got many credentials just now.');
  const token = await host.credentials.issue(holder, proof, around.now());
  around.log('device', { brief: host.id, person });
  return token;
}

function admittance({ brief }: BriefHost, person: PersonId, token: string): DeviceAnswer {
  const { founder, nonce } = brief.identity;
  return { token, role: brief.roleOf(person), founder, nonce };
}

function demandMember({ brief }: BriefHost, person: PersonId): void {
  if (brief.people.isMember(person)) return;
  if (brief.people.members().has(person))
    throw new RequestError('removed', 'This person is no member of the brief any more.');
  throw new RequestError('not-a-member', 'This person is no member of the brief.');
}

function invitationOf({ brief }: BriefHost, id: Entry['id']): Invitation {
  const invitation = brief.people.invitation(id);
  if (!invitation) throw new RequestError('invitation-unknown', 'There is no such invitation.');
  return invitation;
}

function demandOpen({ brief }: BriefHost, invitation: Invitation, now: number): void {
  if (brief.roleOf(invitation.entry.by) !== 'owner')
    throw new RequestError('invitation-revoked', 'Who made this invitation is no owner any more.');
  if (invitation.ended) throw new RequestError('invitation-revoked', 'An owner ended this invitation.');
  if (now > invitation.entry.expires) throw new RequestError('invitation-expired', 'This invitation is over.');
  if (usesLeft(invitation) === 0)
    throw new RequestError('invitation-used-up', 'This invitation was used as often as it may be.');
}

function demandCanJoin({ brief }: BriefHost, person: PersonId, { entry }: Invitation): void {
  if (brief.people.isMember(person)) throw new RequestError('already-a-member', 'This person is a member already.');
  if (!brief.people.mayBeInvited(person, entry))
    throw new RequestError('removed', 'An owner removed this person after the invitation was made.');
}

/** Everybody who joined is in the notes, so the count survives whatever happens to the relay. */
function usesLeft({ entry, joined }: Invitation): number {
  return Math.max(0, entry.uses - joined);
}
