import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../services/disk.ts';
import { type OwnerRecord, RECORD_FILE, RELEASED_FILE } from './record.ts';

/*
 * Who owns a library is a chain of folders, `owner.1`, `owner.2`, …: the owner is who made the last. A lock file that
 * is removed and made anew can't be made safe: of two processes that find a dead one's, the slower removes the lock of
 * the quicker. Here nobody removes anything to get in: a folder with its record inside is renamed to the next number,
 * which the file system grants to one process only, as a folder that isn't empty can't be replaced.
 */

/** How many earlier folders stay, so that a process that was asleep for a moment finds its number taken. */
const KEPT = 4;

/** What a claim that was killed half-way leaves behind is swept after this time. */
const ABANDONED = 60 * 60_000;

const OWNER = /^owner\.([1-9]\d{0,14})$/;
const LEFT_BEHIND = /^(?:claim-[0-9a-f]{16}|[0-9a-f]{16}\.sock)$/;

/** The folder of the owner with a number. */
export function ownerFolder(folder: string, generation: number): string {
  return join(folder, `owner.${generation}`);
}

/** The last owner's number; 0 where there never was one. */
export async function lastGeneration(folder: string): Promise<number> {
  return Math.max(0, ...generationsIn(await readdir(folder)));
}

/**
 * Tries to become the owner with this number.
 *
 * @returns whether it worked; false means that another process came first
 */
export async function takeGeneration(folder: string, generation: number, record: OwnerRecord): Promise<boolean> {
  const claim = join(folder, `claim-${randomBytes(8).toString('hex')}`);
  const target = ownerFolder(folder, generation);
  await mkdir(claim, { mode: 0o700 });
  try {
    await writeFile(join(claim, RECORD_FILE), JSON.stringify(record), { mode: 0o600 });
    await rename(claim, target);
  } catch (error) {
    await rm(claim, { recursive: true, force: true });
    // Windows says EPERM of a folder that is there; elsewhere it would mean something else.
    const taken = ['ENOTEMPTY', 'EEXIST', ...(process.platform === 'win32' ? ['EPERM', 'EACCES'] : [])];
    if (taken.includes(errorCode(error) ?? '')) return false;
    throw error;
  }
  // A process that slept since it looked may have got a number that was swept away long ago.
  if ((await lastGeneration(folder)) === generation) return true;
  await rm(target, { recursive: true, force: true });
  return false;
}

/** Says that the owner with this number has ended, although its process may run on for a while. */
export async function releaseGeneration(folder: string, generation: number): Promise<void> {
  await writeFile(join(ownerFolder(folder, generation), RELEASED_FILE), '', { mode: 0o600 });
}

/** Removes what earlier owners and broken-off claims left; for the owner with this number. Never throws. */
export async function sweep(folder: string, generation: number, now = Date.now()): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  const old = generationsIn(names).filter((number) => number <= generation - KEPT);
  const remove = (path: string) => rm(path, { recursive: true, force: true }).catch(() => {});
  for (const number of old) await remove(ownerFolder(folder, number));
  for (const name of names.filter((name) => LEFT_BEHIND.test(name))) {
    const path = join(folder, name);
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => now,
    );
    if (now - changed > ABANDONED) await remove(path);
  }
}

function generationsIn(names: readonly string[]): number[] {
  return names.flatMap((name) => {
    const match = OWNER.exec(name);
    return match ? [Number(match[1])] : [];
  });
}
