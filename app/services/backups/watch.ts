import { statfs } from 'node:fs/promises';
import { BACKUP_EVERY_MS, type Backups } from './backups.ts';

/** A disk with less room than this is said to be nearly full: a long brief with its pictures still fits a few times. */
export const NEARLY_FULL_BYTES = 200 * 1024 * 1024;
/** Often enough to be told in time, seldom enough to cost nothing. */
const LOOK_EVERY_MS = 5 * 60 * 1000;
/** After the start a person has other things to do first. */
const FIRST_BACKUP_AFTER_MS = 60 * 1000;

/** Says that the disk is nearly full, once each time that it becomes so. */
export class DiskWatch {
  private told = false;

  constructor(
    private readonly folder: string,
    private readonly tell: (sentence: string) => void,
    private readonly free: (folder: string) => Promise<number> = freeBytes,
  ) {}

  /** Looks how much room is left. */
  async look(): Promise<void> {
    const free = await this.free(this.folder).catch(() => Number.POSITIVE_INFINITY);
    const full = free < NEARLY_FULL_BYTES;
    if (full && !this.told) {
      const left = Math.floor(free / 1024 / 1024);
      this.tell(
        `The disk is nearly full: ${left} MB are left. What you do is saved still; free some space before it can’t be.`,
      );
    }
    this.told = full;
  }
}

async function freeBytes(folder: string): Promise<number> {
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
  void disk.look();
  const timers = [
    setInterval(() => void disk.look(), LOOK_EVERY_MS),
    setInterval(backUp, BACKUP_EVERY_MS),
    setTimeout(backUp, FIRST_BACKUP_AFTER_MS),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}
