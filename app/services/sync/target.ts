import type { Arriving } from '../brief/arriving.ts';
import type { Brief } from '../brief/brief.ts';
import type { Incoming, Refused } from '../brief/incoming.ts';
import type { ImageStore } from '../images/image-store.ts';
import type { Change } from '../library/change.ts';
import type { NewRecord } from '../log/log.ts';

/** A brief that is kept in step with a relay: one of the library, or one in a file. */
export interface SyncTarget {
  readonly brief: Brief;
  /** Absent where only entries and words are kept for now. */
  readonly images?: ImageStore;
  /** What can be read before it is verified. */
  readonly arriving: Arriving;
  takeIn(incoming: Incoming, by: string, now: number): Promise<Change & { refused: Refused[] }>;
  /** Replaces the article's document by another state of it. */
  replaceText(state: Uint8Array, by: string, now: number): Promise<Change>;
  onRecord(watcher: (record: NewRecord) => void): () => void;
}
