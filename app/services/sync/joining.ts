import * as Y from 'yjs';
import { Refusal } from '../../../shared/refusal.ts';
import { type InvitationLink, parseInvitationLink } from '../../../shared/relay/invitation-link.ts';
import type { Role } from '../../../shared/roles.ts';
import { Brief } from '../brief/brief.ts';
import { takeIn } from '../brief/incoming.ts';
import type { Identity } from '../identity/profile.ts';
import type { MadeBrief } from '../library/library.ts';
import { type Entered, enterAgain, type RelayPlace, redeem } from './membership.ts';
import { HOPELESS_AFTER } from './patience.ts';
import { relayAddress } from './relay-address.ts';
import { doorTo, type RelayFolder, type RelayLink } from './relay-link.ts';
import { Replica } from './replica.ts';
import { DOES_NOTHING, Room } from './room.ts';
import { whyStopped } from './state.ts';
import { pinnedCertificate } from './trust.ts';

/** How long a brief that is being joined waits for its relay. */
const JOIN_PATIENCE_MS = 30_000;

/** Reads an invitation's link. @throws {Refusal} where it isn't one */
export function readLink(text: string): InvitationLink {
  const link = parseInvitationLink(text);
  if (link) return link;
  throw new Refusal(
    'bad-link',
    'This is not an invitation’s link, or a part of it is missing. Copy the whole link, from “briefmark://” to its last letter.',
  );
}

/**
 * A relay, with the certificate that its address or an invitation names, if that is the one which the relay shows.
 *
 * @param typed its address, behind a `#` perhaps with a fingerprint
 * @param ca certificates of a house's own authority, in PEM
 * @throws {Refusal} where that is no address, or another certificate is shown
 */
export async function placeAt(typed: string, ca?: string): Promise<RelayPlace> {
  const { relay, fingerprint } = relayAddress(typed);
  if (!fingerprint) return { relay, trust: ca === undefined ? {} : { ca } };
  return { relay, trust: { pinned: await pinnedCertificate(new URL(relay), fingerprint) } };
}

/** Where an invitation leads. */
export function placeOf({ relay, fingerprint }: InvitationLink, ca?: string): Promise<RelayPlace> {
  return placeAt(fingerprint ? `${relay}#${fingerprint}` : relay, ca);
}

/**
 * Joins by an invitation. Who is a member already stays what they are: with the credential of this device where it has
 * one there, which then wasn't asked for the role, else with another.
 *
 * @param before how this device has joined before
 * @param after when this person last left or got a role, as far as is known here, in milliseconds since 1970
 * @throws {Refusal} where the relay refuses, or another person of this computer has joined this brief
 */
export async function enter(
  link: InvitationLink,
  joiner: Identity,
  place: RelayPlace,
  { before, after }: { before: RelayLink | undefined; after?: number },
): Promise<Omit<Entered, 'role'> & { role?: Role }> {
  if (before && before.person !== joiner.person.id)
    throw new Refusal(
      'joined-as-another',
      'Somebody else has joined this brief on this computer. Join it from your own account of the computer.',
    );
  try {
    return await redeem(link, joiner, place, after);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'relay-already-a-member') throw error;
    if (before?.relay === place.relay) return { link: { ...before, ...place.trust } };
    return enterAgain(link.brief, joiner, place);
  }
}

/**
 * Fetches the article of a brief that was joined, which can then be read; everything said about it comes when the brief
 * is kept in step.
 *
 * @throws {Refusal} where the relay can't be reached; the link stays good
 */
export async function fetchBrief(link: RelayLink, folder: RelayFolder): Promise<MadeBrief> {
  const { brief: id, founder, nonce, person } = link;
  const brief = new Brief({ id, founder, nonce });
  const state = await textOnRelay(link, folder);
  const { record } = takeIn(brief, { text: state }, person, Date.now());
  if (!record || brief.article.childCount === 0)
    throw new Refusal(
      'not-there-yet',
      'The relay does not have the article yet. Wait until whoever invited you is online, then join again.',
    );
  return { brief, records: [record], leftOut: [] };
}

/** The state of the article's document on the relay; what the relay has is remembered in the folder. */
async function textOnRelay(link: RelayLink, folder: RelayFolder): Promise<Uint8Array> {
  let done = () => {};
  let failed = (_: Refusal) => {};
  const synced = new Promise<void>((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  const unreached = () =>
    failed(
      new Refusal(
        'relay-not-reached',
        `The relay ${link.relay} can’t be reached, so the brief did not come. Check the network, then join again by the same link.`,
      ),
    );
  const patience = setTimeout(unreached, JOIN_PATIENCE_MS);
  const room: Room = new Room(doorTo(link, 'text'), new Replica(), {
    ...DOES_NOTHING,
    synced: done,
    changed: () => room.failures >= HOPELESS_AFTER && unreached(),
    stopped: (closed) => failed(new Refusal('sync-stopped', whyStopped(closed, false))),
  });
  try {
    room.connect();
    await synced;
    await room.save(folder.replica('text'));
    return Y.encodeStateAsUpdate(room.doc);
  } finally {
    clearTimeout(patience);
    room.close();
  }
}
