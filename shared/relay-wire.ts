import { decoding, encoding } from 'lib0';
import { z } from 'zod';
import { MAX_NAME_LENGTH } from './model/entry.ts';
import { entryIdSchema, personIdSchema, publicKeySchema, signatureSchema } from './model/ids.ts';
import { ROLES } from './roles.ts';

/*
 * What a relay and its clients say to each other, so that both sides parse by one text; docs/relay.md explains it.
 */

/** A proof holds for this long before and after the relay's clock. */
export const PROOF_WINDOW_MS = 10 * 60 * 1000;

/** The rooms of a brief; `me` is one for each person. */
export const ROOMS = ['notes', 'text', 'me'] as const;
export type RoomName = (typeof ROOMS)[number];

/** A plain client: only what y-websocket knows is sent to it. */
export const PLAIN_PROTOCOL = 'briefmark.v1';
/** A client that also reads messages 100 and 101. */
export const ACK_PROTOCOL = 'briefmark.ack';
/** What stands before a credential among the subprotocols that a client offers. */
export const TOKEN_PROTOCOL_PREFIX = 'briefmark.token.';

/** Why a relay closes a socket. Codes of the 44xx family mean: don't try again the same way. */
export const CLOSE = {
  /** A message that can't be read. */
  malformed: 4400,
  /** No credential, or one that the relay doesn't know or has ended. */
  unauthorised: 4401,
  /** A change was refused, and the client is a plain one. */
  refused: 4403,
  /** There is no such brief or room here. */
  notFound: 4404,
  /** The person is no member any more: removed by an owner, or gone by themselves. */
  removed: 4410,
  /** More, faster or worse than anybody does by hand. */
  abuse: 4429,
  /** Larger than the relay takes. */
  tooLarge: 1009,
  /** A defect of the relay, or something on its disk that can't be read; try again, not at once. */
  defect: 1011,
  /** The relay is being stopped; try again. */
  restarting: 1012,
  /** The relay can't now: its disk is full, or the client reads too slowly; try again. */
  tryAgain: 1013,
} as const;

/** Why the relay refuses an update, as message 101 says it. */
export const RULES = [
  /** It can't be read, or is larger or deeper than anything that is honest. */
  'malformed',
  /** It uses the Yjs client id of somebody else. */
  'client-id',
  /** It builds on what the relay doesn't have, also after the whole difference was asked for. */
  'pending',
  /** The person's role doesn't allow it. */
  'role',
  /** It writes where nothing belongs: another root, a nested type, a list where a map is. */
  'place',
  /** Something in it isn't an entry, or isn't the one that its id names. */
  'entry',
  /** An entry's signature or certificate is wrong, or its key isn't its author's. */
  'signature',
  /** An entry's author is no member, and the one who carries it no owner. */
  'author',
  /** An entry is dated more than ten minutes ahead. */
  'clock',
  /** An entry that is here would be changed. */
  'changed',
  /** An entry that nobody erased would go. */
  'deleted',
  /** An entry that was erased would come back. */
  'erased',
  /** An entry acts on something that isn't here. */
  'target',
  /** The article or its description would not be what one can be. */
  'schema',
  /** The brief would be larger than the relay keeps. */
  'quota',
] as const;
export type Rule = (typeof RULES)[number];

/** Why the relay refuses a request. */
export const ERROR_CODES = [
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
export const logAnswerSchema = z.object({
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
export const MAX_PARCEL_CHARACTERS = 60 * 1024;
/** `PUT /v1/<brief>/parcels/<id>`: leaves something locked for another device of one's own; the one before it goes. */
export const parcelSchema = z.strictObject({ parcel: z.base64url().max(MAX_PARCEL_CHARACTERS) });
export const parcelLeftSchema = z.object({ expires: at });
/** `POST /v1/<brief>/parcels/<id>`: takes it away. Its answer is a `parcelSchema`. */
export const takeParcelSchema = z.strictObject({});

/** `PUT /v1/<brief>/blobs/<sha256>` */
export const blobAnswerSchema = z.object({ sha256: z.string(), bytes: z.int().nonnegative() });

/** `GET /healthz` */
export const healthAnswerSchema = z.object({ ok: z.boolean(), version: z.string() });

export type ShareRequest = z.infer<typeof shareRequestSchema>;
export type ShareAnswer = z.infer<typeof shareAnswerSchema>;
export type DeviceRequest = z.infer<typeof deviceRequestSchema>;
export type DeviceAnswer = z.infer<typeof deviceAnswerSchema>;
export type LookRequest = z.infer<typeof lookRequestSchema>;
export type LookAnswer = z.infer<typeof lookAnswerSchema>;
export type RedeemRequest = z.infer<typeof redeemRequestSchema>;
export type RedeemAnswer = z.infer<typeof redeemAnswerSchema>;
export type PeopleAnswer = z.infer<typeof peopleAnswerSchema>;
export type LogAnswer = z.infer<typeof logAnswerSchema>;

/** The first number of each message on a socket: 0 to 3 are y-websocket's own. */
export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, decided: 100, refused: 101 } as const;

/** A refusal names no more entries than this. */
export const MAX_REFUSED_IDS = 100;
/** Longer than the name of any rule, and than any sentence that is read. */
const MAX_RULE_LETTERS = 40;
const MAX_SENTENCE_LETTERS = 500;

/** Message 101: an update that the relay refused. */
export interface RefusedUpdate {
  /** The SHA-256 of the update as it was sent (the bytes inside the sync message), in lower-case hexadecimal. */
  update: string;
  /** A `Rule`, or one of a newer relay's. */
  rule: string;
  /** The entries that were not admitted, where the rule is about entries. */
  ids: string[];
  /** The rule in words for people, for whom this app doesn't know it; older relays leave it empty. */
  sentence: string;
}

/**
 * Message 100: how many of this connection's sync messages with content (step 2 and update) are decided, counted from
 * the first: on the relay's disk, or refused.
 */
export function encodeDecided(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.decided);
    encoding.writeVarUint(encoder, count);
  });
}

/** Reads message 100 behind its first number. */
export function readDecided(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder);
}

/** Message 101. */
export function encodeRefused({ update, rule, ids, sentence }: RefusedUpdate): Uint8Array {
  const named = ids.slice(0, MAX_REFUSED_IDS);
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.refused);
    encoding.writeVarString(encoder, update);
    encoding.writeVarString(encoder, rule);
    encoding.writeVarUint(encoder, named.length);
    for (const id of named) encoding.writeVarString(encoder, id);
    encoding.writeVarString(encoder, sentence);
  });
}

const refusedSchema = z.object({
  update: z.string(),
  rule: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(MAX_RULE_LETTERS),
  ids: z.array(z.string()).max(MAX_REFUSED_IDS),
  sentence: z.string().max(MAX_SENTENCE_LETTERS),
});

/**
 * Reads message 101 behind its first number.
 *
 * @throws {Error} where it isn't one
 */
export function readRefused(decoder: decoding.Decoder): RefusedUpdate {
  const update = decoding.readVarString(decoder);
  const rule = decoding.readVarString(decoder);
  const length = Math.min(decoding.readVarUint(decoder), MAX_REFUSED_IDS + 1);
  const ids = Array.from({ length }, () => decoding.readVarString(decoder));
  const sentence = decoding.hasContent(decoder) ? decoding.readVarString(decoder) : '';
  return refusedSchema.parse({ update, rule, ids, sentence });
}
