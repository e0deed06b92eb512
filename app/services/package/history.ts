import * as Y from 'yjs';
import { BODY, META, readSharedArticle } from '../../../shared/article/shared-article.ts';
import type { Brief } from '../brief/brief.ts';
import { changing } from '../brief/incoming.ts';
import { sha256Bytes } from '../crypto.ts';
import { markerOf, type NewRecord, readRecords } from '../log/log.ts';
import type { LogRecord } from '../log/record.ts';

/** What of a package's log can be believed: its records, with changes of the article only where those lead to it. */
export function believedHistory(brief: Brief, log: Uint8Array): LogRecord[] {
  const marker = markerOf(log);
  const history = marker ? unfolded(readRecords(log, marker).records.map(({ record }) => record)) : [];
  if (leadsTo(brief, history)) return history;
  return history.map(({ text: _, ...record }) => record);
}

/** Records in which what came by a merge stands as the changes that it is made of, by whom and when they were made. */
export function unfolded(records: readonly LogRecord[]): LogRecord[] {
  return records.flatMap(({ past = [], ...record }) => [
    ...past.map((each): LogRecord => ({ v: 1, n: record.n, ...each })),
    record,
  ]);
}

/**
 * The changes of the article in a history that a state of it lacks.
 *
 * @param state a Yjs state as one update
 */
export function changesSince(state: Uint8Array, history: readonly LogRecord[]): NonNullable<LogRecord['past']> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return [...history]
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at, by, text }) => {
      const changed = text && changing(doc, text);
      return changed ? [{ at, by, text: changed }] : [];
    });
}

/**
 * The log of a brief that came from elsewhere, in one copy or several: their histories in the order of time, each thing
 * once, and a last record that completes them. A log of a library is read without checking signatures again, so only
 * entries that the brief holds may stand in it.
 *
 * @param histories see `believedHistory`
 * @param now when it is put together, in milliseconds since 1970
 */
export function historyOf(brief: Brief, histories: readonly (readonly LogRecord[])[], now: number): NewRecord[] {
  const here = new Map([...brief.notes.entries].map(([id, entry]) => [id as string, JSON.stringify(entry)]));
  for (const [id, raw] of brief.unknown) here.set(id, JSON.stringify(raw));
  const unlogged = new Map(here);
  // Most entries stand in the copies' histories as the very text that they have here: that tells without reading them.
  const idOf = (json: string) => {
    const seen = lastIdIn(json);
    return here.get(seen) === json ? seen : idIn(json);
  };
  let doc = new Y.Doc();
  const all = histories.flat();
  const several = histories.length > 1;
  const inOrder = several ? [...all].sort((a, b) => a.at - b.at) : all;
  const aside = new Set<string>();
  const notYetAside = ({ text }: { text: Uint8Array }) => aside.size < aside.add(sha256Bytes(text)).size;
  const records = inOrder.map(({ at, by, text, anew, aside: put = [], entries = [] }): NewRecord => {
    // In one copy the article may have begun anew; that must not take away what came from another.
    const begins = anew && !several;
    if (begins) doc = new Y.Doc();
    const changed = text && changing(doc, text);
    const known = entries.flatMap((json) => takeFrom(unlogged, idOf(json)));
    const kept = put.filter(notYetAside);
    return {
      at,
      by,
      ...(changed ? { text: changed } : {}),
      ...(begins ? { anew: true } : {}),
      ...(kept.length > 0 ? { aside: kept } : {}),
      entries: known,
    };
  });
  const last: NewRecord = {
    at: now,
    by: brief.founder,
    ...(isSameState(doc, brief) ? {} : { text: Y.encodeStateAsUpdate(brief.text), anew: true }),
    notes: Y.encodeStateAsUpdate(brief.notesDoc),
    entries: [...unlogged.values()],
  };
  return [...records.filter(({ text, aside: put, entries }) => text || put || (entries?.length ?? 0) > 0), last];
}

function takeFrom(map: Map<string, string>, id: string): string[] {
  const found = map.get(id);
  map.delete(id);
  return found === undefined ? [] : [found];
}

const ID_KEY = '"id":"';
const ID_LENGTH = 64;

/** What is called an id last in an entry's text: nearly always its own. */
function lastIdIn(json: string): string {
  const at = json.lastIndexOf(ID_KEY) + ID_KEY.length;
  return json.slice(at, at + ID_LENGTH);
}

function idIn(json: string): string {
  try {
    const { id } = JSON.parse(json) as { id?: unknown };
    return typeof id === 'string' ? id : '';
  } catch {
    return '';
  }
}

function leadsTo(brief: Brief, history: readonly LogRecord[]): boolean {
  try {
    return isSameState(textAfter(history), brief);
  } catch {
    return false;
  }
}

/** The article's document after some records. */
export function textAfter(history: readonly LogRecord[]): Y.Doc {
  let doc = new Y.Doc();
  for (const { text, anew } of history) {
    if (anew) doc = new Y.Doc();
    if (text) Y.applyUpdate(doc, text);
  }
  return doc;
}

/** Whether a document holds the very article of a brief, and what it is made of. */
function isSameState(doc: Y.Doc, { text, article }: Brief): boolean {
  if (Buffer.from(Y.encodeStateAsUpdate(doc)).equals(Y.encodeStateAsUpdate(text))) return true;
  // Pieces that came in another order are the same and may be cut otherwise.
  return (
    Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(text)) &&
    JSON.stringify(doc.getMap(META).toJSON()) === JSON.stringify(text.getMap(META).toJSON()) &&
    readSharedArticle(doc.getXmlFragment(BODY)).eq(article)
  );
}
