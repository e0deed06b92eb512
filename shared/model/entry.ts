import { z } from 'zod';
import { INVITED_ROLES, ROLES } from '../roles.ts';
import { canonicalJson, copyJson, type Json, wellFormed } from './canonical.ts';
import { type BriefId, entryIdSchema, personIdSchema, publicKeySchema, signatureSchema } from './ids.ts';
import { KIND_NAMES, REASONS } from './kinds.ts';
import type { Sign, Verifying } from './signing.ts';

/** The version of the entry format that this program writes. */
const ENTRY_VERSION = 1;
/**
 * The version of what programs of version 1 would refuse: a comment that suggests wording. As of a newer version they
 * keep it, pass it on and count it on screen.
 */
const SUGGESTION_VERSION = 2;

/** The last moment that a Date can hold; a later time could not be shown. */
const MAX_TIME = 8.64e15;
/** The longest comment, in UTF-16 units: some ten pages, more than anybody reads in a margin. */
export const MAX_COMMENT_LENGTH = 40_000;
/** The longest quote that an anchor keeps, in UTF-16 units. A longer passage keeps its first and its last words. */
export const MAX_QUOTE_LENGTH = 4_000;
/** More passages than anybody joins in one annotation by hand. */
export const MAX_ANCHORS = 200;
/** The longest wording that is suggested, and the longest passage that one is suggested for: what a quote can keep. */
export const MAX_SUGGESTION_LENGTH = MAX_QUOTE_LENGTH;
export const MAX_TAGS = 50;
export const MAX_TAG_LENGTH = 60;
/** A brief's vocabulary: more tags than anybody can tell apart in a list. */
export const MAX_VOCABULARY = 200;
/** What a tag means, in a sentence or two. */
export const MAX_MEANING_LENGTH = 400;
export const MAX_NAME_LENGTH = 80;
export const MAX_INITIALS_LENGTH = 4;
/** More than any team; a link that opens to everybody should not be made by a slip of the keyboard. */
export const MAX_INVITATION_USES = 1_000;

/** What it holds is JSON by then (`parseEntry`), and only Yjs knows which. */
const relativePositionSchema = z.record(z.string(), z.custom<Json>());

const quoteSchema = z.strictObject({
  /** The words of the passage; blocks are parted by a line feed. */
  exact: z.string().max(MAX_QUOTE_LENGTH),
  prefix: z.string().max(64),
  suffix: z.string().max(64),
  /** Where the passage is longer than `exact` can hold: its last words, while `exact` holds its first. */
  tail: z.string().max(MAX_QUOTE_LENGTH).optional(),
});

const anchorSchema = z.strictObject({
  /** Y.RelativePosition as JSON: `start` with assoc 0, `end` with assoc -1, so that neither grows at its edge. */
  start: relativePositionSchema,
  end: relativePositionSchema,
  quote: quoteSchema,
  /** Where the passage began in the article's text when it was marked, in UTF-16 units: a hint for the search. */
  offset: z.int().nonnegative(),
});

const tagSchema = z.string().trim().min(1).max(MAX_TAG_LENGTH);
const bodySchema = z.string().min(1).max(MAX_COMMENT_LENGTH);
const wordingSchema = z.string().min(1).max(MAX_SUGGESTION_LENGTH);
const nameSchema = z.string().trim().min(1).max(MAX_NAME_LENGTH);

export const initialsSchema = z.string().trim().min(1).max(MAX_INITIALS_LENGTH);
export const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/);

/** The tags that a brief has names, colours and meanings for. */
export const vocabularySchema = z.strictObject({
  tags: z
    .array(z.strictObject({ name: tagSchema, colour: colourSchema, meaning: z.string().max(MAX_MEANING_LENGTH) }))
    .max(MAX_VOCABULARY),
  /** Only these tags may be given. */
  closed: z.boolean(),
});

/** Certifies a further key of a person's: `sig` is by the first key, over `certificateText`. */
const certificateSchema = z.strictObject({ person: personIdSchema, key: publicKeySchema, sig: signatureSchema });

const payloads = {
  person: z.strictObject({
    name: nameSchema,
    initials: initialsSchema,
    colour: colourSchema,
    certificate: certificateSchema.optional(),
    ends: publicKeySchema.optional(),
  }),
  role: z.strictObject({ person: personIdSchema, role: z.enum(ROLES) }),
  annotated: z.strictObject({
    kind: z.enum(KIND_NAMES),
    tags: z.array(tagSchema).max(MAX_TAGS),
    /** None means the whole brief. */
    anchors: z.array(anchorSchema).max(MAX_ANCHORS),
  }),
  commented: z
    .strictObject({
      annotation: entryIdSchema,
      parent: entryIdSchema.optional(),
      /** Markdown; where wording is suggested, it may say nothing more. */
      body: z.string().max(MAX_COMMENT_LENGTH),
      /** Other words, as plain text, for the annotation's first passage: as it read then, and as it might read. */
      suggests: z.strictObject({ before: wordingSchema, after: wordingSchema }).optional(),
    })
    .refine(({ body, suggests }) => body !== '' || suggests !== undefined, { path: ['body'], error: 'It is empty.' }),
  edited: z.strictObject({ comment: entryIdSchema, body: bodySchema }),
  status: z.discriminatedUnion('state', [
    z.strictObject({ annotation: entryIdSchema, state: z.literal('open') }),
    z.strictObject({ annotation: entryIdSchema, state: z.literal('resolved'), reason: z.enum(REASONS) }),
  ]),
  reacted: z.strictObject({ comment: entryIdSchema, emoji: z.string().min(1).max(32), on: z.boolean() }),
  tagged: z.strictObject({ annotation: entryIdSchema, tags: z.array(tagSchema).max(MAX_TAGS) }),
  kinded: z.strictObject({ annotation: entryIdSchema, kind: z.enum(KIND_NAMES) }),
  assigned: z.strictObject({
    annotation: entryIdSchema,
    /** Null takes the assignment back. */
    person: personIdSchema.nullable(),
    due: z.iso.date().optional(),
  }),
  placed: z.strictObject({ annotation: entryIdSchema, anchors: z.array(anchorSchema).max(MAX_ANCHORS) }),
  /** `target` is an annotation or a comment. */
  withdrawn: z.strictObject({ target: entryIdSchema }),
  restored: z.strictObject({ target: entryIdSchema }),
  /** The brief's own tags, as its owner names them; each replaces the one before. */
  vocabulary: vocabularySchema,
  version: z.strictObject({ name: nameSchema }),
  /** Whoever holds the secret of `lock`, which the invitation's link carries, may join by it. */
  invited: z.strictObject({
    lock: publicKeySchema,
    role: z.enum(INVITED_ROLES),
    /** In milliseconds since 1970. */
    expires: z.int().nonnegative().max(MAX_TIME),
    /** How many may join; only a relay can count them. */
    uses: z.int().positive().max(MAX_INVITATION_USES),
  }),
  /** Ends an invitation; who joined by it stays. */
  uninvited: z.strictObject({ invitation: entryIdSchema }),
  /** `proof` is by the invitation's secret, over `joinText`; so the role can be verified without a relay. */
  joined: z.strictObject({ invitation: entryIdSchema, lock: publicKeySchema, proof: signatureSchema }),
  left: z.strictObject({}) as z.ZodType<object>,
  erased: z.strictObject({ target: entryIdSchema }),
};

export type EntryType = keyof typeof payloads;
export type Anchor = z.infer<typeof anchorSchema>;
export type Quote = Anchor['quote'];
/** Other words for a passage: as it read, and as it might read. */
export type Suggestion = NonNullable<z.infer<(typeof payloads)['commented']>['suggests']>;
export type Vocabulary = z.infer<typeof vocabularySchema>;

const envelopeSchema = z.object({
  v: z.union([z.literal(ENTRY_VERSION), z.literal(SUGGESTION_VERSION)]),
  id: entryIdSchema,
  /** The author's clock, in milliseconds since 1970. */
  at: z.int().nonnegative().max(MAX_TIME),
  by: personIdSchema,
  key: publicKeySchema,
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  sig: signatureSchema,
  /** Whom the entry stands for, where that is somebody outside, such as a reviewer in Word. */
  attributed: z.strictObject({ name: nameSchema, via: z.string().min(1).max(40) }).optional(),
});

/** Who made what a newer version wrote, and when, stands where it always did. */
const unknownEnvelopeSchema = envelopeSchema.extend({ v: z.int().positive(), type: z.string() });

type Envelope = z.infer<typeof envelopeSchema>;

/** What somebody did, without who and when. */
export type Payload = { [T in EntryType]: { type: T } & z.infer<(typeof payloads)[T]> }[EntryType];

/** One immutable, signed record of something that a person did. */
export type Entry = Envelope & Payload;

export type EntryOf<T extends EntryType> = Extract<Entry, { type: T }>;

/** What became of a value that claims to be an entry. */
export type ParsedEntry =
  | { ok: true; entry: Entry }
  /** A type or version that this program doesn't know: kept, passed on, counted on screen, not folded. */
  | { ok: false; unknown: true; id: string; raw: Json }
  | { ok: false; unknown: false; why: string };

/**
 * Reads one entry from outside: copied first, then measured by its schema. Neither its id nor its signature is
 * checked here; see `checkEntry`.
 */
export function parseEntry(value: unknown): ParsedEntry {
  return readEntry(copyJson(value));
}

/** As `parseEntry`, of a copy that was made already (`copyJson`). */
export function readEntry(raw: Json | undefined): ParsedEntry {
  if (raw === undefined || raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
    return { ok: false, unknown: false, why: 'It is not a plain object.' };
  }
  const { v, id, type } = raw;
  if (typeof id !== 'string' || !entryIdSchema.safeParse(id).success) {
    return { ok: false, unknown: false, why: 'It has no id.' };
  }
  if (typeof v !== 'number' || typeof type !== 'string') {
    return { ok: false, unknown: false, why: 'It has no version or no type.' };
  }
  if (v > SUGGESTION_VERSION || !Object.hasOwn(payloads, type)) return { ok: false, unknown: true, id, raw };
  if (v !== versionOf(raw)) return { ok: false, unknown: false, why: 'It is of another version than it says.' };

  const envelope = envelopeSchema.safeParse(raw);
  if (!envelope.success) return { ok: false, unknown: false, why: firstIssue(envelope.error) };
  const payload = payloads[type as EntryType].safeParse(payloadOf(raw));
  if (!payload.success) return { ok: false, unknown: false, why: firstIssue(payload.error) };
  return { ok: true, entry: raw as unknown as Entry };
}

/** What an entry says besides who made it and when. Thousands are read when a brief is opened: no list of keys. */
function payloadOf(raw: { [key: string]: Json }): { [key: string]: Json } {
  const { v, id, at, by, key, nonce, sig, attributed, type, ...payload } = raw;
  return payload;
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'It'}: ${issue.message}` : 'It does not fit the format.';
}

/** The version that an entry must have: each has one, so that every program reads it, or doesn't know it, alike. */
function versionOf(payload: object): number {
  return 'suggests' in payload ? SUGGESTION_VERSION : ENTRY_VERSION;
}

/** Who acts, when, and with what randomness; everything that an entry needs besides its payload. */
export interface Issue {
  brief: BriefId;
  by: Envelope['by'];
  key: Envelope['key'];
  /** In milliseconds since 1970. */
  at: number;
  /** 16 random bytes in base64url. */
  nonce: string;
  attributed?: Envelope['attributed'];
  sha256: Verifying['sha256'];
  sign: Sign;
}

/** Makes, hashes and signs an entry. Its text is made well-formed first. */
export function issueEntry(payload: Payload, issue: Issue): Entry {
  const { brief, by, key, at, nonce, attributed, sha256, sign } = issue;
  const unsigned = wellFormed({
    v: versionOf(payload),
    at,
    by,
    key,
    nonce,
    ...(attributed ? { attributed } : {}),
    ...(JSON.parse(JSON.stringify(payload)) as { [key: string]: Json }),
  });
  const id = sha256(hashedText(unsigned, brief));
  return { ...unsigned, id, sig: sign(signedText(id)) } as unknown as Entry;
}

/** Why an entry that parsed can't be believed. */
export type Disbelief = 'wrong id' | 'wrong signature' | 'wrong certificate' | 'wrong invitation';

/**
 * Why an entry that parsed can't be believed, or undefined when its id, its signature and the certificate or the proof
 * that it may carry are right. Whether its key belongs to its author, and its proof to an invitation, is for the fold,
 * which knows all of both.
 */
export function checkEntry(entry: Entry, brief: BriefId, verifying: Verifying): Disbelief | undefined {
  const { id, sig, ...unsigned } = entry;
  if (verifying.sha256(hashedText(unsigned as unknown as Json, brief)) !== id) return 'wrong id';
  if (!verifying.verify(signedText(id), sig, entry.key)) return 'wrong signature';
  if (entry.type === 'person' && entry.certificate) {
    const { person, key, sig: certified } = entry.certificate;
    // Only the first key certifies others, so the entry that brings a certificate is signed by that key too.
    const byFirstKey = person === entry.by && personIdOf(entry.key, verifying.sha256) === person;
    if (!byFirstKey || !verifying.verify(certificateText(person, key), certified, entry.key))
      return 'wrong certificate';
  }
  if (entry.type === 'joined' && !verifying.verify(joinText(brief, entry.by), entry.proof, entry.lock))
    return 'wrong invitation';
  return undefined;
}

/**
 * Reads who made an entry of a type or version that this program doesn't know, and when, as far as it can be believed:
 * its id and its signature are right. Undefined where they aren't.
 */
export function checkUnknownEntry(raw: Json, brief: BriefId, verifying: Verifying): EntryStamp | undefined {
  const envelope = unknownEnvelopeSchema.safeParse(raw);
  if (!envelope.success || raw === null || typeof raw !== 'object' || Array.isArray(raw)) return undefined;
  const { id, sig, ...unsigned } = raw;
  const { by, key, at } = envelope.data;
  const isRight =
    verifying.sha256(hashedText(unsigned, brief)) === id && verifying.verify(signedText(id), String(sig), key);
  return isRight ? { id: envelope.data.id, by, key, at } : undefined;
}

/** Who made an entry, and when. */
export type EntryStamp = Pick<Entry, 'id' | 'by' | 'key' | 'at'>;

/** The brief's id goes into the hash, so that an entry can't be replayed in another brief. */
function hashedText(unsigned: Json, brief: BriefId): string {
  return canonicalJson({ brief, entry: unsigned });
}

/** The text that an entry's author signs. */
export function signedText(id: string): string {
  return `briefmark entry ${id}`;
}

/** What a person's first key signs to certify another device's key. */
export function certificateText(person: string, key: string): string {
  return `briefmark certificate ${person} ${key}`;
}

/** What an invitation's secret signs to let a person in. */
export function joinText(brief: string, person: string): string {
  return `briefmark join ${brief} ${person}`;
}

/** A person's id: the hash of their first public key, which so certifies itself. */
export function personIdOf(firstKey: string, sha256: Verifying['sha256']): Envelope['by'] {
  return personIdSchema.parse(sha256(`briefmark person ${firstKey}`));
}

/** A brief's id: the hash of its founder and a nonce (16 random bytes in base64url). */
export function briefIdOf(founder: string, nonce: string, sha256: Verifying['sha256']): BriefId {
  return sha256(`briefmark brief ${founder} ${nonce}`) as BriefId;
}

/** The order of the fold: by time, then by id, the same on every machine. */
export function compareEntries(a: Pick<Entry, 'at' | 'id'>, b: Pick<Entry, 'at' | 'id'>): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
