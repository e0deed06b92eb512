import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { readJson, replaceFile } from '../disk.ts';

const schema = z.object({ since: z.int().nonnegative() });

/** Since when a brief has had no connection to its relay, also over a restart; in milliseconds since 1970. */
export class OfflineSince {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    /** Undefined while there is one, or where the last end of the app left no word. */
    private since: number | undefined,
  ) {}

  static async load(path: string): Promise<OfflineSince> {
    const read = schema.safeParse(await readJson(path));
    return new OfflineSince(path, read.success ? read.data.since : undefined);
  }

  /** What is kept; a clock that was set back since doesn't make it a time to come. */
  before(now: number): number {
    return Math.min(this.since ?? now, now);
  }

  /** Keeps it where it is another one; answers when it is on the disk. */
  keep(since: number | undefined): Promise<void> {
    if (since === this.since) return this.writing;
    this.since = since;
    const write = () =>
      since === undefined
        ? rm(this.path, { force: true })
        : replaceFile(this.path, JSON.stringify({ since }), 'Since when the relay is away');
    this.writing = this.writing.catch(() => {}).then(write);
    return this.writing;
  }
}
