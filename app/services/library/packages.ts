import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as Y from 'yjs';
import { titleOf } from '../../../shared/article/blocks.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { Brief } from '../brief/brief.ts';
import { makeMarker } from '../crypto.ts';
import { errorCode } from '../disk.ts';
import { logOf, markerOf, type NewRecord, readRecords } from '../log/log.ts';
import type { LogRecord } from '../log/record.ts';
import { type PackagedBrief, readPackage, writePackage } from '../package/package.ts';
import { createBriefFolder, FILES, readBriefFolder, safeName } from './brief-folder.ts';
import type { Library, MadeBrief } from './library.ts';

/** A library's brief as a package, under a file name that suits its title. */
export async function packageOf(library: Library, id: BriefId): Promise<{ name: string; bytes: Uint8Array }> {
  const folder = library.folderOf(id);
  return library.with(id, async (stored) => {
    const { brief, leftOut } = stored;
    const { createdAt } = await readBriefFolder(folder, id);
    const original = await readOriginal(folder);
    const log = await readFile(join(folder, FILES.log));
    const images = await stored.images.all();
    const bytes = writePackage({ brief, createdAt, log, leftOut, images, ...(original ? { original } : {}) });
    return { name: `${safeName(titleOf(brief.article))}.brief`, bytes };
  });
}

/** The package of a brief that was made just now and is kept in a file instead of a library. */
export function packageOfNew(
  { brief, records, leftOut, original, images = new Map() }: MadeBrief,
  createdAt: number,
): Uint8Array {
  const log = logOf(Buffer.from(makeMarker(), 'hex'), records);
  const named = original && { original: { ...original, name: safeName(original.name) } };
  return writePackage({ brief, createdAt, log, leftOut, images, ...named });
}

/**
 * Adds a package to a library.
 *
 * @throws {Refusal} where it is damaged, or its brief is in the library already
 */
export async function addPackage(library: Library, bytes: Uint8Array, name: string): Promise<BriefId> {
  const packaged = readPackage(bytes, name);
  const { brief, createdAt, leftOut, original, images } = packaged;
  const marker = Buffer.from(makeMarker(), 'hex');
  const log = historyOf(packaged);
  const { id, founder, nonce } = brief;
  const file = { format: 1 as const, id, founder, nonce, marker: marker.toString('hex'), createdAt };
  const keyframe = { n: log.length, text: Y.encodeStateAsUpdate(brief.text) };
  await createBriefFolder(library.folder, { file, log, keyframe, leftOut, images, ...(original ? { original } : {}) });
  return id;
}

/**
 * The log of a brief that came in a package: its history, as far as that can be believed, and a last record that
 * completes it. A log of this library's is read without checking signatures again, so only entries that were verified
 * may stand in it; the article's history is kept only where it leads to the very article that the package holds.
 */
function historyOf({ brief, log }: PackagedBrief): NewRecord[] {
  const unlogged = new Map([...brief.notes.entries].map(([id, entry]) => [id as string, JSON.stringify(entry)]));
  for (const [id, raw] of brief.unknown) unlogged.set(id, JSON.stringify(raw));
  const marker = markerOf(log);
  const history = marker ? readRecords(log, marker).records.map(({ record }) => record) : [];
  const texts = leadsTo(brief, history) ? history.map(({ text }) => text) : [];
  const records = history.map(({ at, by, entries = [] }, i): NewRecord => {
    const text = texts[i];
    const known = entries.map(idIn).flatMap((id) => takeFrom(unlogged, id));
    return { at, by, ...(text ? { text } : {}), entries: known };
  });
  const last: NewRecord = {
    at: Date.now(),
    by: brief.founder,
    ...(texts.length > 0 ? {} : { text: Y.encodeStateAsUpdate(brief.text) }),
    notes: Y.encodeStateAsUpdate(brief.notesDoc),
    entries: [...unlogged.values()],
  };
  return [...records.filter(({ text, entries }) => text || (entries?.length ?? 0) > 0), last];
}

function takeFrom(map: Map<string, string>, id: string): string[] {
  const found = map.get(id);
  map.delete(id);
  return found === undefined ? [] : [found];
}

function idIn(json: string): string {
  try {
    const { id } = JSON.parse(json) as { id?: unknown };
    return typeof id === 'string' ? id : '';
  } catch {
    return '';
  }
}

function leadsTo(brief: Brief, history: readonly LogRecord[]): boolean {
  const doc = new Y.Doc();
  try {
    for (const { text } of history) if (text) Y.applyUpdate(doc, text);
  } catch {
    return false;
  }
  return Buffer.from(Y.encodeStateAsUpdate(doc)).equals(Y.encodeStateAsUpdate(brief.text));
}

async function readOriginal(folder: string): Promise<PackagedBrief['original']> {
  const names = await readdir(join(folder, FILES.original)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const [name] = names;
  return name === undefined ? undefined : { name, bytes: await readFile(join(folder, FILES.original, name)) };
}
