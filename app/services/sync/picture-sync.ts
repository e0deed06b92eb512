import { z } from 'zod';
import { imagesOf } from '../../../shared/article/blocks.ts';
import type { EntryOf } from '../../../shared/model/entry.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { blobAnswerSchema, relayPaths } from '../../../shared/relay/requests.ts';
import type { Brief } from '../brief/brief.ts';
import { makeFolder, readJson, replaceFile } from '../disk.ts';
import type { ImageStore } from '../images/image-store.ts';
import { askedBy } from './membership.ts';
import type { RelayFolder, RelayLink } from './relay-link.ts';
import { askRelay, askRelayForBytes } from './relay-request.ts';

/** A picture in a comment's Markdown. */
const IN_COMMENT = /\(blob:([0-9a-f]{64})[?)]/g;

/** How long to wait for a picture that the relay doesn't have yet, at first and at most. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** Whether an entry, as JSON, may show a picture; looking through all of a brief for each comment would be slow. */
export function mayHoldPicture(entry: string): boolean {
  return entry.includes('(blob:');
}

/** Keeps the pictures of a brief in step with its relay: those that are shown anywhere in it, each by its SHA-256. */
export class PictureSync {
  /** Pictures that the brief shows and that are not known to be on the relay. */
  readonly pending = new Set<string>();
  /** On the relay, as it has said. */
  private there = new Set<string>();
  /** The relay doesn't take them from this person. */
  private readonly refused = new Set<string>();
  private running: Promise<void> | undefined;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private wait = FIRST_WAIT_MS;

  constructor(
    private readonly link: RelayLink,
    private readonly folder: RelayFolder,
    private readonly brief: Brief,
    private readonly images: ImageStore,
    private readonly changed: () => void,
    private readonly askAgain: () => void,
  ) {}

  /** Reads which pictures are known to be on the relay. */
  async begin(): Promise<void> {
    const known = z.array(z.string()).safeParse(await readJson(this.folder.pictures));
    if (known.success) this.there = new Set(known.data);
    await this.count();
  }

  /** Brings and fetches what is missing on either side; asked again meanwhile, it looks again. */
  exchange(): Promise<void> {
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    let missing = 0;
    while (this.again) {
      this.again = false;
      missing = 0;
      for (const sha256 of this.shown()) {
        await this.one(sha256);
        if (!(await this.images.has(sha256))) missing++;
      }
      await this.count();
      this.changed();
    }
    this.wait = missing === 0 ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, this.wait * 2);
    // A comment may be here before its picture, which whoever wrote it is still bringing.
    if (missing > 0) this.timer = setTimeout(this.askAgain, this.wait).unref();
  }

  private async one(sha256: string): Promise<void> {
    if (this.there.has(sha256) && (await this.images.has(sha256))) return;
    const asked = askedBy(this.link, relayPaths.blob(this.link.brief, sha256));
    const mine = await this.images.get(sha256).catch(() => undefined);
    if (!mine) {
      const bytes = await askRelayForBytes({ method: 'GET', ...asked });
      // Whoever put it there may still be bringing it.
      if (!bytes) return;
      await this.images.keep(sha256, bytes);
    } else if (!this.refused.has(sha256)) {
      try {
        await askRelay({ method: 'PUT', ...asked, body: mine.bytes }, blobAnswerSchema);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === 'relay-not-reached') throw error;
        this.refused.add(sha256);
        return;
      }
    }
    this.there.add(sha256);
    await makeFolder(this.folder.path, 'What is on the relay');
    await replaceFile(this.folder.pictures, JSON.stringify([...this.there]), 'What is on the relay');
  }

  private async count(): Promise<void> {
    const missing = new Set<string>();
    for (const sha256 of this.shown()) {
      if (!this.there.has(sha256) && !this.refused.has(sha256) && (await this.images.has(sha256))) missing.add(sha256);
    }
    this.pending.clear();
    for (const sha256 of missing) this.pending.add(sha256);
  }

  private shown(): Set<string> {
    const shown = imagesOf(this.brief.article);
    for (const entry of this.brief.notes.entries.values()) {
      if (entry.type !== 'commented' && entry.type !== 'edited') continue;
      const { body } = entry as EntryOf<'commented'>;
      for (const [, sha256 = ''] of body.matchAll(IN_COMMENT)) shown.add(sha256);
    }
    return shown;
  }
}
