import { Arriving } from '../../app/services/brief/arriving.ts';
import type { Brief } from '../../app/services/brief/brief.ts';
import { type Incoming, type Refused, takeIn } from '../../app/services/brief/incoming.ts';
import type { Change } from '../../app/services/library/change.ts';
import type { NewRecord } from '../../app/services/log/log.ts';
import type { SyncTarget } from '../../app/services/sync/target.ts';

/** A brief in memory that is kept in step with a relay: of hundreds of clients, none needs a disk. */
export class MemoryTarget implements SyncTarget {
  readonly arriving: Arriving;
  private readonly watchers = new Set<(record: NewRecord) => void>();

  constructor(readonly brief: Brief) {
    this.arriving = new Arriving(brief);
  }

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

  /** Tells of a record that was made of the brief elsewhere. */
  keep(record: NewRecord): void {
    for (const watcher of this.watchers) watcher(record);
  }
}
