import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { imagesOf } from '../../../shared/article/blocks.ts';
import type { LeftOut } from '../../../shared/importing/imported.ts';
import { type BriefId, briefIdSchema } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Brief } from '../brief/brief.ts';
import { type ArticleSource, newBrief } from '../brief/new-brief.ts';
import { makeMarker } from '../crypto.ts';
import { errorCode, replaceFile, syncFolder } from '../disk.ts';
import type { Identity } from '../identity/profile.ts';
import { demandRoomFor } from '../images/image-store.ts';
import type { NewRecord } from '../log/log.ts';
import { createBriefFolder, FILES, UNFINISHED } from './brief-folder.ts';
import { Catalogue } from './catalogue.ts';
import { readShelf, writeShelf } from './shelf.ts';
import { StoredBrief } from './stored-brief.ts';

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

/** What changes in where a brief is kept: \`archivedAt\` that is undefined takes it out of the archive. */
export interface ShelfChange {
  folder?: string;
  tags?: string[];
  archivedAt?: number | undefined;
}

/** Folders that are being deleted begin with this; one that is found at a start is deleted then. */
const DELETED = '.deleted-';

/** The briefs of this machine, a folder each. One process owns them; see `claim` in the instance folder. */
export class Library {
  private readonly open = new Map<BriefId, Promise<StoredBrief>>();
  /** Those of them that stay open until `close`; the others were only looked into. */
  private readonly kept = new Set<BriefId>();
  /** What the list and the search say; a cache that is made from the folders. */
  readonly catalogue: Catalogue;
  /** Who else than windows wants a brief to stay open, by how they let go of it. */
  private readonly holders = new Map<BriefId, () => Promise<void>>();
  private readonly watchers = new Set<(stored: StoredBrief) => void>();
  /** What is done with each brief that is opened, before anybody works with it. */
  prepare: ((stored: StoredBrief) => Promise<void>) | undefined;

  constructor(readonly folder: string) {
    this.catalogue = new Catalogue(this);
  }

  /** Removes what an import left behind that was cut short, of which nobody was told that it was saved, and what was deleted. */
  async tidy(): Promise<void> {
    for (const name of await this.names()) {
      if (name.startsWith(UNFINISHED) || name.startsWith(DELETED))
        await rm(join(this.folder, name), { recursive: true, force: true });
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

  /** The briefs that there are, those in the bin included, in no particular order. */
  async ids(): Promise<BriefId[]> {
    return (await this.names()).filter((name): name is BriefId => briefIdSchema.safeParse(name).success);
  }

  isOpen(id: BriefId): boolean {
    return this.open.has(id);
  }

  /**
   * Works with a brief, which stays open until `close`.
   *
   * @throws {Refusal} where it isn't in the library or can't be opened
   */
  async with<T>(id: BriefId, work: (stored: StoredBrief) => Promise<T> | T): Promise<T> {
    this.kept.add(id);
    try {
      return await this.reading(id, work);
    } finally {
      this.catalogue.touched(id);
    }
  }

  /** Looks into a brief without changing it; it is closed again unless somebody works with it. */
  async peek<T>(id: BriefId, work: (stored: StoredBrief) => Promise<T> | T): Promise<T> {
    const result = await this.reading(id, work);
    if (!this.kept.has(id)) await this.close(id);
    return result;
  }

  private async reading<T>(id: BriefId, work: (stored: StoredBrief) => Promise<T> | T): Promise<T> {
    const opening = this.open.get(id) ?? this.opening(id);
    let stored: StoredBrief;
    try {
      stored = await opening;
    } catch (error) {
      this.open.delete(id);
      this.kept.delete(id);
      if (errorCode(error) === 'ENOENT') throw noSuchBrief(error);
      throw error;
    }
    try {
      return await work(stored);
    } finally {
      if (stored.broken) await this.shut(id);
    }
  }

  private opening(id: BriefId): Promise<StoredBrief> {
    const opening = this.prepared(id);
    this.open.set(id, opening);
    // Who can't open it hears so; who watches needn't.
    opening
      .then((stored) => {
        for (const watcher of this.watchers) watcher(stored);
      })
      .catch(() => {});
    return opening;
  }

  private async prepared(id: BriefId): Promise<StoredBrief> {
    const stored = await StoredBrief.open(this.folderOf(id), id);
    await this.prepare?.(stored);
    return stored;
  }

  /** Tells of each brief that is opened, also of one that is opened anew after a fault. @returns a function that ends it */
  watch(watcher: (stored: StoredBrief) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /**
   * Keeps a brief open, whatever windows close, for one holder.
   *
   * @param letGo what the holder does when the brief is deleted
   * @returns a function that ends it
   */
  hold(id: BriefId, letGo: () => Promise<void>): () => void {
    this.holders.set(id, letGo);
    return () => {
      this.holders.delete(id);
    };
  }

  /** Closes a brief, unless somebody holds it: what it holds is on the disk. Closing one that isn't open does nothing. */
  async close(id: BriefId): Promise<void> {
    if (!this.holders.has(id)) await this.shut(id);
  }

  private async shut(id: BriefId): Promise<void> {
    const opening = this.open.get(id);
    this.open.delete(id);
    this.kept.delete(id);
    const stored = await opening?.catch(() => undefined);
    await stored?.close();
  }

  /** Closes every brief. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.open.keys()].map((id) => this.shut(id)));
    await this.catalogue.save();
  }

  /** Puts a brief into the bin; it stays as it is. */
  async bin(id: BriefId, now: number): Promise<void> {
    await this.demand(id);
    await replaceFile(join(this.folderOf(id), FILES.bin), JSON.stringify({ binnedAt: now }), 'The bin');
    this.catalogue.touched(id);
  }

  /** Brings a brief back from the bin. */
  async bringBack(id: BriefId): Promise<void> {
    await this.demand(id);
    await rm(join(this.folderOf(id), FILES.bin), { force: true });
    await syncFolder(this.folderOf(id));
    this.catalogue.touched(id);
  }

  /** Changes where a brief is kept: its folder, its tags, whether it is archived. */
  async shelve(id: BriefId, change: ShelfChange): Promise<void> {
    await this.demand(id);
    const { archivedAt, ...shelf } = { ...(await readShelf(this.folderOf(id))), ...change };
    await writeShelf(this.folderOf(id), { ...shelf, ...(archivedAt === undefined ? {} : { archivedAt }) });
    this.catalogue.touched(id);
  }

  /**
   * Deletes a brief that is in the bin, for good. Its folder goes out of sight first, whole, so that no half of it is
   * ever taken for a damaged brief.
   *
   * @throws {Refusal} where it isn't in the bin
   */
  async delete(id: BriefId): Promise<void> {
    await this.demand(id);
    if ((await readShelf(this.folderOf(id))).binnedAt === undefined) {
      throw new Refusal('not-in-bin', 'Only a brief that is in the bin can be deleted. Put it there first.');
    }
    await this.holders.get(id)?.();
    await this.shut(id);
    const gone = join(this.folder, `${DELETED}${id}`);
    await rm(gone, { recursive: true, force: true });
    await rename(this.folderOf(id), gone);
    await syncFolder(this.folder);
    await rm(gone, { recursive: true, force: true });
    this.catalogue.touched(id);
  }

  folderOf(id: BriefId): string {
    return join(this.folder, id);
  }

  private async demand(id: BriefId): Promise<void> {
    const found = await stat(this.folderOf(id)).catch(() => undefined);
    if (!found) throw noSuchBrief();
  }

  private async names(): Promise<string[]> {
    return readdir(this.folder).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    });
  }
}

function noSuchBrief(cause?: unknown): Refusal {
  return new Refusal(
    'no-such-brief',
    'This brief is not in your library. Look at the list of briefs, and at the bin.',
    { cause },
  );
}
