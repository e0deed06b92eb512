import { fdatasync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A few entries: the system takes them into its memory in less time than it takes to ask another thread to do it. */
const SMALL_BYTES = 64 * 1024;

/** A thousand times what it takes. Whoever waited so long for a disk waits apart from everybody else the next time. */
const SLOW_WRITE_MS = 20;

/** As `handle.datasync`, which asks more of the thread that everything runs in. */
const sync = promisify(fdatasync);

/** Bytes on their way to the disk, and who waits for them. */
interface Appended {
  bytes: Uint8Array;
  written: () => void;
  durable: () => void;
  failed: (error: unknown) => void;
}

/**
 * The end of a file. What is appended is written in its order, as soon as can be; what was written while the disk was
 * busy shares its next sync.
 */
export class LogFile {
  private waiting: Appended[] = [];
  private unsynced: Appended[] = [];
  private isWriting = false;
  private isSyncing = false;
  private isSlow = false;
  private syncedAt = Number.NEGATIVE_INFINITY;
  /** Whether somebody waits for the next sync. */
  private isUrgent = false;
  /** Ends the wait for its turn; absent while the disk is at work. */
  private hurry: (() => void) | undefined;
  private broken: unknown;
  /** How far the file is written, and how far on the disk. */
  private written: number;
  private durable: number;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param size how long the file is
   * @param pause how many milliseconds to wait after a sync, so that what is written meanwhile shares the next, unless
   *   somebody waits for it (`settle`)
   */
  constructor(
    private readonly handle: FileHandle,
    size: number,
    private readonly pause = 0,
  ) {
    this.written = size;
    this.durable = size;
  }

  /** How long the file is, as far as it is on the disk. */
  get size(): number {
    return this.durable;
  }

  /** Resolves when of all that was appended by now it is known whether it is on the disk, which is seen to at once. */
  settle(): Promise<unknown> {
    this.isUrgent = this.unsynced.length + this.waiting.length > 0;
    if (this.isUrgent) this.hurry?.();
    return this.last;
  }

  /** Why nothing can be appended any more. */
  get fault(): unknown {
    return this.broken;
  }

  /**
   * Appends bytes; resolves when they are on the disk.
   *
   * @param written is called when they are in the file, in order: they outlive this process then, and no power cut yet
   * @throws what the system says where the disk is full or fails: they are in the file no more, and nothing can be
   *   appended from then on
   */
  append(bytes: Uint8Array, written: () => void): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    const appended = new Promise<void>((durable, failed) => {
      this.waiting.push({ bytes, written, durable, failed });
    });
    this.last = appended.catch(() => {});
    if (!this.isWriting) void this.write();
    return appended;
  }

  /** Waits for what is on its way and closes the file. */
  async close(): Promise<void> {
    await this.settle();
    await this.handle.close();
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0 && !this.broken) {
      const batch = this.waiting;
      this.waiting = [];
      const bytes = batch.length === 1 ? (batch[0] as Appended).bytes : Buffer.concat(batch.map((each) => each.bytes));
      const start = performance.now();
      try {
        if (this.mayWriteAtOnce(bytes)) this.writeAtOnce(bytes);
        else await this.writeInPool(bytes);
      } catch (error) {
        this.broken ??= error;
      }
      this.isSlow = performance.now() - start > SLOW_WRITE_MS;
      if (this.broken) {
        this.waiting = [...batch, ...this.waiting];
        break;
      }
      this.written += bytes.length;
      this.unsynced.push(...batch);
      for (const each of batch) each.written();
      if (!this.isSyncing) void this.sync();
    }
    this.isWriting = false;
    if (!this.broken) return;
    this.hurry?.();
    this.giveUp();
  }

  /** While the disk syncs this file, or keeps writers waiting, a write may take long: nobody else shall wait for it. */
  private mayWriteAtOnce({ length }: Uint8Array): boolean {
    return length <= SMALL_BYTES && !this.isSlow && !(this.isSyncing && !this.hurry);
  }

  private writeAtOnce(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.handle.fd, bytes, done, bytes.length - done, this.written + done);
    }
  }

  private async writeInPool(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      done += (await this.handle.write(bytes, done, bytes.length - done, this.written + done)).bytesWritten;
    }
  }

  private async sync(): Promise<void> {
    this.isSyncing = true;
    while (this.unsynced.length > 0) {
      await this.turnToSync();
      const batch = this.unsynced;
      this.unsynced = [];
      const end = this.written;
      try {
        await sync(this.handle.fd);
      } catch (error) {
        this.broken ??= error;
        this.unsynced = [...batch, ...this.unsynced];
        break;
      } finally {
        this.syncedAt = performance.now();
      }
      this.durable = end;
      for (const each of batch) each.durable();
    }
    this.isSyncing = false;
    if (this.broken) this.giveUp();
  }

  /**
   * Those who wait for what was written come first in any case: a sync takes a processor from whoever has to be told.
   */
  private async turnToSync(): Promise<void> {
    const rest = this.isUrgent || this.broken ? 0 : this.syncedAt + this.pause - performance.now();
    await new Promise<void>((done) => {
      const timer = rest > 0 ? setTimeout(done, rest) : undefined;
      this.hurry = () => {
        clearTimeout(timer);
        setImmediate(done);
      };
      if (!timer) this.hurry();
    });
    this.hurry = undefined;
    this.isUrgent = false;
  }

  /**
   * Takes what isn't on the disk out of the file, and tells those who wait. After a failed sync the system may have
   * dropped its pages: nothing more can be promised of this file.
   */
  private giveUp(): void {
    if (this.isWriting || this.isSyncing) return;
    const given = [...this.unsynced, ...this.waiting];
    this.unsynced = [];
    this.waiting = [];
    this.handle
      .truncate(this.durable)
      .catch(() => {})
      .then(() => {
        for (const each of given) each.failed(this.broken);
      });
  }
}
