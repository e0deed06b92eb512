import { strToU8, zipSync } from 'fflate';
import * as Y from 'yjs';
import { z } from 'zod';
import { titleOf } from '../../../shared/article/blocks.ts';
import { imageIdSchema, MAX_IMAGE_BYTES } from '../../../shared/images/image.ts';
import type { LeftOut } from '../../../shared/importing/imported.ts';
import { briefIdOf, checkEntry, type Entry, parseEntry } from '../../../shared/model/entry.ts';
import { briefIdSchema, personIdSchema } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { Brief } from '../brief/brief.ts';
import { sha256Bytes, verifying } from '../crypto.ts';
import { checkImage, demandRoomFor } from '../images/image-store.ts';
import { leftOutSchema } from '../library/brief-folder.ts';
import { markerOf, readRecords } from '../log/log.ts';
import { ValueCount } from '../value-count.ts';
import { isLocked } from './lock.ts';
import { within } from './time-limit.ts';
import { walkUpdate } from './update-walk.ts';
import { unzipParts } from './zip-parts.ts';

/** The format of packages that this program writes. A newer one is refused, since parts of it would be lost. */
const PACKAGE_VERSION = 1;

/** All parts together, unpacked: several times a brief of 5,000 annotations with its history and pictures. */
export const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
/** A package has a handful of parts, and one for each picture. */
const MAX_PARTS = 10_000;
/** A brief of 5,000 annotations takes two seconds; one that takes this long even on a busy machine was made to. */
const MAX_READING_MS = 60_000;
/** What the two documents may hold: ten times a long brief. Each may take Yjs a hundred bytes of memory. */
const MAX_TEXT_VALUES = 1_000_000;
const MAX_NOTES_VALUES = 4_000_000;
/** A keystroke of the article each. */
const MAX_HISTORY_VALUES = 4_000_000;
/** Each takes a third of a millisecond with its signature: often enough for a bar that moves. */
const TOLD_EVERY = 256;
/** More passages than any page has that were left out. */
const MAX_LEFT_OUT = 50_000;
/** Ten times what anybody notes for themselves. */
const MAX_PRIVATE = 100_000;
/** The last moment that a Date can hold. */
const MAX_TIME = 8.64e15;

const MB = 1024 * 1024;

const PARTS = {
  manifest: 'manifest.json',
  text: 'text.bin',
  notes: 'notes.bin',
  log: 'log.bin',
  leftOut: 'left-out.json',
  /** Only where its owner asked for it. */
  privately: 'private.json',
} as const;
const ORIGINAL = 'original/';
const IMAGES = 'images/';

/** The most that a part may unpack to; any other the whole. */
const MAX_BYTES: Readonly<Record<string, number>> = {
  [PARTS.manifest]: 4 * MB,
  [PARTS.text]: 64 * MB,
  [PARTS.notes]: 64 * MB,
  [PARTS.log]: 256 * MB,
  [PARTS.leftOut]: 32 * MB,
  [PARTS.privately]: 32 * MB,
};

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.object({
  format: z.literal('briefmark brief'),
  version: z.int().positive(),
  brief: briefIdSchema,
  founder: personIdSchema,
  nonce: z.string().max(64),
  title: z.string(),
  annotations: z.int().nonnegative(),
  comments: z.int().nonnegative(),
  /** In milliseconds since 1970. */
  createdAt: z.number().nonnegative().max(MAX_TIME),
  /** The SHA-256 of every other part. */
  parts: z.record(z.string(), hash),
});

/** A whole brief in memory, as a package holds it. */
export interface PackagedBrief {
  brief: Brief;
  createdAt: number;
  /** The log's bytes: history only, the brief's state doesn't depend on it. */
  log: Uint8Array;
  leftOut: LeftOut[];
  original?: { name: string; bytes: Uint8Array };
  /** Pictures by the SHA-256 of their bytes. */
  images: ReadonlyMap<string, Uint8Array>;
  /** What people noted for themselves alone, each entry under its author's signature; absent where it wasn't asked for. */
  privately?: readonly Entry[];
  /** How many entries don't verify; they are kept in the notes' document and not folded. */
  notVerified: number;
}

/** Writes a whole brief into the bytes of a `.brief` file. The same brief gives the same bytes. */
export function writePackage({
  brief,
  createdAt,
  log,
  leftOut,
  original,
  images,
  privately = [],
}: Omit<PackagedBrief, 'notVerified'>): Uint8Array {
  const parts: Record<string, Uint8Array> = {
    [PARTS.text]: Y.encodeStateAsUpdate(brief.text),
    [PARTS.notes]: Y.encodeStateAsUpdate(brief.notesDoc),
    [PARTS.log]: log,
    [PARTS.leftOut]: strToU8(JSON.stringify(leftOut)),
    ...(original ? { [`${ORIGINAL}${original.name}`]: original.bytes } : {}),
    ...(privately.length > 0 ? { [PARTS.privately]: strToU8(JSON.stringify(privately)) } : {}),
    ...Object.fromEntries([...images].sort(byName).map(([sha256, bytes]) => [`${IMAGES}${sha256}`, bytes])),
  };
  const annotations = [...brief.notes.annotations.values()].filter((annotation) => !annotation.withdrawn);
  const manifest: z.infer<typeof manifestSchema> = {
    format: 'briefmark brief',
    version: PACKAGE_VERSION,
    brief: brief.id,
    founder: brief.founder,
    nonce: brief.nonce,
    title: titleOf(brief.article),
    annotations: annotations.length,
    comments: annotations.reduce((sum, { comments }) => sum + comments.length, 0),
    createdAt,
    parts: Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, sha256Bytes(bytes)])),
  };
  const all = { [PARTS.manifest]: strToU8(JSON.stringify(manifest, null, 2)), ...parts };
  return zipSync(all, { level: 6, mtime: new Date(1980, 0, 1) });
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/**
 * Reads a whole brief from the bytes of a `.brief` file. Nothing of it is trusted: sizes, names, hashes, the article's
 * schema and every entry's signature are checked.
 *
 * @param name names the file in refusals
 * @param mostMs how long it may take
 * @param verified the ids of entries that were found to be right when these very bytes were read before, with all their
 *   checksums and pictures; see `readPackageInThread`
 * @param tell hears what share of the signatures is checked, from 0 to 1
 * @throws {Refusal} where it is damaged, hostile or from a newer version; it is then refused whole
 */
export function readPackage(
  bytes: Uint8Array,
  name: string,
  mostMs = MAX_READING_MS,
  verified?: ReadonlySet<string>,
  tell: (done: number) => void = () => {},
): PackagedBrief {
  try {
    if (isLocked(bytes)) {
      throw new Refusal(
        'locked-package',
        `“${name}” is locked with a passphrase. Open it in Briefmark’s window, or with “briefmark unlock” first.`,
      );
    }
    return within(mostMs, () => readParts(unpack(bytes, name), name, verified, tell));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw damaged(name, 'it holds what no brief has', error);
  }
}

/** What a package of our own making says that its article is called; empty where it doesn't say. */
export function titleOfPackage(bytes: Uint8Array): string {
  try {
    const parts = unzipParts(bytes, ({ name }) => name === PARTS.manifest);
    return manifestSchema.parse(parseJson(parts.get(PARTS.manifest) ?? new Uint8Array())).title;
  } catch {
    return '';
  }
}

function readParts(
  parts: ReadonlyMap<string, Uint8Array>,
  name: string,
  known: ReadonlySet<string> | undefined,
  tell: (done: number) => void,
): PackagedBrief {
  const manifest = readManifest(parts, name);
  if (!known) checkParts(parts, manifest.parts, name);
  const { brief: id, founder, nonce, createdAt } = manifest;
  if (briefIdOf(founder, nonce, verifying.sha256) !== id) throw damaged(name, 'its id is not that of its founder');
  const brief = new Brief({ id, founder, nonce });
  fill(brief, part(parts, PARTS.text, name), part(parts, PARTS.notes, name), name);
  const { verified, notVerified } = verifiedEntries(brief, known, tell);
  brief.addEntries(verified);
  const log = part(parts, PARTS.log, name);
  checkLog(log, name);
  const original = originalOf(parts);
  const leftOut = readLeftOut(part(parts, PARTS.leftOut, name), name);
  const images = imagesIn(parts, name, known === undefined);
  const privately = privateIn(parts, brief, name);
  return {
    brief,
    createdAt,
    log,
    leftOut,
    images,
    ...(original ? { original } : {}),
    ...(privately.length > 0 ? { privately } : {}),
    notVerified,
  };
}

function fill(brief: Brief, text: Uint8Array, notes: Uint8Array, name: string): void {
  try {
    walkUpdate(text, new ValueCount(MAX_TEXT_VALUES));
    walkUpdate(notes, new ValueCount(MAX_NOTES_VALUES));
    brief.applyText([text]);
    brief.applyNotes([notes]);
  } catch (error) {
    throw damaged(name, 'its article or its notes can’t be read', error);
  }
  if (hasPending(brief.text) || hasPending(brief.notesDoc)) throw damaged(name, 'parts of it are missing');
  const { meta } = brief;
  if (meta.brief !== brief.id || meta.founder !== brief.founder || meta.nonce !== brief.nonce)
    throw damaged(name, 'its article is of another brief');
}

function hasPending({ store }: Y.Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}

/** The history isn't needed to show the brief, but whoever sends half a history sends something else than they think. */
function checkLog(log: Uint8Array, name: string): void {
  const marker = markerOf(log);
  const { records, damaged: holes } = marker ? readRecords(log, marker) : { records: [], damaged: [] };
  if (!marker || holes.length > 0) throw damaged(name, 'its history can’t be read');
  const count = new ValueCount(MAX_HISTORY_VALUES);
  for (const { record } of records) {
    if (record.text) walkUpdate(record.text, count);
    for (const { text } of record.aside ?? []) walkUpdate(text, count);
  }
}

/** The private notes that are what they claim to be; there are few, so that they are checked wherever they are read. */
function privateIn(parts: ReadonlyMap<string, Uint8Array>, brief: Brief, name: string): Entry[] {
  const bytes = parts.get(PARTS.privately);
  if (!bytes) return [];
  const json = parseJson(bytes);
  if (!Array.isArray(json) || json.length > MAX_PRIVATE) throw damaged(name, 'its private notes can’t be read');
  return json.flatMap((value) => {
    const parsed = parseEntry(value);
    return parsed.ok && !checkEntry(parsed.entry, brief.id, verifying) ? [parsed.entry] : [];
  });
}

function readLeftOut(bytes: Uint8Array, name: string): LeftOut[] {
  const json = parseJson(bytes);
  const isSane = Array.isArray(json) && json.length <= MAX_LEFT_OUT;
  const leftOut = leftOutSchema.safeParse(isSane ? json : undefined);
  if (!leftOut.success) throw damaged(name, 'its account of what was left out can’t be read');
  return leftOut.data;
}

/** The entries that are what they claim to be. Those of unknown types are kept as they are. */
function verifiedEntries(
  brief: Brief,
  known: ReadonlySet<string> | undefined,
  tell: (done: number) => void,
): { verified: unknown[]; notVerified: number } {
  const verified: unknown[] = [];
  let notVerified = 0;
  const entries = brief.sharedEntries();
  for (const [key, value] of entries) {
    const done = verified.length + notVerified;
    if (done % TOLD_EVERY === 0) tell(done / entries.size);
    const parsed = parseEntry(value);
    const right = parsed.ok
      ? parsed.entry.id === key && (known ? known.has(key) : !checkEntry(parsed.entry, brief.id, verifying))
      : parsed.unknown && parsed.id === key;
    if (right) verified.push(value);
    else notVerified++;
  }
  return { verified, notVerified };
}

function unpack(bytes: Uint8Array, name: string): ReadonlyMap<string, Uint8Array> {
  // The first bytes of every zip of ours: whoever named another file should hear that, and not that it is damaged.
  if (bytes.length > 0 && Buffer.from(bytes.subarray(0, 2)).toString('latin1') !== 'PK')
    throw damaged(name, 'it is not a Briefmark package');
  let total = 0;
  const seen = new Set<string>();
  try {
    return unzipParts(bytes, ({ name: path, size }) => {
      total += size;
      if (seen.has(path)) throw damaged(name, `the part “${path}” stands in it twice`);
      seen.add(path);
      if (!isPartName(path)) {
        throw new Refusal(
          'package-path',
          `“${name}” holds a part named “${path.slice(0, 100)}”, which no brief has: it may be meant to write outside its folder. Ask its sender for a new copy.`,
        );
      }
      if (total > MAX_UNPACKED_BYTES || seen.size > MAX_PARTS) throw tooLarge(name, 'it', MAX_UNPACKED_BYTES);
      const most = path.startsWith(IMAGES) ? MAX_IMAGE_BYTES : MAX_BYTES[path];
      if (most !== undefined && size > most) throw tooLarge(name, `its part “${path}”`, most);
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw damaged(name, 'it is not a whole package; it may have been cut short', error);
  }
}

function tooLarge(name: string, what: string, most: number): Refusal {
  return new Refusal(
    'package-too-large',
    `“${name}” can’t be opened: ${what} would unpack to more than ${most / MB} MB, more than any brief needs. Ask its sender for a new copy; nothing was changed.`,
  );
}

/** Only names that a package has, so that none can climb out of a folder. */
function isPartName(path: string): boolean {
  if (Object.values<string>(PARTS).includes(path)) return true;
  if (path.startsWith(IMAGES)) return imageIdSchema.safeParse(path.slice(IMAGES.length)).success;
  if (!path.startsWith(ORIGINAL)) return false;
  const file = path.slice(ORIGINAL.length);
  return file !== '' && file.length <= 255 && !/[/\\\p{Cc}:]/u.test(file) && !/^\.+$/.test(file);
}

function readManifest(parts: ReadonlyMap<string, Uint8Array>, name: string): z.infer<typeof manifestSchema> {
  const json = parseJson(part(parts, PARTS.manifest, name));
  const version = z.object({ format: z.literal('briefmark brief'), version: z.int() }).safeParse(json);
  if (!version.success) throw damaged(name, 'it is not a Briefmark package');
  if (version.data.version > PACKAGE_VERSION) {
    throw new Refusal(
      'newer-format',
      `“${name}” was written by a newer Briefmark (format ${version.data.version}; this one reads up to ${PACKAGE_VERSION}). Update Briefmark to open it.`,
    );
  }
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) throw damaged(name, 'its manifest can’t be read');
  return manifest.data;
}

function checkParts(parts: ReadonlyMap<string, Uint8Array>, hashes: Record<string, string>, name: string): void {
  for (const [path, bytes] of parts) {
    if (path === PARTS.manifest) continue;
    if (!Object.hasOwn(hashes, path) || hashes[path] !== sha256Bytes(bytes)) {
      throw new Refusal(
        'wrong-checksum',
        `“${name}” is damaged: its part “${path}” has a wrong checksum. Ask its sender for a new copy; nothing was changed.`,
      );
    }
  }
  for (const path of Object.keys(hashes)) part(parts, path, name);
}

function part(parts: ReadonlyMap<string, Uint8Array>, path: string, name: string): Uint8Array {
  const bytes = parts.get(path);
  if (!bytes) throw damaged(name, `its part “${path}” is missing`);
  return bytes;
}

function originalOf(parts: ReadonlyMap<string, Uint8Array>): PackagedBrief['original'] {
  for (const [path, bytes] of parts) {
    if (path.startsWith(ORIGINAL)) return { name: path.slice(ORIGINAL.length), bytes };
  }
  return undefined;
}

/**
 * The pictures, whose bytes stay as they are.
 *
 * @param checks whether each is the one that its name says, and one that can be shown
 */
function imagesIn(
  parts: ReadonlyMap<string, Uint8Array>,
  name: string,
  checks: boolean,
): ReadonlyMap<string, Uint8Array> {
  const images = new Map<string, Uint8Array>();
  try {
    for (const [path, bytes] of parts) {
      if (!path.startsWith(IMAGES)) continue;
      const sha256 = path.slice(IMAGES.length);
      if (checks) checkImage(sha256, bytes);
      images.set(sha256, bytes);
    }
    demandRoomFor(images.values());
  } catch (error) {
    throw damaged(name, 'its pictures are damaged, or more than a brief can hold', error);
  }
  return images;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function damaged(name: string, why: string, cause?: unknown): Refusal {
  return new Refusal(
    'damaged-package',
    `“${name}” can’t be opened: ${why}. Ask its sender for a new copy; nothing was changed.`,
    { cause },
  );
}
