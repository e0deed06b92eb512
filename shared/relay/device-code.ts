import { z } from 'zod';
import { type BriefId, briefIdSchema, secretSchema } from '../model/ids.ts';
import { fingerprintSchema, parseSecretLink, relayAddressSchema, secretLink } from './secret-link.ts';

/** What the code holds by which another device of one's own joins: where its parcel lies, and the secret that opens it. */
export interface DeviceCode {
  /** The relay's address. */
  relay: string;
  /** A brief of that relay, with whose credential the parcel was left there. */
  brief: BriefId;
  /** The SHA-256 of the relay's certificate in hexadecimal, where the relay made it itself. */
  fingerprint?: string;
  /** 32 random bytes in base64url. */
  secret: string;
}

const BEGINNING = 'briefmark://device?';

const codeSchema = z.strictObject({
  relay: relayAddressSchema,
  brief: briefIdSchema,
  fingerprint: fingerprintSchema.optional(),
  secret: secretSchema,
});

/** A code as the text that is carried to the other device. */
export function formatDeviceCode({ relay, brief, fingerprint, secret }: DeviceCode): string {
  return secretLink(BEGINNING, { relay, brief, fingerprint }, secret);
}

/** Reads a code that somebody pasted; undefined where it isn't one, or was cut on its way. */
export function parseDeviceCode(text: string): DeviceCode | undefined {
  return parseSecretLink(BEGINNING, text, codeSchema) as DeviceCode | undefined;
}
