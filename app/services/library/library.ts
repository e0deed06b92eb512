import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { z } from 'zod';
import { imagesOf, titleOf } from '../../../shared/article/blocks.ts';
import type { BriefSummary } from '../../../shared/bridge.ts';
import type { LeftOut } from '../../../shared/importing/imported.ts';
import { type BriefId, briefIdSchema } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Brief } from '../brief/brief.ts';
import { type ArticleSource, newBrief } from '../brief/new-brief.ts';
import { makeMarker } from '../crypto.ts';
import { errorCode, readJson, replaceFile, syncFolder } from '../disk.ts';
import type { Identity } from '../identity/profile.ts';
import { demandRoomFor } from '../images/image-store.ts';
import type { NewRecord } from '../log/log.ts';
import { createBriefFolder, FILES, readBriefFolder, UNFINISHED } from './brief-folder.ts';
import { StoredBrief } from './stored-brief.ts';
import { SummaryCache, summarise } from './summaries.ts';

/** An article that is about to become a brief. */
export interface NewArticle {
  article: Node;
  described: ArticleSource;
  leftOut: LeftOut[];
  original?: { name: string; bytes: Uint8Array };
  /** Pictures as `cleanImage` gives them, by their SHA-256; those that no figure shows are left out. */
  images?: ReadonlyMap<string, Uint8Array>;
}

/** A brief in memory that has no folder yet, with the records of its log. */
export interface MadeBrief {
  brief: Brief;
  records: NewRecord[];
  leftOut: LeftOut[];
  original?: { name: string; bytes: Uint8Array };
  images?: ReadonlyMap<string, Uint8Array>;
}

/**
 * Makes a brief of a new article, with the pictures that its figures show.
 *
 * @throws {Refusal} where they are more than a brief can hold
 */
export function briefOfArticle(
  { article, described, images, ...rest }: NewArticle,
  founder: Identity,
  now: number,
): MadeBrief {
  const shown = new Map<string, Uint8Array>();
  for (const sha256 of imagesOf(article)) {
    const bytes = images?.get(sha256);
    if (bytes) shown.set(sha256, bytes);
  }
  demandRoomFor(shown.values());
  return { ...newBrief(article, described, founder, now), ...rest, images: shown };
}

const binSchema = z.object({ binnedAt: z.number() });

/** The briefs of this machine, a folder each. One process owns them; see `claim` in the instance folder. */
export class Library {
  private readonly open = new Map<BriefId, Promise<StoredBrief>>();
  private readonly summaries: SummaryCache;

  constructor(readonly folder: string) {
    this.summaries = new SummaryCache(join(folder, 'summaries.json'));
  }

  /** Removes what an import left behind that was cut short; nobody was told that it was saved. */
  async tidy(): Promise<void> {
    for (const name of await this.names()) {
      if (name.startsWith(UNFINISHED)) await rm(join(this.folder, name), { recursive: true, force: true });
    }
  }

  /** Keeps a new article as a brief of its founder's. */
  addArticle(article: NewArticle, founder: Identity, now: number): Promise<BriefId> {
    return this.add(briefOfArticle(article, founder, now), now);
  }

  /** Keeps a brief that was made just now. */
  async add({ brief, records, leftOut, original, images }: MadeBrief, now: number): Promise<BriefId> {
    const { id, founder, nonce } = brief;
    const file = { format: 1 as const, id, founder, nonce, marker: makeMarker(), createdAt: now };
    const keyframe = { n: records.length, text: Y.encodeStateAsUpdate(brief.text) };
    const kept = { ...(original ? { original } : {}), ...(images ? { images } : {}) };
    await createBriefFolder(this.folder, { file, log: records, keyframe, leftOut, ...kept });
    return id;
  }

  /** Every brief, newest first, those in the bin included; one that can't be opened says why. */
  async list(): Promise<BriefSummary[]> {
    const ids = (await this.names()).filter((name): name is BriefId => briefIdSchema.safeParse(name).success);
    await this.summaries.load();
    const summaries: BriefSummary[] = [];
    for (const id of ids) summaries.push(await this.summary(id));
    await this.summaries.save(new Set(ids));
    return summaries.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  }

  /**
   * Works with a brief, which stays open until `close`.
   *
   * @throws {Refusal} where it isn't in the library or can't be opened
   */
  async with<T>(id: BriefId, work: (stored: StoredBrief) => Promise<T> | T): Promise<T> {
    const opening = this.open.get(id) ?? StoredBrief.open(this.folderOf(id), id);
    this.open.set(id, opening);
    let stored: StoredBrief;
    try {
      stored = await opening;
    } catch (error) {
      this.open.delete(id);
      if (errorCode(error) === 'ENOENT') throw noSuchBrief(error);
      throw error;
    }
    try {
      return await work(stored);
    } finally {
      if (stored.broken) await this.close(id);
    }
  }

  /** Closes a brief: what it holds is on the disk. Closing one that isn't open does nothing. */
  async close(id: BriefId): Promise<void> {
    const opening = this.open.get(id);
    this.open.delete(id);
    const stored = await opening?.catch(() => undefined);
    await stored?.close();
  }

  /** Closes every brief. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.open.keys()].map((id) => this.close(id)));
  }

  /** Puts a brief into the bin; it stays as it is. */
  async bin(id: BriefId, now: number): Promise<void> {
    await this.demand(id);
    await replaceFile(join(this.folderOf(id), FILES.bin), JSON.stringify({ binnedAt: now }), 'The bin');
  }

  /** Brings a brief back from the bin. */
  async bringBack(id: BriefId): Promise<void> {
    await this.demand(id);
    await rm(join(this.folderOf(id), FILES.bin), { force: true });
    await syncFolder(this.folderOf(id));
  }

  folderOf(id: BriefId): string {
    return join(this.folder, id);
  }

  private async demand(id: BriefId): Promise<void> {
    const found = await stat(this.folderOf(id)).catch(() => undefined);
    if (!found) throw noSuchBrief();
  }

  private async summary(id: BriefId): Promise<BriefSummary> {
    const folder = this.folderOf(id);
    const bin = binSchema.safeParse(await readJson(join(folder, FILES.bin)));
    const binned = bin.success ? { binnedAt: bin.data.binnedAt } : {};
    try {
      const { size, mtimeMs } = await stat(join(folder, FILES.log));
      const cached = this.summaries.find(id, size, mtimeMs);
      if (cached) return { ...cached, ...binned };
      const wasOpen = this.open.has(id);
      const { createdAt } = await readBriefFolder(folder, id);
      const summary = await this.with(id, ({ brief }) => describe(brief, createdAt));
      if (!wasOpen) await this.close(id);
      this.summaries.keep(summary, size, mtimeMs);
      return { ...summary, ...binned };
    } catch (error) {
      const trouble =
        error instanceof Refusal ? error.message : `This brief can't be read (${(error as Error).message}).`;
      return { ...nothingKnown(id), ...binned, trouble };
    }
  }

  private async names(): Promise<string[]> {
    return readdir(this.folder).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    });
  }
}

function describe(brief: Brief, createdAt: number): BriefSummary {
  return { id: brief.id, title: titleOf(brief.article), createdAt, ...summarise(brief) };
}

function nothingKnown(id: BriefId): BriefSummary {
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
  };
}

function noSuchBrief(cause?: unknown): Refusal {
  return new Refusal(
    'no-such-brief',
    'This brief is not in your library. Look at the list of briefs, and at the bin.',
    { cause },
  );
}
