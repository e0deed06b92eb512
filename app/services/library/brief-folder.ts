import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as Y from 'yjs';
import { z } from 'zod';
import { META } from '../../../shared/article/shared-article.ts';
import type { LeftOut } from '../../../shared/importing/imported.ts';
import { briefIdOf } from '../../../shared/model/entry.ts';
import { type BriefId, briefIdSchema, personIdSchema } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { BriefIdentity } from '../brief/brief.ts';
import { verifying } from '../crypto.ts';
import {
  diskRefusal,
  errorCode,
  makeFolder,
  PRIVATE_FILE,
  PRIVATE_FOLDER,
  readJson,
  replaceFile,
  syncFolder,
} from '../disk.ts';
import { type Keyframe, readKeyframe, writeKeyframe } from '../log/keyframe.ts';
import { Log, markerOf, type NewRecord, readRecords } from '../log/log.ts';

/** What lies in a brief's folder. Keyframes and a glance stand beside them, and `damaged/` where something was set aside. */
export const FILES = {
  /** Which brief it is, and the marker of its log. */
  brief: 'brief.json',
  log: 'log',
  leftOut: 'left-out.json',
  drafts: 'drafts.json',
  /** When it was put into the bin. */
  bin: 'bin.json',
  /** Its folder and tags in this library. */
  shelf: 'shelf.json',
  /** Its words, ready to be searched: a cache. */
  search: 'search.json',
  /** A folder with the file that was imported, as it was. */
  original: 'original',
  /** A folder with the article's and the comments' pictures, named by their SHA-256. */
  images: 'images',
} as const;

/** Folders that are being made begin with this; one that is found at a start was never finished. */
export const UNFINISHED = '.new-';

export const leftOutSchema = z.array(z.object({ text: z.string(), reason: z.string() }));

const briefFileSchema = z.object({
  format: z.literal(1),
  id: briefIdSchema,
  founder: personIdSchema,
  nonce: z.string(),
  /** The log's marker in hexadecimal. */
  marker: z.string().regex(/^[0-9a-f]{16}$/),
  /** In milliseconds since 1970. */
  createdAt: z.number(),
});

type BriefFile = z.infer<typeof briefFileSchema>;

/** All that a new folder holds. */
export interface NewFolder {
  file: BriefFile;
  /** The log, as records to be numbered or as the bytes of a log that there is already. */
  log: NewRecord[] | Uint8Array;
  /**
   * The article's Yjs state, and the number of the last record that it holds: what damage to the log can't touch. None
   * where nothing is there yet.
   */
  keyframe?: Keyframe;
  leftOut: LeftOut[];
  original?: { name: string; bytes: Uint8Array };
  /** Pictures by the SHA-256 of their bytes; they have been checked. */
  images?: ReadonlyMap<string, Uint8Array>;
}

/**
 * Makes a brief's folder, whole or not at all: it is filled under another name and renamed when all of it is durable.
 *
 * @throws {Refusal} where the disk is full or may not be written, or the brief is there already
 */
export async function createBriefFolder(
  library: string,
  { file, log, keyframe, leftOut, original, images }: NewFolder,
): Promise<string> {
  const what = 'The brief';
  await makeFolder(library, what);
  const unfinished = join(library, `${UNFINISHED}${file.id}`);
  const folder = join(library, file.id);
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: PRIVATE_FOLDER });
    await writeDurably(join(unfinished, FILES.brief), JSON.stringify(file));
    await writeDurably(join(unfinished, FILES.leftOut), JSON.stringify(leftOut));
    if (original) {
      await mkdir(join(unfinished, FILES.original), { mode: PRIVATE_FOLDER });
      await writeDurably(join(unfinished, FILES.original, safeName(original.name)), original.bytes);
      await syncFolder(join(unfinished, FILES.original));
    }
    if (images && images.size > 0) await writeImages(join(unfinished, FILES.images), images);
    const marker = Buffer.from(file.marker, 'hex');
    if (log instanceof Uint8Array) await writeDurably(join(unfinished, FILES.log), log);
    else await Log.create(join(unfinished, FILES.log), marker, log, what);
    if (keyframe) await writeKeyframe(unfinished, marker, keyframe, what);
    await syncFolder(unfinished);
    await rename(unfinished, folder);
    await syncFolder(library);
    return folder;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
    if (errorCode(error) === 'ENOTEMPTY' || errorCode(error) === 'EEXIST') {
      throw new Refusal('already-there', 'This brief is in your library already, perhaps in the bin. Open it there.', {
        cause: error,
      });
    }
    throw diskRefusal(error, what);
  }
}

async function writeImages(folder: string, images: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await mkdir(folder, { mode: PRIVATE_FOLDER });
  for (const [sha256, bytes] of images) await writeDurably(join(folder, sha256), bytes);
  await syncFolder(folder);
}

async function writeDurably(path: string, data: string | Uint8Array): Promise<void> {
  await writeFile(path, data, { mode: PRIVATE_FILE, flag: 'wx', flush: true });
}

/** A file name without a folder, and without what some system doesn't take in names. */
export function safeName(name: string): string {
  const plain = basename(name)
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, '_')
    .slice(-120);
  return /^\.*$/.test(plain) ? 'article' : plain;
}

/** Which brief a folder holds, and how to read its log. */
export interface BriefFolder {
  identity: BriefIdentity;
  marker: Uint8Array;
  createdAt: number;
}

/**
 * Reads which brief a folder holds. Where `brief.json` is damaged, the log says it too: its beginning holds the marker,
 * and the article's description the founder; the file is then written anew.
 *
 * @throws {Refusal} where neither can be read
 */
export async function readBriefFolder(folder: string, id: BriefId): Promise<BriefFolder> {
  const parsed = briefFileSchema.safeParse(await readJson(join(folder, FILES.brief)));
  const file = parsed.success && isRightId(parsed.data, id) ? parsed.data : await recoverBriefFile(folder, id);
  const { founder, nonce, marker, createdAt } = file;
  return { identity: { id, founder, nonce }, marker: Buffer.from(marker, 'hex'), createdAt };
}

async function recoverBriefFile(folder: string, id: BriefId): Promise<BriefFile> {
  // A brief that isn't there is no damaged one; the library says so.
  await stat(folder);
  const log = await readFile(join(folder, FILES.log)).catch(() => new Uint8Array());
  const marker = markerOf(log);
  const records = marker ? readRecords(log, marker).records : [];
  const doc = new Y.Doc();
  const { keyframe } = marker ? await readKeyframe(folder, marker) : {};
  if (keyframe) Y.applyUpdate(doc, keyframe.text);
  else for (const { record } of records) if (record.text) Y.applyUpdate(doc, record.text);
  const meta = doc.getMap(META).toJSON();
  const hex = marker && Buffer.from(marker).toString('hex');
  const createdAt = records[0]?.record.at;
  const file = briefFileSchema.safeParse({
    format: 1,
    id,
    founder: meta.founder,
    nonce: meta.nonce,
    marker: hex,
    createdAt,
  });
  if (!file.success || !isRightId(file.data, id)) {
    throw new Refusal(
      'brief-damaged',
      `The brief in “${folder}” can’t be opened: its description is damaged, and its log does not tell either. Bring it back from a backup or a package.`,
    );
  }
  await replaceFile(join(folder, FILES.brief), JSON.stringify(file.data), 'The brief');
  return file.data;
}

function isRightId({ id, founder, nonce }: BriefFile, wanted: BriefId): boolean {
  return id === wanted && briefIdOf(founder, nonce, verifying.sha256) === id;
}
