import { type InvitationLink, parseInvitationLink } from '../../../shared/invitation-link.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { Brief } from '../brief/brief.ts';
import type { Identity } from '../identity/profile.ts';
import type { MadeBrief } from '../library/library.ts';
import { BriefSync } from './brief-sync.ts';
import { enterAgain, type RelayPlace, redeem } from './membership.ts';
import { MemoryTarget } from './memory-target.ts';
import { relayAddress } from './relay-address.ts';
import type { RelayFolder, RelayLink } from './relay-link.ts';
import { pinnedCertificate } from './trust.ts';

/** How long a brief that is being joined waits for its relay. */
export const JOIN_PATIENCE_MS = 30_000;

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
 * Joins by an invitation, or comes back where this device joined before.
 *
 * @throws {Refusal} where the relay refuses, or another person of this computer has joined this brief
 */
export async function enter(
  link: InvitationLink,
  joiner: Identity,
  place: RelayPlace,
  before: RelayLink | undefined,
): Promise<RelayLink> {
  const me = joiner.person.id;
  if (before && before.person !== me)
    throw new Refusal(
      'joined-as-another',
      'Somebody else has joined this brief on this computer. Join it from your own account of the computer.',
    );
  if (before && before.relay === place.relay) return { ...before, ...place.trust };
  try {
    return await redeem(link, joiner, place);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'relay-already-a-member') throw error;
    return enterAgain(link.brief, joiner, place);
  }
}

/**
 * Fetches a brief that was joined from its relay.
 *
 * @throws {Refusal} where the relay can't be reached; the link stays good
 */
export async function fetchBrief(link: RelayLink, folder: RelayFolder): Promise<MadeBrief> {
  const { brief: id, founder, nonce } = link;
  const target = new MemoryTarget(new Brief({ id, founder, nonce }));
  const sync = await BriefSync.open(link, folder, target, {
    now: Date.now,
    changed: async () => {},
    stateChanged: () => {},
    credentialEnded: async () => undefined,
    trouble: () => {},
  });
  try {
    await sync.exchange(JOIN_PATIENCE_MS);
  } finally {
    await sync.close();
  }
  if (target.brief.article.childCount === 0)
    throw new Refusal(
      'not-there-yet',
      'The relay does not have the article yet. Wait until whoever invited you is online, then join again.',
    );
  return { brief: target.brief, records: target.records, leftOut: [] };
}
