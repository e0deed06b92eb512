import { z } from 'zod';
import { type BriefId, briefIdSchema, type EntryId, entryIdSchema } from './model/ids.ts';

/** What an invitation's link holds: where, which brief, which invitation, and the secret that redeems it. */
export interface InvitationLink {
  /** The relay's address, `https://…`, or `http://…` on this computer. */
  relay: string;
  brief: BriefId;
  /** The `invited` entry. */
  invitation: EntryId;
  /** The SHA-256 of the relay's certificate in hexadecimal, where the relay made it itself. */
  fingerprint?: string;
  /** The seed of the invitation's Ed25519 key: 32 bytes in base64url. */
  secret: string;
}

/** Longer than any link of ours; what is longer was something else on the clipboard. */
const MAX_LINK_LENGTH = 2_000;

const BEGINNING = 'briefmark://join?';

const linkSchema = z.strictObject({
  relay: z.string().regex(/^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/),
  brief: briefIdSchema,
  invitation: entryIdSchema,
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});

/** An invitation as the text that is sent to somebody. The secret stands behind the `#`, which no server is sent. */
export function invitationLink({ relay, brief, invitation, fingerprint, secret }: InvitationLink): string {
  const pinned = fingerprint ? `&fingerprint=${fingerprint}` : '';
  return `${BEGINNING}relay=${encodeURIComponent(relay)}&brief=${brief}&invitation=${invitation}${pinned}#${secret}`;
}

/** Reads a link that somebody pasted; undefined where it isn't one of ours, or was cut on its way. */
export function parseInvitationLink(text: string): InvitationLink | undefined {
  const link = text.trim().replace(/^<(.*)>$/, '$1');
  if (!link.startsWith(BEGINNING) || link.length > MAX_LINK_LENGTH) return undefined;
  const [query = '', secret = '', ...more] = link.slice(BEGINNING.length).split('#');
  if (more.length > 0) return undefined;
  const pairs = query.split('&').map((pair) => pair.split('=') as [string, string | undefined]);
  const values = Object.fromEntries(pairs.map(([name, value = '']) => [name, decoded(value)]));
  const parsed = linkSchema.safeParse({ ...values, secret });
  if (!parsed.success) return undefined;
  const { fingerprint, ...rest } = parsed.data;
  return fingerprint ? { ...rest, fingerprint } : rest;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
