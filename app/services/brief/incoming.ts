import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { BODY, META, readSharedArticle } from '../../../shared/article/shared-article.ts';
import type { ArticleChange } from '../../../shared/bridge.ts';
import { checkEntry, type Entry, parseEntry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { verifying } from '../crypto.ts';
import type { NewRecord } from '../log/log.ts';
import type { Brief } from './brief.ts';
import { type BriefMeta, FORMAT_VERSION, readMeta } from './meta.ts';

/** What comes to a brief from elsewhere: an editor of its article, a relay, another copy. Nothing of it is trusted. */
export interface Incoming {
  /** A Yjs update of the article's document. */
  text?: Uint8Array;
  /** Values that claim to be entries. */
  entries?: Iterable<unknown>;
  /** They were checked for this very brief already, as those of a package that was read. */
  checked?: boolean;
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
  const wrong = incoming.text && wrongWith(brief, incoming.text);
  if (wrong) refused.push({ id: 'text', reason: wrong });

  const before = { article: brief.article, placements: new Map(brief.placements) };
  const text = incoming.text && !wrong ? changing(brief.text, incoming.text) : undefined;
  if (text) brief.readText();
  const notes = values.length > 0 ? brief.writeEntries(values) : undefined;
  const { entries, annotations } = brief.addEntries(values);

  if (text) for (const id of movedSince(before.placements, brief)) annotations.add(id);
  const article = text && articleChange(before.article, brief.article, brief.revision);
  const logged = {
    ...(text ? { text } : {}),
    ...(notes ? { notes, entries: values.map((v) => JSON.stringify(v)) } : {}),
  };
  return {
    ...(text || notes ? { record: { at: now, by, ...logged } } : {}),
    entries,
    annotations,
    ...(article ? { article } : {}),
    refused,
  };
}

/** The entries that are new here and are what they claim to be; those of unknown types are kept too. */
function newValues(brief: Brief, { entries = [], checked }: Incoming, refused: Refused[]): unknown[] {
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
    seen.add(id);
    const disbelief = parsed.ok && !checked ? checkEntry(parsed.entry, brief.id, verifying) : undefined;
    if (disbelief) refused.push({ id, reason: disbelief });
    else taken.push(parsed.ok ? parsed.entry : parsed.raw);
  }
  return taken;
}

function claimedId(value: unknown): string {
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id.slice(0, 64) : '';
}

/** Why a change of the article can't be taken in, found on a copy; undefined where it can. */
function wrongWith(brief: Brief, update: Uint8Array): string | undefined {
  const stage = new Y.Doc();
  try {
    Y.applyUpdate(stage, Y.encodeStateAsUpdate(brief.text));
    Y.applyUpdate(stage, update);
    if (stage.store.pendingStructs || stage.store.pendingDs) return 'It builds on a change that is not here.';
    readSharedArticle(stage.getXmlFragment(BODY));
    return wrongMeta(brief.meta, readMeta(stage.getMap(META)));
  } catch {
    return 'It does not fit what an article can be.';
  } finally {
    stage.destroy();
  }
}

function wrongMeta(held: BriefMeta, meta: BriefMeta): string | undefined {
  if (meta.brief !== held.brief || meta.founder !== held.founder || meta.nonce !== held.nonce)
    return 'It is of another brief.';
  return meta.formatVersion > FORMAT_VERSION ? 'It was made by a newer Briefmark.' : undefined;
}

/** Applies an update; gives what of it was new, as one update, or undefined where nothing was. */
export function changing(doc: Y.Doc, update: Uint8Array): Uint8Array | undefined {
  let changed: Uint8Array | undefined;
  const keep = (each: Uint8Array) => {
    changed = changed ? Y.mergeUpdates([changed, each]) : each;
  };
  doc.on('update', keep);
  try {
    Y.applyUpdate(doc, update);
  } finally {
    doc.off('update', keep);
  }
  return changed;
}

/** The annotations that stand elsewhere than they did. */
export function movedSince(before: Brief['placements'], { placements }: Brief): EntryId[] {
  return [...placements.keys()].filter((id) => JSON.stringify(before.get(id)) !== JSON.stringify(placements.get(id)));
}

/** The blocks that differ between two states of an article; undefined where none does. */
export function articleChange(before: Node, after: Node, revision: number): ArticleChange | undefined {
  if (before.eq(after)) return undefined;
  const most = Math.min(before.childCount, after.childCount);
  let from = 0;
  while (from < most && before.child(from).eq(after.child(from))) from++;
  let back = 0;
  while (
    back < most - from &&
    before.child(before.childCount - 1 - back).eq(after.child(after.childCount - 1 - back))
  ) {
    back++;
  }
  const blocks: unknown[] = [];
  for (let i = from; i < after.childCount - back; i++) blocks.push(after.child(i).toJSON());
  return { from, to: before.childCount - back, blocks, revision };
}
