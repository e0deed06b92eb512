import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../disk.ts';
import { encodeRecord, scanRecords } from './record.ts';

const KEYFRAME = /^keyframe-(\d+)\.bin$/;
/** The newest may be damaged, so the one before it is kept too. */
const KEYFRAMES_KEPT = 2;

/** The state of an article after some record, so that one damaged record doesn't tear what was built upon it. */
export interface Keyframe {
  /** The number of the last record that it holds. */
  n: number;
  /** The article's Yjs state as one update. */
  text: Uint8Array;
}

/** Writes a keyframe beside the log, and removes those that are older than the last two. */
export async function writeKeyframe(
  folder: string,
  marker: Uint8Array,
  { n, text }: Keyframe,
  what: string,
): Promise<void> {
  const record = encodeRecord({ v: 1, n, at: Date.now(), by: '', text }, marker);
  await replaceFile(join(folder, `keyframe-${n}.bin`), record, what);
  for (const { name } of (await listKeyframes(folder)).slice(KEYFRAMES_KEPT))
    await rm(join(folder, name), { force: true });
}

/** The newest keyframe that can be read, and a sentence for each that can't. */
export async function readKeyframe(
  folder: string,
  marker: Uint8Array,
): Promise<{ keyframe?: Keyframe; damage: string[] }> {
  const damage: string[] = [];
  for (const { name } of await listKeyframes(folder)) {
    const { records } = scanRecords(await readFile(join(folder, name)), marker, 0);
    const [first] = records;
    if (first?.record.text) return { keyframe: { n: first.record.n, text: first.record.text }, damage };
    damage.push(`A saved state of the article (${name}) can’t be read; an older one was used, with the log.`);
  }
  return { damage };
}

/** Removes the keyframes of records after some number. */
export async function removeKeyframes(folder: string, after: number): Promise<void> {
  for (const { name, n } of await listKeyframes(folder)) if (n > after) await rm(join(folder, name), { force: true });
}

/** Newest first. */
async function listKeyframes(folder: string): Promise<{ name: string; n: number }[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => {
      const match = KEYFRAME.exec(name);
      return match ? [{ name, n: Number(match[1]) }] : [];
    })
    .sort((a, b) => b.n - a.n);
}
