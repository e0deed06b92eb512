import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { titleOf } from '../../../shared/article/blocks.ts';
import type { BriefSummary, FoundBrief } from '../../../shared/bridge.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { FILES, readBriefFolder } from './brief-folder.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Library } from './library.ts';
import { SearchText, wordsOf } from './search-text.ts';
import { readShelf } from './shelf.ts';
import { type Summary, SummaryCache, summarise } from './summaries.ts';

/** Files are read this many at once: more only wait for each other. */
const AT_ONCE = 32;
/** So many new summaries are worth writing the cache for at once; fewer wait for the library's end. */
const WORTH_SAVING = 50;
/** More briefs than this are found by a query that should be longer. */
const MAX_FOUND = 200;

/** A line of the list, with what its article is known by. */
type Line = BriefSummary & Pick<Summary, 'fingerprint'>;

/**
 * What the list and the search of a library say. It is a cache made from the folders: one process owns them, so only
 * briefs that it worked with are looked at again, and folders that came or went.
 */
export class Catalogue {
  private readonly summaries: SummaryCache;
  private readonly lines = new Map<BriefId, Line>();
  private readonly texts = new Map<BriefId, SearchText>();
  /** How often a brief was touched: what was read while it was, is not kept. */
  private readonly touches = new Map<BriefId, number>();

  constructor(private readonly library: Library) {
    this.summaries = new SummaryCache(join(library.folder, 'summaries.json'));
  }

  /** Something was done with a brief, here or by what came from its relay: what is known of it may be old. */
  touched(id: BriefId): void {
    this.touches.set(id, this.touchesOf(id) + 1);
    this.lines.delete(id);
    this.texts.delete(id);
  }

  private touchesOf(id: BriefId): number {
    return this.touches.get(id) ?? 0;
  }

  /** Every brief, newest first, those in the bin included; one that can't be opened says why. */
  async list(): Promise<Line[]> {
    const ids = await this.present();
    await this.summaries.load();
    const read = new Map<BriefId, Line>();
    const missing = ids.filter((id) => !this.lines.has(id));
    await inBatches(missing, async (id) => {
      const touches = this.touchesOf(id);
      const line = await this.line(id);
      read.set(id, line);
      if (this.touchesOf(id) === touches) this.lines.set(id, line);
    });
    this.summaries.keepOnly(new Set(ids));
    await this.summaries.save(WORTH_SAVING);
    const lines = ids.flatMap((id) => this.lines.get(id) ?? read.get(id) ?? []);
    return lines.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  }

  /** The briefs, those in the bin left out, that hold every word of a query: the ones changed last come first. */
  async search(query: string): Promise<FoundBrief[]> {
    const words = wordsOf(query);
    if (words.length === 0) return [];
    const lines = (await this.list()).filter(({ binnedAt, trouble }) => binnedAt === undefined && !trouble);
    const read = new Map<BriefId, SearchText | undefined>();
    await inBatches(
      lines.filter(({ id }) => !this.texts.has(id)),
      async ({ id }) => read.set(id, await this.text(id)),
    );
    const found = lines
      .sort((a, b) => b.changedAt - a.changedAt)
      .flatMap(({ id }) => {
        const text = this.texts.get(id) ?? read.get(id);
        return text?.holds(words) ? [{ id, text }] : [];
      });
    return found.slice(0, MAX_FOUND).map(({ id, text }) => ({ brief: id, places: text.find(query, words) }));
  }

  /** The brief, those in the bin left out, whose article has these very words; the oldest where there are several. */
  async withWords(text: string): Promise<BriefSummary | undefined> {
    const fingerprint = fingerprintOf(text);
    const lines = await this.list();
    return lines.findLast((line) => line.fingerprint === fingerprint && fingerprint && line.binnedAt === undefined);
  }

  /** Writes what changed of the cache. */
  async save(): Promise<void> {
    await this.summaries.save();
  }

  private async present(): Promise<BriefId[]> {
    const ids = await this.library.ids();
    const present = new Set(ids);
    for (const known of [this.lines, this.texts]) {
      for (const id of known.keys()) if (!present.has(id)) known.delete(id);
    }
    return ids;
  }

  private async line(id: BriefId): Promise<Line> {
    const folder = this.library.folderOf(id);
    const shelf = await readShelf(folder);
    try {
      const { size, mtimeMs } = await stat(join(folder, FILES.log));
      const cached = this.summaries.find(id, size, mtimeMs);
      if (cached) return { ...cached, ...shelf };
      const summary = await this.summarise(id);
      this.summaries.keep(summary, size, mtimeMs);
      return { ...summary, ...shelf };
    } catch (error) {
      const trouble =
        error instanceof Refusal ? error.message : `This brief can’t be read (${(error as Error).message}).`;
      return { ...nothingKnown(id), ...shelf, trouble };
    }
  }

  private async summarise(id: BriefId): Promise<Summary> {
    const folder = this.library.folderOf(id);
    const { createdAt } = await readBriefFolder(folder, id);
    return this.library.peek(id, async ({ brief }) => ({
      id,
      title: titleOf(brief.article),
      createdAt,
      ...summarise(brief),
      bytes: await bytesIn(folder),
    }));
  }

  private async text(id: BriefId): Promise<SearchText | undefined> {
    const folder = this.library.folderOf(id);
    const touches = this.touchesOf(id);
    try {
      const kept = this.library.isOpen(id) ? undefined : await SearchText.read(folder);
      const log = await stat(join(folder, FILES.log));
      const text = kept ?? (await this.library.peek(id, ({ brief }) => SearchText.of(brief)));
      if (!kept) await text.write(folder, log);
      if (this.touchesOf(id) === touches) this.texts.set(id, text);
      return text;
    } catch {
      // A brief that can't be read says so in the list; the search goes on without it.
      return undefined;
    }
  }
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) {
    await Promise.all(items.slice(at, at + AT_ONCE).map(work));
  }
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function nothingKnown(id: BriefId): Summary {
  return {
    id,
    title: 'Unreadable brief',
    createdAt: 0,
    changedAt: 0,
    words: 0,
    annotations: 0,
    open: 0,
    comments: 0,
    people: [],
    bytes: 0,
  };
}
