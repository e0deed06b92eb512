import { join } from 'node:path';
import { z } from 'zod';
import { MAX_REMEMBERED, type Remembered, type RememberedValue } from '../../shared/bridge/app.ts';
import { makeFolder, readJson, replaceFile } from './disk.ts';

const schema = z.record(z.string(), z.json());

/** Writing waits this long after the last change: a pane that is dragged changes with every frame. */
const DELAY_MS = 300;

/**
 * What windows remember on this computer from one start to the next: panes, scroll positions, filters with names. It is
 * nobody's work: losing it costs a moment, so it is written late, and what can't be read is begun anew.
 */
export class RememberedState {
  private values: Map<string, RememberedValue> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly home: string) {}

  /** Everything that is remembered. */
  async all(): Promise<Remembered> {
    return Object.fromEntries(await this.load());
  }

  /** Remembers a value under a key, or with null forgets it. The one that was changed longest ago makes room. */
  async set(key: string, value: RememberedValue): Promise<void> {
    const values = await this.load();
    values.delete(key);
    if (value !== null) values.set(key, value);
    for (const oldest of values.keys()) {
      if (values.size <= MAX_REMEMBERED) break;
      values.delete(oldest);
    }
    this.timer ??= setTimeout(() => void this.flush(), DELAY_MS);
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    if (!this.timer) return this.writing;
    clearTimeout(this.timer);
    this.timer = undefined;
    const json = JSON.stringify(Object.fromEntries(this.values ?? []));
    this.writing = this.writing.then(async () => {
      try {
        await makeFolder(this.home, 'The state of the windows');
        await replaceFile(this.path, json, 'The state of the windows');
      } catch {
        // A full disk is told of where somebody's work is at stake.
      }
    });
    return this.writing;
  }

  private async load(): Promise<Map<string, RememberedValue>> {
    if (!this.values) {
      const read = schema.safeParse(await readJson(this.path).catch(() => undefined));
      this.values ??= new Map(read.success ? Object.entries(read.data) : []);
    }
    return this.values;
  }

  private get path(): string {
    return join(this.home, 'remembered.json');
  }
}
