import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as Y from 'yjs';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { Brief } from '../brief/brief.ts';
import { forgetDamaged } from '../log/damage.ts';
import { type Keyframe, readKeyframe, removeKeyframes, writeKeyframe } from '../log/keyframe.ts';
import { Log, type NewRecord, readArticleRecords, readRecords } from '../log/log.ts';
import type { LogRecord } from '../log/record.ts';
import { withoutEntries } from '../log/without-entries.ts';
import { type BriefFolder, FILES, readBriefFolder } from './brief-folder.ts';
import { forgetGlances, writeGlance } from './glance-file.ts';

/** After this many records the article's state is written anew, so that damage before it costs no text. */
const RECORDS_PER_KEYFRAME = 64;

/** What a brief's folder held when it was opened. */
export interface FoundOnDisk {
  identity: BriefFolder['identity'];
  keyframe: Keyframe | undefined;
  records: LogRecord[];
  /** A sentence for each thing that can't be read. */
  damage: string[];
}

/**
 * What the disk holds of an open brief: its log, which is the truth, and beside it keyframes and a glance, by which
 * damage costs less and the next opening is quicker.
 */
export class BriefOnDisk {
  /** Why memory and disk no longer agree. */
  broken: unknown;
  private readonly watchers = new Set<(record: NewRecord) => void>();

  private constructor(
    readonly folder: string,
    readonly marker: Uint8Array,
    private readonly log: Log,
    private sinceKeyframe: number,
  ) {}

  /** @throws {Refusal} where too little is left of it to open it, or it comes from a newer version */
  static async open(folder: string, id: BriefId): Promise<{ disk: BriefOnDisk; read: FoundOnDisk }> {
    const { identity, marker } = await readBriefFolder(folder, id);
    const { keyframe, damage } = await readKeyframe(folder, marker);
    const { log, read } = await Log.open(join(folder, FILES.log), marker, 'The brief', keyframe?.n);
    const disk = new BriefOnDisk(folder, marker, log, log.lastNumber - (keyframe?.n ?? 0));
    return { disk, read: { identity, keyframe, records: read.records, damage } };
  }

  /** The number of the last record. */
  get lastNumber(): number {
    return this.log.lastNumber;
  }

  /** @throws what broke it, where memory and disk no longer agree */
  demandWhole(): void {
    if (this.broken) throw this.broken;
  }

  /**
   * Keeps what was done; answers when it is on the disk.
   *
   * @param brief as it is with it
   */
  async keep(record: NewRecord, brief: Brief): Promise<void> {
    this.demandWhole();
    try {
      await this.log.append(record);
    } catch (error) {
      // What is in memory is now ahead of the disk: the library opens the brief anew from what was saved.
      this.broken = error;
      throw error;
    }
    for (const watcher of this.watchers) watcher(record);
    if (++this.sinceKeyframe >= RECORDS_PER_KEYFRAME) await this.saveKeyframe(brief);
  }

  /** Tells of each record as soon as it is on the disk. @returns a function that ends it */
  onRecord(watcher: (record: NewRecord) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  async saveKeyframe(brief: Brief): Promise<void> {
    const text = Y.encodeStateAsUpdate(brief.text);
    await writeKeyframe(this.folder, this.marker, { n: this.log.lastNumber, text }, 'The brief');
    this.sinceKeyframe = 0;
  }

  /** The bytes of the log. */
  logBytes(): Promise<Buffer> {
    return readFile(join(this.folder, FILES.log));
  }

  /** What the log holds, or of it only what tells of the article: of the notes every entry tells by itself. */
  async records(which: 'all' | 'article'): Promise<LogRecord[]> {
    const log = await this.logBytes();
    if (which === 'article') return readArticleRecords(log, this.marker);
    return readRecords(log, this.marker).records.map(({ record }) => record);
  }

  /** Takes the records after a number out of the log; what is in memory is then no more what the disk holds. */
  async cutBack(to: number): Promise<void> {
    await removeKeyframes(this.folder, to);
    await this.log.cutBack(join(this.folder, FILES.log), to);
    this.broken = new Error('The brief was cut back to before a merge.');
  }

  /** Leaves nothing of what was erased in the log, or in whatever else is kept beside it. */
  async forget(ids: ReadonlySet<string>, brief: Brief, by: string, now: number): Promise<void> {
    await rm(join(this.folder, FILES.search), { force: true });
    await forgetGlances(this.folder);
    await forgetDamaged(this.folder, ids);
    const notes = Y.encodeStateAsUpdate(brief.notesDoc);
    await this.log.rewrite(join(this.folder, FILES.log), (record) => withoutEntries(record, ids), {
      at: now,
      by,
      notes,
    });
  }

  /** Closes the log, with the article's newest state beside it. */
  async close(brief: Brief): Promise<void> {
    try {
      if (this.sinceKeyframe > 0 && !this.broken) await this.saveKeyframe(brief);
      if (!this.broken) await this.saveGlance(brief);
    } finally {
      await this.log.close();
    }
  }

  /** What can't be saved of it is missed by nobody: the next opening takes longer. */
  private async saveGlance(brief: Brief): Promise<void> {
    const { lastNumber: n, bytes } = this.log;
    await writeGlance(this.folder, brief, { n, bytes }).catch(() => {});
  }
}
