import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { FoundWords } from '../../../shared/bridge/library.ts';
import { saidInOneLine } from '../../../shared/comments/in-one-line.ts';
import { findFolded, folded } from '../../../shared/folding.ts';
import { entryIdSchema } from '../../../shared/model/ids.ts';
import type { Brief } from '../brief/brief.ts';
import { readJson, replaceFile } from '../disk.ts';
import { FILES } from './brief-folder.ts';

/** More places than this in one brief say no more than these do. */
const MAX_PLACES = 3;
/** How much stands round the found words, in UTF-16 units: about a line. */
const AROUND = 60;

const placeSchema = z.object({
  text: z.string(),
  /** For a comment: whose, and in which annotation's thread. A block of the article has neither. */
  by: z.string().optional(),
  annotation: entryIdSchema.optional(),
});

type Place = z.infer<typeof placeSchema>;

const fileSchema = z.object({
  v: z.literal(2),
  /** The log's size and time when this was made: it is right as long as these are. */
  size: z.number(),
  mtime: z.number(),
  places: z.array(placeSchema),
});

/** All words of a brief, ready to be searched. */
export class SearchText {
  private readonly all: string;

  private constructor(private readonly places: readonly Place[]) {
    this.all = places.map(({ text }) => folded(text)).join('\n');
  }

  /** The words of a brief that is in memory: its blocks, its tags, and its comments that aren't withdrawn. */
  static of(brief: Brief): SearchText {
    return new SearchText(placesOf(brief));
  }

  /** The words that were kept with a brief; undefined where they are those of another moment. */
  static async read(folder: string): Promise<SearchText | undefined> {
    const [{ size, mtimeMs }, json] = await Promise.all([
      stat(join(folder, FILES.log)),
      readJson(join(folder, FILES.search)),
    ]);
    const file = fileSchema.safeParse(json);
    if (!file.success || file.data.size !== size || file.data.mtime !== mtimeMs) return undefined;
    return new SearchText(file.data.places);
  }

  /**
   * Keeps the words with the brief. It is a cache: a disk that is full or read-only keeps nobody from searching.
   *
   * @param log how its log was before these words were gathered: what comes while they are makes them old
   */
  async write(folder: string, { size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): Promise<void> {
    const json = JSON.stringify({ v: 2, size, mtime: mtimeMs, places: this.places });
    await replaceFile(join(folder, FILES.search), json, 'The search').catch(() => {});
  }

  /** Whether every word of a query stands somewhere in the brief. @param words folded */
  holds(words: readonly string[]): boolean {
    return words.every((word) => this.all.includes(word));
  }

  /** Where a query stands: the whole of it where it can be found so, else where most of its words do. */
  find(query: string, words: readonly string[]): FoundWords[] {
    const whole = this.found(query);
    if (whole.length > 0 || words.length < 2) return whole;
    return words.flatMap((word) => this.found(word).slice(0, 1)).slice(0, MAX_PLACES);
  }

  private found(query: string): FoundWords[] {
    const found: FoundWords[] = [];
    for (const { text, by, annotation } of this.places) {
      const [hit] = findFolded(text, query, 1);
      if (!hit) continue;
      const from = Math.max(0, hit.from - AROUND);
      const to = Math.min(text.length, hit.to + AROUND);
      found.push({
        before: (from > 0 ? '…' : '') + text.slice(from, hit.from),
        words: text.slice(hit.from, hit.to),
        after: text.slice(hit.to, to) + (to < text.length ? '…' : ''),
        ...(by ? { by } : {}),
        ...(annotation ? { annotation } : {}),
      });
      if (found.length >= MAX_PLACES) break;
    }
    return found;
  }
}

/** The words of a query, as `holds` takes them. */
export function wordsOf(query: string): string[] {
  return folded(query).split(/\s+/u).filter(Boolean);
}

function placesOf({ index, notes }: Brief): Place[] {
  const places: Place[] = index.text.text.split('\n').flatMap((text) => (text.trim() ? [{ text }] : []));
  for (const { id, tags, comments, withdrawn } of notes.annotations.values()) {
    if (withdrawn) continue;
    if (tags.length > 0) places.push({ text: tags.join(', '), annotation: id });
    for (const comment of comments) {
      if (comment.withdrawn) continue;
      const by = comment.attributed?.name ?? notes.people.persons.get(comment.by)?.name ?? '';
      places.push({ text: saidInOneLine(comment), by, annotation: id });
    }
  }
  return places;
}
