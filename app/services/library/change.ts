import type { ArticleChange } from '../../../shared/bridge.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { Settled } from '../brief/arriving.ts';
import type { AttributedPayload } from '../brief/brief.ts';

/** What an action became: all of it is on the disk. */
export interface Change {
  entries: Entry[];
  /** Those that look different now, or stand elsewhere. */
  annotations: Set<EntryId>;
  article?: ArticleChange;
  /** Entries that nobody else sees. */
  privately?: Entry[];
  /** Annotations that were private and are everybody's now. */
  published?: EntryId[];
  /** What became of entries that windows have shown before they were verified. */
  settled?: Settled | undefined;
  /** Private entries that are gone for good. */
  erasedPrivately?: EntryId[];
}

/** What is to be done as one action: entries, and perhaps a change of the article. */
export interface Plan {
  payloads: AttributedPayload[];
  update?: Uint8Array;
}
