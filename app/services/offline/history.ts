import * as Y from 'yjs';
import { BODY, readSharedArticle } from '../../../shared/article/shared-article.ts';
import type { BlockEdit, Moment, PointInTime } from '../../../shared/offline/timeline.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { Brief } from '../brief/brief.ts';
import { sha256Bytes } from '../crypto.ts';
import type { LogRecord } from '../log/record.ts';
import { textAfter, unfolded } from '../package/history.ts';
import { blockWords, watchBlocks } from './edited-blocks.ts';

/** Changes of the article by one person that follow each other this closely are told as one. */
const TOGETHER_MS = 10 * 60 * 1000;

/** The records of a log in the order of time: copies that were merged bring theirs from before. */
export function inOrderOfTime(records: readonly LogRecord[]): LogRecord[] {
  return unfolded(records).sort((a, b) => a.at - b.at || a.n - b.n);
}

/** What was changed in the article, when and by whom, oldest first; the import itself is no change. */
export function articleMoments(brief: Brief, records: readonly LogRecord[]): Moment[] {
  let doc = new Y.Doc();
  /** `typed` where it is a change alone, and no part of a larger action such as a replacement. */
  const told: (Moment & { until: number; typed: boolean })[] = [];
  let words = new Map<string, string>();
  for (const { at, by, text, anew, entries = [] } of inOrderOfTime(records)) {
    if (!text) continue;
    const isImport = words.size === 0;
    if (anew) doc = new Y.Doc();
    const touched = anew ? new Set(words.keys()) : new Set<string>();
    const unwatch = watchBlocks(doc, (key) => touched.add(key));
    Y.applyUpdate(doc, text);
    unwatch();
    const after = wordsIn(doc) ?? words;
    const edits = [...touched].flatMap((block): BlockEdit[] => {
      const edit = { block, before: words.get(block) ?? null, after: after.get(block) ?? null };
      return edit.before === edit.after ? [] : [edit];
    });
    words = after;
    if (isImport || edits.length === 0) continue;
    const last = told.at(-1);
    if (last?.typed && entries.length === 0 && last.by.id === by && at - last.until <= TOGETHER_MS) {
      last.edits = joined(last.edits ?? [], edits);
      last.until = at;
      last.at = at;
    } else {
      const name = brief.notes.people.persons.get(by as never)?.name ?? '';
      told.push({
        id: `article:${told.length + 1}`,
        at,
        by: { id: by, name },
        what: 'article',
        edits,
        until: at,
        typed: entries.length === 0,
      });
    }
  }
  doc.destroy();
  const changes = told.map(({ until: _, typed: _typed, ...moment }) => moment);
  return [...changes.filter(({ edits }) => (edits?.length ?? 0) > 0), ...keptTexts(brief, records)];
}

/** The moments at which a text of the article was kept that counted no more. */
function keptTexts(brief: Brief, records: readonly LogRecord[]): Moment[] {
  return records.flatMap(({ at, by, aside = [] }) =>
    aside.map(({ name, text }): Moment => {
      const person = { id: by, name: brief.notes.people.persons.get(by as never)?.name ?? '' };
      return { id: keptId(text), at, by: person, what: 'kept', words: name };
    }),
  );
}

function keptId(text: Uint8Array): string {
  return `kept:${sha256Bytes(text).slice(0, 16)}`;
}

/** The blocks' words; undefined while an article can't be read, because an earlier change of it is missing. */
function wordsIn(doc: Y.Doc): Map<string, string> | undefined {
  try {
    return blockWords({ text: doc, article: readSharedArticle(doc.getXmlFragment(BODY)) });
  } catch {
    return undefined;
  }
}

function joined(earlier: readonly BlockEdit[], later: readonly BlockEdit[]): BlockEdit[] {
  const all = new Map(earlier.map((edit) => [edit.block, edit]));
  for (const edit of later) {
    const before = all.get(edit.block);
    all.set(edit.block, before ? { ...edit, before: before.before } : edit);
  }
  return [...all.values()].filter(({ before, after }) => before !== after);
}

/**
 * A brief as it was at a moment: its article by the history, its notes by the clocks of who wrote them.
 *
 * @throws {Refusal} where nothing of it was there then, or its history doesn't go back so far
 */
export function briefAt(brief: Brief, records: readonly LogRecord[], { at, kept }: PointInTime): Brief {
  const past = new Brief(brief);
  const state = kept === undefined ? textAt(records, at) : keptText(records, kept);
  const entries = [...brief.notes.entries.values()].filter((entry) => entry.at <= at);
  try {
    past.applyText([state]);
  } catch (cause) {
    throw new Refusal('unreadable-version', 'This text can’t be read: the file that it came from was not right.', {
      cause,
    });
  }
  past.addEntries(entries);
  return past;
}

function textAt(records: readonly LogRecord[], at: number): Uint8Array {
  const doc = textAfter(inOrderOfTime(records).filter((record) => record.at <= at));
  if (doc.getXmlFragment(BODY).length === 0) {
    throw new Refusal(
      'before-history',
      records.some(({ text }) => text)
        ? 'This brief was not there yet at that time. Choose a later moment from its history.'
        : 'The history of this brief’s article was left out when it was handed over, so that it can’t be shown as it was.',
    );
  }
  return Y.encodeStateAsUpdate(doc);
}

function keptText(records: readonly LogRecord[], id: string): Uint8Array {
  const found = records.flatMap(({ aside = [] }) => aside).find(({ text }) => keptId(text) === id);
  if (!found) throw new Refusal('no-such-version', 'This text is not in the brief’s history any more.');
  return found.text;
}
