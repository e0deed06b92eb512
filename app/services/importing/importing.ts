import { randomUUID } from 'node:crypto';
import type { FetchedPreview, ImportPreview } from '../../../shared/bridge.ts';
import { applyDecisions } from '../../../shared/importing/decide.ts';
import type { Direction, ImportDecision } from '../../../shared/importing/imported.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { ReadElsewhere } from '../importing-annotations/elsewhere.ts';
import { Reader } from './in-thread.ts';
import { type ImportedBrief, newArticle } from './new-article.ts';
import type { FileToRead, OnStep, ReadArticle } from './read-article.ts';
import { type FetchedPage, fetchPage } from './web/fetch-page.ts';
import { fetchPictures } from './web/fetch-pictures.ts';
import { fileOf, withRemarks } from './web/fetched-file.ts';

/** Somebody who opens more previews than this at once has forgotten the first. */
const MAX_PREVIEWS = 8;

/** Why a picture that came isn't shown. */
const UNFIT = 'What came is no PNG, JPEG, WebP or GIF, or is damaged, and was not kept.';

interface Previewed {
  file: FileToRead;
  read: ReadArticle;
  /** The page as it was fetched, where it was. */
  page?: FetchedPage;
  /** Hosts of a private network that the person allowed, as the page itself is from there. */
  allowHosts: readonly string[];
}

/** Files that were read and shown, and wait for their person to accept what became of them. */
export class Importing {
  private readonly previews = new Map<string, Previewed>();
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly reader = new Reader()) {}

  /**
   * Reads a file into blocks.
   *
   * @param job names the reading, for `stop`
   * @throws {Refusal} where it is not an article, or was stopped
   */
  preview(file: FileToRead, job: string = randomUUID(), onStep: OnStep = () => {}): Promise<ImportPreview> {
    return this.stoppable(job, `Reading “${file.name}” was stopped.`, async (signal) =>
      this.keep({ file, read: await this.reader.read(file, { signal, onStep }), allowHosts: [] }),
    );
  }

  /**
   * Fetches a page and reads it into blocks; the preview tells which way led to it.
   *
   * @param allowHosts hosts of this machine or a private network that the person allows
   * @throws {Refusal} where the address may not be fetched, doesn't answer with an article, or was stopped
   */
  fetch(address: string, allowHosts: readonly string[], job: string = randomUUID()): Promise<ImportPreview> {
    return this.stoppable(job, `Fetching “${address}” was stopped.`, async (signal) => {
      const page = await fetchPage(address, { allowHosts, signal });
      const file = fileOf(page);
      return this.keep({ file, read: withRemarks(await this.reader.read(file, { signal }), page), page, allowHosts });
    });
  }

  /**
   * Reads annotations that were made with another program, and finds in a text what they are about.
   *
   * @throws {Refusal} where the file holds none, takes too long or too much memory, or was stopped
   */
  annotations(
    file: FileToRead,
    text: string,
    job: string = randomUUID(),
    onStep: OnStep = () => {},
  ): Promise<ReadElsewhere> {
    return this.stoppable(job, `Reading “${file.name}” was stopped.`, (signal) =>
      this.reader.readAs('annotations', { ...file, placedIn: text }, { signal, onStep }),
    );
  }

  /** Stops reading a file; one that was read already stays as it is. */
  stop(job: string): void {
    this.running.get(job)?.abort();
  }

  /** Reads the file of a preview again, with other parts of it; the preview is then another. */
  async choose(preview: string, parts: readonly string[]): Promise<ImportPreview> {
    const next = await this.again(preview, { parts });
    this.drop(preview);
    return next;
  }

  /**
   * Fetches pictures of a preview from the web, since its person asked for them, and reads its file again with them; the
   * preview is then another. Blocks keep their numbers.
   *
   * @param addresses of pictures that the preview's blocks name; nothing else is fetched
   * @throws {Refusal} where it was stopped
   */
  async fetchPictures(
    preview: string,
    addresses: readonly string[],
    job: string = randomUUID(),
  ): Promise<FetchedPreview> {
    const { file, read, allowHosts } = this.find(preview);
    const named = new Set(read.article.blocks.flatMap(({ remote }) => remote ?? []));
    const wanted = addresses.filter((address) => named.has(address));
    return this.stoppable(job, `Fetching pictures of “${file.name}” was stopped.`, async (signal) => {
      const { found, refused } = await fetchPictures(wanted, { allowHosts, signal });
      const next = await this.again(preview, { fetched: new Map([...(file.fetched ?? []), ...found]) }, signal);
      const missing = new Set(next.article.blocks.flatMap(({ remote }) => remote ?? []));
      const unfit = [...found.keys()].filter((address) => missing.has(address));
      this.drop(preview);
      return { ...next, refused: [...refused, ...unfit.map((address) => ({ address, why: UNFIT }))] };
    });
  }

  /** A picture of an article that waits to be accepted. */
  image(preview: string, sha256: string): Uint8Array | undefined {
    return this.previews.get(preview)?.read.images.get(sha256);
  }

  /** A file that came in the file of a preview, such as a mail's attachment. */
  file(preview: string, part: string): { name: string; bytes: Uint8Array } {
    const { read, file } = this.find(preview);
    const found = read.files.get(part);
    if (!found) throw new Refusal('no-such-part', `“${file.name}” has no such part. Open the preview again.`);
    return found;
  }

  /** Forgets a preview. */
  drop(preview: string): void {
    this.previews.delete(preview);
  }

  /**
   * What a preview becomes, by its person's decisions. It stays until `drop`, so that nothing has to be decided twice
   * where saving fails.
   */
  decide(
    preview: string,
    decisions: readonly ImportDecision[],
    { language, direction }: { language?: string | undefined; direction?: Direction | undefined } = {},
  ): ImportedBrief {
    const { file, read } = this.find(preview);
    const said = { ...(language ? { language } : {}), ...(direction ? { direction } : {}) };
    return newArticle({ ...applyDecisions(read.article, decisions), ...said }, file.bytes, read.images);
  }

  /** Stops all that is running. */
  async close(): Promise<void> {
    for (const abort of this.running.values()) abort.abort();
    await this.reader.close();
  }

  /** Runs what `stop` can end. */
  private async stoppable<T>(job: string, stopped: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    this.running.set(job, abort);
    try {
      return await work(abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
      throw new Refusal('import-stopped', `${stopped} Nothing was imported.`);
    } finally {
      if (this.running.get(job) === abort) this.running.delete(job);
    }
  }

  /** Reads the file of a preview again, with something else besides. */
  private async again(
    preview: string,
    more: Pick<FileToRead, 'parts' | 'fetched'>,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ImportPreview> {
    const { file, page, allowHosts } = this.find(preview);
    const next = { ...file, ...more };
    const read = await this.reader.read(next, { signal });
    return this.keep({
      file: next,
      read: page ? withRemarks(read, page) : read,
      allowHosts,
      ...(page ? { page } : {}),
    });
  }

  private keep(previewed: Previewed): ImportPreview {
    const preview = randomUUID();
    const [oldest] = this.previews.keys();
    if (this.previews.size >= MAX_PREVIEWS && oldest !== undefined) this.previews.delete(oldest);
    this.previews.set(preview, previewed);
    return { preview, article: previewed.read.article };
  }

  private find(preview: string): Previewed {
    const found = this.previews.get(preview);
    if (found) return found;
    throw new Refusal(
      'no-such-preview',
      'This preview is gone, since Briefmark was started anew. Import the file again.',
    );
  }
}
