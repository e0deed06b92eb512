import { z } from 'zod';

/*
 * Ids are lower-case hexadecimal SHA-256 hashes: they sort, they can be double-clicked, and they never begin with
 * a character that a command line would take for an option.
 */
const HEX_256 = /^[0-9a-f]{64}$/;

export const briefIdSchema = z.string().regex(HEX_256).brand<'BriefId'>();
export const entryIdSchema = z.string().regex(HEX_256).brand<'EntryId'>();
export const personIdSchema = z.string().regex(HEX_256).brand<'PersonId'>();

/*
 * Bytes are in base64url without padding, in the one spelling that an encoder writes. In the last letter there are bits
 * that no byte has a use for, and decoders ignore: were they not asked to be 0, there would be 4 texts of the same key
 * and 16 of the same signature, so that a proof would serve 16 times, and whoever carries an entry could respell it.
 */
const BYTES_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const BYTES_64 = /^[A-Za-z0-9_-]{85}[AQgw]$/;

/** An Ed25519 public key: its 32 raw bytes. */
export const publicKeySchema = z.string().regex(BYTES_32).brand<'PublicKey'>();

/** An Ed25519 signature: its 64 bytes. */
export const signatureSchema = z.string().regex(BYTES_64);

/** A secret that a link carries: 32 bytes. */
export const secretSchema = z.string().regex(BYTES_32);

/** The hash of the founder's person id and a nonce; see `briefIdOf`. */
export type BriefId = z.infer<typeof briefIdSchema>;
/** The hash of an entry; an annotation and a comment are named by the entry that made them. */
export type EntryId = z.infer<typeof entryIdSchema>;
/** The hash of a person's first public key; see `personIdOf`. */
export type PersonId = z.infer<typeof personIdSchema>;
export type PublicKey = z.infer<typeof publicKeySchema>;
