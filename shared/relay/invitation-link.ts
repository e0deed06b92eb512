import { z } from 'zod';
import { type BriefId, briefIdSchema, type EntryId, entryIdSchema, secretSchema } from '../model/ids.ts';
import { fingerprintSchema, parseSecretLink, relayAddressSchema, secretLink } from './secret-link.ts';

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

const BEGINNING = 'briefmark://join?';

const linkSchema = z.strictObject({
  relay: relayAddressSchema,
  brief: briefIdSchema,
  invitation: entryIdSchema,
  fingerprint: fingerprintSchema.optional(),
  secret: secretSchema,
});

/** An invitation as the text that is sent to somebody. The secret stands behind the `#`, which no server is sent. */
export function invitationLink({ relay, brief, invitation, fingerprint, secret }: InvitationLink): string {
  return secretLink(BEGINNING, { relay, brief, invitation, fingerprint }, secret);
}

/** Reads a link that somebody pasted; undefined where it isn't one of ours, or was cut on its way. */
export function parseInvitationLink(text: string): InvitationLink | undefined {
  return parseSecretLink(BEGINNING, text, linkSchema) as InvitationLink | undefined;
}
