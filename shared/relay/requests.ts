import { z } from 'zod';
import { MAX_NAME_LENGTH } from '../model/entry.ts';
import { entryIdSchema, personIdSchema, publicKeySchema, signatureSchema } from '../model/ids.ts';
import { ROLES } from '../roles.ts';
import type { RoomName } from './messages.ts';

/*
 * What a client asks a relay over HTTP and what it is answered, so that both sides parse by one text; docs/relay.md
 * explains it.
 */

/** A proof holds for this long before and after the relay's clock. */
export const PROOF_WINDOW_MS = 10 * 60 * 1000;

/** Why the relay refuses a request. */
const ERROR_CODES = [
  'bad-request',
  'unauthorised',
  'no-such-brief',
  'not-found',
  'method-not-allowed',
  'too-large',
  'too-many-requests',
  /** A proof's time is too far from the relay's clock. */
  'clock',
  /** A proof's signature is wrong, or it was used before. */
  'wrong-proof',
  /** The key doesn't speak for the person. */
  'wrong-key',
  /** This relay takes no new briefs. */
  'closed',
  'not-a-member',
  'removed',
  'invitation-unknown',
  'invitation-expired',
  'invitation-used-up',
  'invitation-revoked',
  /** Whoever redeems is a member already; their own device asks for a credential by `devices`. */
  'already-a-member',
  'wrong-entry',
  'wrong-hash',
  'not-an-image',
  'quota',
  'disk-full',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const errorAnswerSchema = z.object({ error: z.object({ code: z.enum(ERROR_CODES), message: z.string() }) });

/** The paths of a brief, below the relay's address. */
export const relayPaths = {
  brief: (brief: string) => `/v1/${brief}`,
  devices: (brief: string) => `/v1/${brief}/devices`,
  invitation: (brief: string) => `/v1/${brief}/invitation`,
  redeem: (brief: string) => `/v1/${brief}/redeem`,
  people: (brief: string) => `/v1/${brief}/people`,
  leave: (brief: string) => `/v1/${brief}/leave`,
  log: (brief: string, after = 0) => `/v1/${brief}/log?after=${after}`,
  parcel: (brief: string, id: string) => `/v1/${brief}/parcels/${id}`,
  blob: (brief: string, sha256: string) => `/v1/${brief}/blobs/${sha256}`,
  room: (brief: string, room: RoomName) => `/v1/${brief}/${room}`,
};

/** The texts that proofs are signatures of. */
export const proofTexts = {
  share: (brief: string, person: string, at: number) => `briefmark share ${brief} ${person} ${at}`,
  device: (brief: string, person: string, at: number) => `briefmark device ${brief} ${person} ${at}`,
  look: (invitation: string, at: number) => `briefmark look ${invitation} ${at}`,
  redeem: (brief: string, person: string, at: number) => `briefmark redeem ${brief} ${person} ${at}`,
};

/** What a device is called among its person's. */
const deviceName = z.string().trim().min(1).max(MAX_NAME_LENGTH);
const at = z.int().nonnegative();
const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{20,200}$/);
/** Entries sent along, such as the `person` entry that certifies the key; each is checked like any other. */
const entries = z.array(z.unknown()).max(20).optional();
const roleSchema = z.enum(ROLES);

/** `PUT /v1/<brief>`: brings a brief to the relay, or its founder back to it. */
export const shareRequestSchema = z.strictObject({
  founder: personIdSchema,
  nonce: z.string().max(64),
  key: publicKeySchema,
  at,
  device: deviceName,
  /** By `key`, of `proofTexts.share`. */
  proof: signatureSchema,
  entries,
});
export const shareAnswerSchema = z.object({
  token: tokenSchema,
  person: personIdSchema,
  role: z.literal('owner'),
  relay: z.object({ version: z.string() }),
});

/** `POST /v1/<brief>/devices`: a member's further device, or the same one again. */
export const deviceRequestSchema = z.strictObject({
  person: personIdSchema,
  key: publicKeySchema,
  at,
  device: deviceName,
  /** By `key`, of `proofTexts.device`. */
  proof: signatureSchema,
  entries,
});
export const deviceAnswerSchema = z.object({
  token: tokenSchema,
  role: roleSchema,
  founder: personIdSchema,
  nonce: z.string(),
});

/** `POST /v1/<brief>/invitation`: who invites to what, before one joins. */
export const lookRequestSchema = z.strictObject({
  /** The id of the `invited` entry. */
  invitation: entryIdSchema,
  at,
  /** By the invitation's key, of `proofTexts.look`. */
  proof: signatureSchema,
});
export const lookAnswerSchema = z.object({
  /** The article's title; empty until its text is here. */
  title: z.string(),
  inviter: z.object({ id: personIdSchema, name: z.string() }),
  role: roleSchema,
  /** When it was made and until when it holds, in milliseconds since 1970. */
  at,
  expires: at,
  usesLeft: z.int().nonnegative(),
});

/** `POST /v1/<brief>/redeem`: joins by an invitation. The relay appends both entries to `notes`. */
export const redeemRequestSchema = z.strictObject({
  /** The joiner's `person` entry. */
  person: z.unknown(),
  /** The joiner's `joined` entry. */
  joined: z.unknown(),
  device: deviceName,
  at,
  /** By the key of the `joined` entry, of `proofTexts.redeem`. */
  proof: signatureSchema,
  entries,
});
export const redeemAnswerSchema = deviceAnswerSchema;

/** `GET /v1/<brief>/people` */
export const peopleAnswerSchema = z.array(
  z.object({
    person: personIdSchema,
    role: roleSchema,
    devices: z.array(z.object({ name: z.string(), createdAt: at, lastSeen: at, online: z.boolean() })),
  }),
);

/** `POST /v1/<brief>/leave`: ends all credentials of the one who asks. */
export const leaveAnswerSchema = z.object({ ended: z.int().nonnegative() });

/** `GET /v1/<brief>/log?after=N`: what was done, oldest first; ask again with the last `n` until `more` is false. */
const logAnswerSchema = z.object({
  records: z.array(
    z.object({
      n: z.int().positive(),
      at: z.number(),
      by: z.string(),
      /** Yjs updates in base64. */
      text: z.base64().optional(),
      notes: z.base64().optional(),
      entries: z.array(z.string()).optional(),
    }),
  ),
  more: z.boolean(),
});

/** A parcel is an identity and the addresses of its briefs, locked. */
const MAX_PARCEL_CHARACTERS = 60 * 1024;
/** `PUT /v1/<brief>/parcels/<id>`: leaves something locked for another device of one's own; the one before it goes. */
export const parcelSchema = z.strictObject({ parcel: z.base64url().max(MAX_PARCEL_CHARACTERS) });
export const parcelLeftSchema = z.object({ expires: at });
/** `POST /v1/<brief>/parcels/<id>`: takes it away. Its answer is a `parcelSchema`. */
export const takeParcelSchema = z.strictObject({});

/** `PUT /v1/<brief>/blobs/<sha256>` */
export const blobAnswerSchema = z.object({ sha256: z.string(), bytes: z.int().nonnegative() });

export type ShareAnswer = z.infer<typeof shareAnswerSchema>;
export type DeviceAnswer = z.infer<typeof deviceAnswerSchema>;
export type LookAnswer = z.infer<typeof lookAnswerSchema>;
export type RedeemAnswer = z.infer<typeof redeemAnswerSchema>;
export type PeopleAnswer = z.infer<typeof peopleAnswerSchema>;
export type LogAnswer = z.infer<typeof logAnswerSchema>;
