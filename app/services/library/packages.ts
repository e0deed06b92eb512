import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as Y from 'yjs';
import { titleOf } from '../../../shared/article/blocks.ts';
import type { BriefId, PersonId } from '../../../shared/model/ids.ts';
import { makeMarker } from '../crypto.ts';
import { errorCode } from '../disk.ts';
import { logOf } from '../log/log.ts';
import { believedHistory, historyOf } from '../package/history.ts';
import { type PackagedBrief, writePackage } from '../package/package.ts';
import { createBriefFolder, FILES, readBriefFolder, safeName } from './brief-folder.ts';
import type { Library, MadeBrief } from './library.ts';

/** What of a brief goes into a package besides its article and its threads. */
export interface Carried {
  /** Who did what when, and the article as it was at each moment. */
  history: boolean;
  /** The file that was imported. */
  original: boolean;
  images: boolean;
  /** Whose private notes: those of one person, or of everybody who works on this machine. Nobody's where it is absent. */
  privately?: PersonId | 'everybody';
}

const EVERYTHING: Carried = { history: true, original: true, images: true };
/** All that there is, for a backup. */
export const WITH_PRIVATE: Carried = { ...EVERYTHING, privately: 'everybody' };

/** A library's brief as a package, under a file name that suits its title. */
export async function packageOf(
  library: Library,
  id: BriefId,
  carried: Carried = EVERYTHING,
): Promise<{ name: string; bytes: Uint8Array }> {
  const folder = library.folderOf(id);
  return library.with(id, async (stored) => {
    const { brief, leftOut } = stored;
    const { createdAt } = await readBriefFolder(folder, id);
    const original = carried.original ? await readOriginal(folder) : undefined;
    const log = carried.history
      ? await readFile(join(folder, FILES.log))
      : logOf(Buffer.from(makeMarker(), 'hex'), historyOf(brief, [], Date.now()));
    const images = carried.images ? await stored.images.all() : new Map<string, Uint8Array>();
    const own = [...stored.own.notes.entries.values()];
    const privately = own.filter(({ by }) => carried.privately === 'everybody' || carried.privately === by);
    const bytes = writePackage({
      brief,
      createdAt,
      log,
      leftOut,
      images,
      privately,
      ...(original ? { original } : {}),
    });
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
 * @throws {Refusal} where its brief is in the library already
 */
export async function addPackaged(
  library: Library,
  { brief, createdAt, leftOut, original, images, log: history }: PackagedBrief,
): Promise<BriefId> {
  const marker = Buffer.from(makeMarker(), 'hex');
  const log = historyOf(brief, [believedHistory(brief, history)], Date.now());
  const { id, founder, nonce } = brief;
  const file = { format: 1 as const, id, founder, nonce, marker: marker.toString('hex'), createdAt };
  const keyframe = { n: log.length, text: Y.encodeStateAsUpdate(brief.text) };
  await createBriefFolder(library.folder, { file, log, keyframe, leftOut, images, ...(original ? { original } : {}) });
  return id;
}

async function readOriginal(folder: string): Promise<PackagedBrief['original']> {
  const names = await readdir(join(folder, FILES.original)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const [name] = names;
  return name === undefined ? undefined : { name, bytes: await readFile(join(folder, FILES.original, name)) };
}
