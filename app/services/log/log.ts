import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../../../shared/refusal.ts';
import { sha256Bytes } from '../crypto.ts';
import { diskRefusal, PRIVATE_FILE, PRIVATE_FOLDER, replaceFile, syncFolder } from '../disk.ts';
import { rememberDamage } from './damage.ts';
import { LogFile } from './log-file.ts';
import {
  encodeRecord,
  type LogRecord,
  MARKER_BYTES,
  type ScannedLog,
  scanArticleRecords,
  scanRecords,
} from './record.ts';

const SIGNATURE = new TextEncoder().encode('BRIEFLOG');
const PREFIX_BYTES = SIGNATURE.length + MARKER_BYTES;

/** A record before the log has given it its number. */
export type NewRecord = Omit<LogRecord, 'v' | 'n'>;

/** What a log held when it was opened. */
export interface ReadLog {
  records: LogRecord[];
  /** A sentence for each stretch that could not be read, and was set aside. */
  damage: string[];
}

/** The first bytes of a log file; records follow. */
export function logPrefix(marker: Uint8Array): Uint8Array {
  const prefix = new Uint8Array(PREFIX_BYTES);
  prefix.set(SIGNATURE);
  prefix.set(marker, SIGNATURE.length);
  return prefix;
}

/** The marker that a log file says it has; undefined where its beginning is damaged. */
export function markerOf(log: Uint8Array): Uint8Array | undefined {
  if (log.length < PREFIX_BYTES || SIGNATURE.some((byte, i) => log[i] !== byte)) return undefined;
  return log.slice(SIGNATURE.length, PREFIX_BYTES);
}

/** Reads the records of a whole log file in memory. */
export function readRecords(log: Uint8Array, marker: Uint8Array): ScannedLog {
  const start = markerOf(log) ? PREFIX_BYTES : 0;
  return scanRecords(log, marker, start);
}

/** Reads of a log in memory only what tells of the article. */
export function readArticleRecords(log: Uint8Array, marker: Uint8Array): LogRecord[] {
  return scanArticleRecords(log, marker, markerOf(log) ? PREFIX_BYTES : 0);
}

/** The bytes of a new log with its first records. */
export function logOf(marker: Uint8Array, records: readonly NewRecord[]): Uint8Array {
  const parts = records.map((record, i) => encodeRecord({ ...record, v: 1, n: i + 1 }, marker));
  return Buffer.concat([logPrefix(marker), ...parts]);
}

/** The bytes of a log with one more record; for a log that is kept in a package. */
export function withRecord(log: Uint8Array, record: NewRecord): Uint8Array {
  const marker = markerOf(log);
  if (!marker) throw new Error('The log has no beginning.');
  const last = readRecords(log, marker).records.at(-1)?.record.n ?? 0;
  return Buffer.concat([log, encodeRecord({ ...record, v: 1, n: last + 1 }, marker)]);
}

/** One brief's append-only log. What `append` has answered is on the disk. */
export class Log {
  private constructor(
    private file: LogFile,
    private readonly marker: Uint8Array,
    private readonly what: string,
    private readonly syncPause: number,
    /** The number of the last record. */
    private last: number,
  ) {}

  /** Makes a new log with its first records; the file must not exist. Durable once the folder is synced. */
  static async create(path: string, marker: Uint8Array, records: readonly NewRecord[], what: string): Promise<void> {
    await replaceFile(path, logOf(marker, records), what);
  }

  /**
   * Opens a log and reads what it holds. Stretches that can't be read are copied into `damaged/` beside it, with a
   * sentence for each, then left out of the log, which is replaced whole.
   *
   * @param what names the brief in messages
   * @param atLeast a record number that was given already, perhaps to a record that is damaged now
   * @param syncPause after a sync, how many milliseconds to gather records for the next
   */
  static async open(
    path: string,
    marker: Uint8Array,
    what: string,
    atLeast = 0,
    syncPause = 0,
  ): Promise<{ log: Log; read: ReadLog }> {
    const bytes = await readFile(path);
    const scanned = readRecords(bytes, marker);
    const records = scanned.records.map(({ record }) => record);
    const damage = describeDamage(scanned, bytes.length);
    const found = records.at(-1)?.n ?? 0;
    if (scanned.damaged.length === 0 && found < atLeast) {
      // Cut off between two records, the log alone looks whole.
      damage.push(
        `The end of the brief's log is gone: at least ${atLeast - found} of the last actions may be missing.`,
      );
      await rememberDamage(dirname(path), damage);
    }
    let size = bytes.length;
    if (scanned.damaged.length > 0 || !markerOf(bytes)) {
      await setAside(join(dirname(path), 'damaged'), bytes, scanned);
      // Before the log is mended: once it is, nothing else would tell that something is missing.
      await rememberDamage(dirname(path), damage);
      const whole = Buffer.concat([
        logPrefix(marker),
        ...scanned.records.map(({ at }) => bytes.subarray(at.from, at.to)),
      ]);
      await replaceFile(path, whole, what);
      size = whole.length;
    }
    const handle = await open(path, 'r+').catch((error: unknown) => {
      throw diskRefusal(error, what);
    });
    const log = new Log(new LogFile(handle, size, syncPause), marker, what, syncPause, Math.max(atLeast, found));
    return { log, read: { records, damage } };
  }

  /** The number of the last record that was appended. */
  get lastNumber(): number {
    return this.last;
  }

  /** The length of the file. */
  get bytes(): number {
    return this.file.size;
  }

  /**
   * Appends a record; resolves when it is on the disk. Records that wait together share one sync.
   *
   * @param written is called when the record is in the file, before it is on the disk: the death of the process can't
   *   take it away any more, a power cut can
   * @throws {Refusal} where the disk is full or fails; the record is then not in the log
   */
  append(record: NewRecord, written: () => void = () => {}): Promise<void> {
    this.last++;
    const bytes = encodeRecord({ ...record, v: 1, n: this.last }, this.marker);
    return this.file.append(bytes, written).catch((error: unknown) => {
      throw this.refusal(error);
    });
  }

  /**
   * Writes the whole log anew, with each record changed: only erasing does that. At any moment, a power cut included,
   * the old log or the new one is there whole.
   *
   * @param more a record to add at its end
   * @throws {Refusal} where the disk is full or fails; the log is then as it was
   */
  async rewrite(path: string, change: (record: LogRecord) => LogRecord, more: NewRecord): Promise<void> {
    await this.replace(path, (records) => [...records.map(change), { ...more, v: 1, n: this.last + 1 }]);
  }

  /** Takes the records after some number out of the log, whole as `rewrite`: a merge that was taken back. */
  async cutBack(path: string, last: number): Promise<void> {
    await this.replace(path, (records) => records.filter(({ n }) => n <= last));
  }

  private async replace(path: string, change: (records: LogRecord[]) => LogRecord[]): Promise<void> {
    await this.file.settle();
    if (this.file.fault) throw this.refusal(this.file.fault);
    const { records } = readRecords(await readFile(path), this.marker);
    const changed = change(records.map(({ record }) => record));
    const bytes = Buffer.concat([logPrefix(this.marker), ...changed.map((each) => encodeRecord(each, this.marker))]);
    await replaceFile(path, bytes, this.what);
    const old = this.file;
    this.file = new LogFile(await open(path, 'r+'), bytes.length, this.syncPause);
    await old.close();
    this.last = changed.at(-1)?.n ?? 0;
  }

  /** Resolves when of all that was appended by now it is known whether it is on the disk, which is seen to at once. */
  settle(): Promise<unknown> {
    return this.file.settle();
  }

  private refusal(error: unknown): unknown {
    const known = diskRefusal(error, this.what);
    if (known instanceof Refusal) return known;
    return new Refusal(
      'not-saved',
      `${this.what} could not be saved: the disk reported a fault. Check the disk, then open the brief again.`,
      {
        cause: error,
      },
    );
  }

  /** Waits for what is being written and closes the file. */
  close(): Promise<void> {
    return this.file.close();
  }
}

async function setAside(folder: string, log: Uint8Array, { damaged }: ScannedLog): Promise<void> {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  for (const { from, to } of damaged) {
    const bytes = log.subarray(from, to);
    const name = `log-${from}-${sha256Bytes(bytes).slice(0, 12)}.bin`;
    await writeFile(join(folder, name), bytes, { mode: PRIVATE_FILE, flush: true });
  }
  await syncFolder(folder);
}

/** Says for each damaged stretch what is missing, as far as its neighbours tell. */
function describeDamage({ records, damaged }: ScannedLog, logLength: number): string[] {
  return damaged.map(({ from, to }) => {
    const before = records.findLast(({ at }) => at.to <= from)?.record;
    const after = records.find(({ at }) => at.from >= to)?.record;
    const size = `${to - from} bytes`;
    if (to === logLength) {
      const since = before ? `after ${when(before.at)}` : 'from the beginning';
      return `The end of the brief’s log can’t be read (${size}): what was done ${since} may be missing.`;
    }
    const missing = after ? after.n - (before?.n ?? 0) - 1 : 0;
    const actions = missing === 1 ? '1 action' : `${missing} actions`;
    const between = before && after ? ` between ${when(before.at)} and ${when(after.at)}` : '';
    return `A part of the brief’s log can’t be read (${size}): ${actions} done${between} may be missing.`;
  });
}

function when(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
