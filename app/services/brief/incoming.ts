import * as Y from 'yjs';
import type { ArticleChange } from '../../../shared/bridge.ts';
import { checkEntry, type Entry, parseEntry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { verifying } from '../crypto.ts';
import type { NewRecord } from '../log/log.ts';
import type { Brief } from './brief.ts';

/** What comes to a brief from elsewhere: an editor of its article, a relay, another copy. Nothing of it is trusted. */
export interface Incoming {
  /** A Yjs update of the article's document. */
  text?: Uint8Array;
  /** Whoever it comes by typed it here just now, and can take it back. */
  typed?: true;
  /** Values that claim to be entries. */
  entries?: Iterable<unknown>;
  /** They were checked for this very brief already, as those of a package that was read. */
  checked?: boolean;
  /** Those of the very values of `entries` that were found right ahead, where there are many; see `rightEntries`. */
  verified?: ReadonlySet<unknown>;
}

/** Something that was not taken in, and why. `id` is an entry's, or `text` for a change of the article. */
export interface Refused {
  id: string;
  reason: string;
}

/** What became of something incoming. It is in memory; the caller shows nothing as saved before `record` is logged. */
export interface TakenIn {
  /** What to log; absent where nothing was new. */
  record?: NewRecord;
  entries: Entry[];
  /** The annotations that look different or stand elsewhere. */
  annotations: Set<EntryId>;
  article?: ArticleChange;
  refused: Refused[];
}

/**
 * Takes in what comes from elsewhere: entries one by one, each checked; a change of the article whole, or not at all.
 *
 * @param by whose connection or file it came by
 * @param now this machine's clock, in milliseconds since 1970
 */
export function takeIn(brief: Brief, incoming: Incoming, by: string, now: number): TakenIn {
  const refused: Refused[] = [];
  const values = newValues(brief, incoming, refused);
  const wrong = incoming.text && brief.stage.wrongWith(incoming.text, brief.meta);
  if (wrong) refused.push({ id: 'text', reason: wrong });

  const text =
    incoming.text && !wrong ? changing(brief.text, incoming.text, incoming.typed ? by : undefined) : undefined;
  const read = text ? brief.readText() : undefined;
  const notes = values.length > 0 ? brief.writeEntries(values) : undefined;
  const { entries, annotations } = brief.addEntries(values);

  for (const id of read?.touched ?? []) annotations.add(id);
  const logged = {
    ...(text ? { text } : {}),
    ...(notes ? { notes, entries: values.map((v) => JSON.stringify(v)) } : {}),
  };
  return {
    ...(text || notes ? { record: { at: now, by, ...logged } } : {}),
    entries,
    annotations,
    ...(read?.change ? { article: read.change } : {}),
    refused,
  };
}

/** The entries that are new here and are what they claim to be; those of unknown types are kept too. */
function newValues(brief: Brief, { entries = [], checked, verified }: Incoming, refused: Refused[]): unknown[] {
  const taken: unknown[] = [];
  const seen = new Set<string>();
  for (const value of entries) {
    const parsed = parseEntry(value);
    if (!parsed.ok && !parsed.unknown) {
      refused.push({ id: claimedId(value), reason: parsed.why });
      continue;
    }
    const id = parsed.ok ? parsed.entry.id : parsed.id;
    if (seen.has(id) || brief.holds(id)) continue;
    const isChecked = checked || verified?.has(value);
    const disbelief = parsed.ok && !isChecked ? checkEntry(parsed.entry, brief.id, verifying) : undefined;
    if (disbelief) {
      refused.push({ id, reason: disbelief });
      continue;
    }
    // Not before it is believed: one that only claims this id would keep the right one out.
    seen.add(id);
    taken.push(parsed.ok ? parsed.entry : parsed.raw);
  }
  return taken;
}

function claimedId(value: unknown): string {
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id.slice(0, 64) : '';
}

/**
 * Applies an update; gives what of it was new, as one update, or undefined where nothing was.
 *
 * @param by who did it: the origin that an undo manager asks for
 */
export function changing(doc: Y.Doc, update: Uint8Array, by?: string): Uint8Array | undefined {
  return updateOf(doc, () => Y.applyUpdate(doc, update, by));
}

/** What something changes in a document, as one update; undefined where nothing. */
export function updateOf(doc: Y.Doc, change: () => void): Uint8Array | undefined {
  let changed: Uint8Array | undefined;
  const keep = (each: Uint8Array) => {
    changed = changed ? Y.mergeUpdates([changed, each]) : each;
  };
  doc.on('update', keep);
  try {
    change();
  } finally {
    doc.off('update', keep);
  }
  return changed;
}
