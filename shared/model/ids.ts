import { z } from 'zod';

/*
 * Ids are lower-case hexadecimal SHA-256 hashes: they sort, they can be double-clicked, and they never begin with
 * a character that a command line would take for an option.
 */
const HEX_256 = /^[0-9a-f]{64}$/;

export const briefIdSchema = z.string().regex(HEX_256).brand<'BriefId'>();
export const entryIdSchema = z.string().regex(HEX_256).brand<'EntryId'>();
export const personIdSchema = z.string().regex(HEX_256).brand<'PersonId'>();

/** An Ed25519 public key: its 32 raw bytes in base64url without padding. */
export const publicKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .brand<'PublicKey'>();

/** An Ed25519 signature: its 64 bytes in base64url without padding. */
export const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

/** The hash of the founder's person id and a nonce; see `briefIdOf`. */
export type BriefId = z.infer<typeof briefIdSchema>;
/** The hash of an entry; an annotation and a comment are named by the entry that made them. */
export type EntryId = z.infer<typeof entryIdSchema>;
/** The hash of a person's first public key; see `personIdOf`. */
export type PersonId = z.infer<typeof personIdSchema>;
export type PublicKey = z.infer<typeof publicKeySchema>;
