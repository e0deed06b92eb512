import * as Y from 'yjs';
import { META } from '../../../shared/article/shared-article.ts';
import type { LeftOut } from '../../../shared/importing/imported.ts';
import type { Json } from '../../../shared/model/canonical.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { Brought, EditedTwice, MergeReport } from '../../../shared/offline/merging.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { Brief } from '../brief/brief.ts';
import { takeIn } from '../brief/incoming.ts';
import { logOf } from '../log/log.ts';
import type { LogRecord } from '../log/record.ts';
import { believedHistory, historyOf } from '../package/history.ts';
import type { PackagedBrief } from '../package/package.ts';
import { countBrought, peopleOf } from './brought.ts';
import { blocksEditedBy, blockWords, editedTwice } from './edited-blocks.ts';
import { comesLate } from './late.ts';
import { replacementsIn } from './update.ts';
import { notBelieved } from './verify.ts';

/** One copy of a brief, as it was read from a package. */
export interface Copy extends PackagedBrief {
  /** The file's, for refusals. */
  name: string;
}

/** What copies became together. */
export interface Merged {
  packaged: Omit<PackagedBrief, 'notVerified'>;
  report: MergeReport;
}

/**
 * Makes one brief of copies that grew apart: the same one in whatever order, grouping and number they come.
 *
 * @param copies each with its entries checked, as `readPackage` does; none is changed
 * @param now in milliseconds since 1970
 * @param marker the merged log's
 * @param chosen where the article was replaced by different ones: the copy whose article it shall be
 * @throws {Refusal} where they are copies of different briefs, or of different articles and none is chosen
 */
export function merge(copies: readonly [Copy, ...Copy[]], now: number, marker: Uint8Array, chosen?: Copy): Merged {
  demandSameBrief(copies);
  const articles = copiesOfOneArticle(copies, chosen);
  const union = unionOf(copies);
  const setAside = asideOf(copies, union);
  const [first] = copies;
  const brief = new Brief(first.brief);
  const counted = new Set<string>();
  const editedBoth: EditedTwice[] = [];
  const from: Brought[] = [];
  const brought: Entry[] = [];
  let already = 0;

  for (const copy of copies) {
    const admitted = [...copy.brief.notes.entries.values()].filter(({ id }) => !setAside.has(id));
    const fresh = admitted.filter(({ id }) => !counted.has(id));
    for (const { id } of fresh) counted.add(id);
    const edits = articles.has(copy) ? takeText(brief, copy, setAside) : { blocks: 0, twice: [] };
    if (!articles.has(copy))
      setAside.set(
        'text',
        `The article of “${copy.name}” was replaced by another one than the one that you chose. It is kept as a version.`,
      );
    editedBoth.push(...edits.twice);
    from.push(countBrought(fresh, edits.blocks));
    if (copy === first) continue;
    brought.push(...fresh);
    already += admitted.length - fresh.length;
  }
  // One map for all, whatever came first: of a copy's own map nothing is taken over that isn't believed.
  const { entries, unknown } = notesOf(copies, setAside);
  brief.putEntries([...entries, ...unknown.values()]);
  brief.addKnown(entries);
  for (const [id, raw] of unknown) brief.unknown.set(id, raw);

  const histories = copies.map((copy) => {
    const history = believedHistory(copy.brief, copy.log);
    return articles.has(copy) ? history : [...history.map(({ text: _, ...record }) => record), putAside(copy, now)];
  });
  const original = copies.map((copy) => copy.original).find((each) => each !== undefined);
  return {
    packaged: {
      brief,
      createdAt: Math.min(...copies.map(({ createdAt }) => createdAt)),
      log: logOf(marker, historyOf(brief, histories, now)),
      leftOut: allLeftOut(copies),
      images: new Map(copies.flatMap(({ images }) => [...images])),
      ...(original ? { original } : {}),
    },
    report: {
      from,
      added: brought.length,
      already,
      setAside: [...setAside].map(([id, reason]) => ({ id, reason })),
      people: peopleOf(brought, brief.notes),
      editedTwice: editedBoth,
      statusTwice: statusTwice(copies, brief),
    },
  };
}

function demandSameBrief([first, ...others]: readonly [Copy, ...Copy[]]): void {
  const other = others.find(({ brief }) => brief.id !== first.brief.id);
  if (!other) return;
  throw new Refusal(
    'different-briefs',
    `“${first.name}” and “${other.name}” are different briefs, perhaps of the same article, and can’t become one. Carry the annotations of one over into the other instead: briefmark carry-over ${first.name} ${other.name}`,
  );
}

/** Where articles were replaced apart, letters of both would be mixed; so those of one go in, and a person says which. */
function copiesOfOneArticle(copies: readonly Copy[], chosen: Copy | undefined): Set<Copy> {
  const replaced = new Map(copies.map((copy) => [copy, new Set(replacementsIn(copy.brief.text.getMap(META)))]));
  const isWithin = (copy: Copy, other: Copy) =>
    [...(replaced.get(copy) ?? [])].every((each) => replaced.get(other)?.has(each));
  const last = chosen ?? copies.find((copy) => copies.every((other) => isWithin(other, copy)));
  if (last) return new Set(copies.filter((copy) => isWithin(copy, last)));
  const changed = copies.filter((copy) => (replaced.get(copy)?.size ?? 0) > 0).map(({ name }) => `“${name}”`);
  throw new Refusal(
    'different-articles',
    `The article was replaced by different ones in ${changed.join(' and ')}. Say with --article which copy has the one that shall count; everything said about it goes in from all of them.`,
  );
}

/** The record that keeps the article of a copy which is not the one that counts. */
export function putAside({ brief, log, name }: Copy, now: number): LogRecord {
  const by = believedHistory(brief, log).findLast(({ text }) => text)?.by ?? brief.founder;
  return { v: 1, n: Number.MAX_SAFE_INTEGER, at: now, by, aside: [{ name, text: Y.encodeStateAsUpdate(brief.text) }] };
}

interface Held {
  entry: Entry;
  /** The copies that have it. */
  by: Set<Copy>;
}

function unionOf(copies: readonly Copy[]): Map<EntryId, Held> {
  const union = new Map<EntryId, Held>();
  for (const copy of copies) {
    for (const entry of copy.brief.notes.entries.values()) {
      const held = union.get(entry.id);
      if (held) held.by.add(copy);
      else union.set(entry.id, { entry, by: new Set([copy]) });
    }
  }
  return union;
}

/** What no copy gets into the merged brief, by its id, with the reason. */
function asideOf(copies: readonly Copy[], union: ReadonlyMap<EntryId, Held>): Map<string, string> {
  const aside = new Map<string, string>();
  for (const { brief } of copies) for (const { id, reason } of notBelieved(brief)) aside.set(id, reason);
  const authorOf = (id: EntryId) => union.get(id)?.entry.by;
  for (const [id, { entry, by }] of union) {
    aside.delete(id);
    if (copies.some(({ brief }) => brief.notes.isErased(entry))) {
      aside.set(id, 'It was erased in another copy.');
    } else if (copies.some((copy) => !by.has(copy) && comesLate(entry, copy.brief.notes, authorOf))) {
      aside.set(
        id,
        'It came after its author’s role was taken from them, but says that it is from before. An owner can look at it in the copy and carry it over.',
      );
    }
  }
  return aside;
}

/** Takes in a copy's article; says which blocks it changed, and which of them had been changed here too. */
function takeText(brief: Brief, copy: Copy, setAside: Map<string, string>): { blocks: number; twice: EditedTwice[] } {
  const update = Y.encodeStateAsUpdate(copy.brief.text);
  const isFirst = brief.revision === 0;
  if (isFirst || Y.equalSnapshots(Y.snapshot(brief.text), Y.snapshot(copy.brief.text))) {
    if (isFirst) brief.applyText([update]);
    return { blocks: 0, twice: [] };
  }
  const ours = { text: brief.text, article: brief.article };
  const theirEdits = blocksEditedBy(update, brief.text);
  const ourEdits = blocksEditedBy(Y.encodeStateAsUpdate(brief.text), copy.brief.text);
  const before = blockWords(ours);
  const { refused } = takeIn(brief, { text: update }, brief.founder, 0);
  for (const { id, reason } of refused) setAside.set(id, `The article of “${copy.name}” was not taken in. ${reason}`);
  if (refused.length > 0) return { blocks: 0, twice: [] };
  const both = new Set([...theirEdits].filter((key) => ourEdits.has(key)));
  const twice = both.size > 0 ? editedTwice(both, before, blockWords(copy.brief), blockWords(brief)) : [];
  return { blocks: theirEdits.size, twice };
}

/** The entries of all copies, each once, and those of types that this version doesn't know. */
function notesOf(
  copies: readonly Copy[],
  setAside: ReadonlyMap<string, string>,
): { entries: Entry[]; unknown: Map<string, Json> } {
  const entries = new Map<string, Entry>();
  const unknown = new Map<string, Json>();
  for (const { brief } of copies) {
    for (const [id, entry] of brief.notes.entries) if (!setAside.has(id)) entries.set(id, entry);
    for (const [id, raw] of brief.unknown) unknown.set(id, raw);
  }
  return { entries: [...entries.values()], unknown };
}

/**
 * What was left out of the article, in any of its copies: one of them may have got a new article. Each copy's stays in its
 * order, and the copies come in one of their own, whatever order they were given in.
 */
function allLeftOut(copies: readonly Copy[]): LeftOut[] {
  const inOrder = copies
    .map(({ leftOut }) => leftOut)
    .map((list) => ({ list, name: JSON.stringify(list) }))
    .sort((a, b) => a.list.length - b.list.length || (a.name < b.name ? -1 : 1));
  const all = new Map(inOrder.flatMap(({ list }) => list.map((each) => [JSON.stringify(each), each])));
  return [...all.values()];
}

/** The annotations whose status two copies changed without knowing of each other. */
function statusTwice(copies: readonly Copy[], { notes }: Brief): string[] {
  return [...notes.annotations.values()]
    .filter(({ statuses }) => statuses.length > 1)
    .filter(({ id }) => {
      const known = copies.map(({ brief }) => brief.notes.annotations.get(id)?.statuses.length ?? 0);
      return Math.max(...known) < (notes.annotations.get(id)?.statuses.length ?? 0);
    })
    .map(({ id }) => id);
}
