import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ShortOfRoom } from '../../../shared/offline/backups.ts';
import { errorCode } from '../disk.ts';
import type { Backups } from './backups.ts';

/** A disk with less room than this is said to be nearly full: a long brief with its pictures still fits a few times. */
export const NEARLY_FULL_BYTES = 200 * 1024 * 1024;
/** How often it is looked whether a brief has changed since its last backup. */
export const BACKUP_EVERY_MS = 60 * 60 * 1000;
/** Often enough to be told in time, seldom enough to cost nothing. */
const LOOK_EVERY_MS = 5 * 60 * 1000;
/** After the start a person has other things to do first. */
const FIRST_BACKUP_AFTER_MS = 60 * 1000;

/** Looks whether the disks on which things are kept are nearly full, and tells when that has changed. */
export class DiskWatch {
  private short: ShortOfRoom[] = [];

  /**
   * @param folders where things are kept; asked anew each time, since the one for backups can be changed
   * @param changed what there is to tell is another thing than before
   */
  constructor(
    private readonly folders: () => Promise<Record<ShortOfRoom['what'], string>>,
    private readonly changed: () => void,
    private readonly free: (folder: string) => Promise<number> = freeBytesFor,
  ) {}

  /** Looks how much room is left; gives the disks that are nearly full. */
  async look(): Promise<ShortOfRoom[]> {
    const folders = Object.entries(await this.folders()) as [ShortOfRoom['what'], string][];
    const looked = await Promise.all(
      folders.map(async ([what, folder]): Promise<ShortOfRoom> => {
        const freeBytes = await this.free(folder).catch(() => Number.POSITIVE_INFINITY);
        return { what, folder, freeBytes };
      }),
    );
    const library = looked.find(({ what }) => what === 'library');
    // To the byte the same room is the same disk, of which once is enough.
    const short = looked.filter(
      (each) => each.freeBytes < NEARLY_FULL_BYTES && (each === library || each.freeBytes !== library?.freeBytes),
    );
    const names = (all: readonly ShortOfRoom[]) => all.map(({ what }) => what).join(' ');
    const isNews = names(short) !== names(this.short);
    this.short = short;
    if (isNews) this.changed();
    return short;
  }
}

/** How much room there is for a folder that may still have to be made, as at the first start. */
async function freeBytesFor(folder: string): Promise<number> {
  try {
    return await freeBytes(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (errorCode(error) !== 'ENOENT' || parent === folder) throw error;
    return freeBytesFor(parent);
  }
}

/** How much room the disk of a folder has. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Looks after disk and backups as long as the services run. @returns a function that ends it */
export function lookAfter(disk: DiskWatch, backups: Backups, tell: (sentence: string) => void): () => void {
  const backUp = () => {
    backups.run().catch((error: unknown) => {
      tell(`A backup could not be made. ${error instanceof Error ? error.message : ''}`.trim());
    });
  };
  const look = () => void disk.look().catch(() => {});
  look();
  const timers = [
    setInterval(look, LOOK_EVERY_MS),
    setInterval(backUp, BACKUP_EVERY_MS),
    setTimeout(backUp, FIRST_BACKUP_AFTER_MS),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}
