import type { Brief } from '../brief/brief.ts';
import { type Incoming, type Refused, takeIn } from '../brief/incoming.ts';
import type { Change } from '../library/stored-brief.ts';
import type { NewRecord } from '../log/log.ts';
import type { SyncTarget } from './target.ts';

/** A brief in memory, with the records that its owner is to keep: one that is being joined, or one of a file. */
export class MemoryTarget implements SyncTarget {
  readonly records: NewRecord[] = [];
  private readonly watchers = new Set<(record: NewRecord) => void>();

  constructor(readonly brief: Brief) {}

  async takeIn(incoming: Incoming, by: string, now: number): Promise<Change & { refused: Refused[] }> {
    const { record, ...taken } = takeIn(this.brief, incoming, by, now);
    if (record) this.keep(record);
    return taken;
  }

  async replaceText(state: Uint8Array, by: string, now: number): Promise<Change> {
    const { change, touched } = this.brief.replaceText(state);
    this.keep({ at: now, by, text: state, anew: true });
    return { entries: [], annotations: touched, ...(change ? { article: change } : {}) };
  }

  onRecord(watcher: (record: NewRecord) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Keeps a record that was made of the brief elsewhere. */
  keep(record: NewRecord): void {
    this.records.push(record);
    for (const watcher of this.watchers) watcher(record);
  }
}
