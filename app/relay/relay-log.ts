import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as Y from 'yjs';
import { replaceFile } from '../services/disk.ts';
import { FILES } from '../services/library/brief-folder.ts';
import { Log, logPrefix, type NewRecord, type ReadLog, readRecords } from '../services/log/log.ts';
import { encodeRecord, type LogRecord } from '../services/log/record.ts';
import type { Decision } from './hosted-document.ts';
import { SYNC_PAUSE_MS } from './limits.ts';

/** How the relay's log names a brief in what it says of the disk. */
const WHAT = 'A brief on the relay';

/** Erasing costs as much as writing the whole log; twenty times that goes by before the next. */
const ERASE_PAUSE_MS = 1_000;

/** The notes' document as it is, without what was erased, and whose each Yjs client id is. */
export interface NotesState {
  readonly admitted: Y.Doc;
  ownerOf(client: number): string;
}

/**
 * A brief's log on the relay. What was appended is on the disk in the order in which it was appended; records that wait
 * together share one sync.
 */
export class RelayLog {
  private tail: Promise<void> = Promise.resolve();
  /** While the file is written anew. */
  private gate: Promise<void> | undefined;
  private saved: number;
  private readonly erased = new Set<string>();
  private erasing: NodeJS.Timeout | undefined;
  private pause = ERASE_PAUSE_MS;

  private constructor(
    private readonly path: string,
    private readonly marker: Uint8Array,
    private log: Log,
    private bytes: number,
    private readonly state: NotesState,
    private readonly now: () => number,
  ) {
    this.saved = log.lastNumber;
  }

  /**
   * Opens a log and reads what it holds.
   *
   * @param atLeast a record number that was given already
   * @param state what takes the place of updates with erased entries
   */
  static async open(
    folder: string,
    marker: Uint8Array,
    atLeast: number,
    state: NotesState,
    now: () => number,
  ): Promise<{ log: RelayLog; read: ReadLog }> {
    const path = join(folder, FILES.log);
    const { log, read } = await Log.open(path, marker, WHAT, atLeast, SYNC_PAUSE_MS);
    const { length } = await readFile(path);
    return { log: new RelayLog(path, marker, log, length, state, now), read };
  }

  /** The number of the last record that is on the disk. */
  get lastSaved(): number {
    return this.saved;
  }

  /** About how long the file is. */
  get size(): number {
    return this.bytes;
  }

  /** Resolves when all that was appended by now is on the disk, which is seen to at once. */
  settle(): Promise<void> {
    void this.log.settle();
    return this.tail;
  }

  /**
   * Appends a record. `written` resolves when it is in the file, and never where it can't be; `durable` when it is on the
   * disk, and rejects where that is full or fails: nothing can be appended from then on.
   */
  append(record: NewRecord): Pick<Decision, 'written' | 'durable'> {
    this.bytes += (record.text?.length ?? 0) + (record.notes?.length ?? 0);
    for (const entry of record.entries ?? []) this.bytes += entry.length;
    let isWritten = () => {};
    const written = new Promise<void>((done) => {
      isWritten = done;
    });
    const append = async () => {
      await this.log.append(record, isWritten);
      this.saved++;
    };
    this.tail = this.gate ? this.gate.then(append) : append();
    return { written, durable: this.tail };
  }

  /**
   * Takes erased entries out of all records soon, their Yjs updates included, which are replaced by the state without
   * them. The whole file is written anew for it, so several that come one after another are taken out at once.
   */
  erase(ids: readonly string[]): void {
    for (const id of ids) this.erased.add(id);
    this.erasing ??= setTimeout(() => void this.eraseNow().catch(() => {}), this.pause);
  }

  /** The records after one, as they are on the disk. */
  async recordsAfter(n: number): Promise<LogRecord[]> {
    await this.settle().catch(() => {});
    const { records } = readRecords(await readFile(this.path), this.marker);
    return records.map(({ record }) => record).filter((record) => record.n > n);
  }

  /** Waits for what is being written and closes the file. */
  async close(): Promise<void> {
    await this.eraseNow().catch(() => {});
    await this.settle().catch(() => {});
    await this.log.close();
  }

  /** What can't be erased now, as on a full disk, is erased when the brief is opened again. */
  private eraseNow(): Promise<void> {
    clearTimeout(this.erasing);
    this.erasing = undefined;
    const ids = [...this.erased];
    this.erased.clear();
    if (ids.length === 0) return Promise.resolve();
    const settled = this.settle().catch(() => {});
    const rewritten = settled.then(async () => {
      const start = performance.now();
      await this.rewrite((records) => withoutEntries(records, ids, this.state, this.now()));
      this.pause = Math.max(ERASE_PAUSE_MS, 20 * (performance.now() - start));
    });
    this.gate = rewritten;
    // Before what waits for it, which is appended in the same turn: whatever comes later is appended after that.
    rewritten.then(() => {
      if (this.gate === rewritten) this.gate = undefined;
    }, ignore);
    this.tail = rewritten;
    return rewritten;
  }

  private async rewrite(change: (records: LogRecord[]) => LogRecord[]): Promise<void> {
    await this.log.close();
    const { records } = readRecords(await readFile(this.path), this.marker);
    const changed = change(records.map(({ record }) => record));
    const bytes = Buffer.concat([
      logPrefix(this.marker),
      ...changed.map((record) => encodeRecord(record, this.marker)),
    ]);
    await replaceFile(this.path, bytes, WHAT);
    this.bytes = bytes.length;
    this.log = (await Log.open(this.path, this.marker, WHAT, 0, SYNC_PAUSE_MS)).log;
    this.saved = this.log.lastNumber;
  }
}

function ignore(): void {}

function withoutEntries(
  records: readonly LogRecord[],
  ids: readonly string[],
  state: NotesState,
  now: number,
): LogRecord[] {
  const concerns = (bytes: Uint8Array) =>
    ids.some((id) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(id));
  const clients = new Set<number>();
  const kept = records.map((record): LogRecord => {
    const { notes, entries, ...rest } = record;
    const isKept = notes && !concerns(notes);
    if (notes && !isKept) for (const client of Y.parseUpdateMeta(notes).to.keys()) clients.add(client);
    const others = entries?.filter((json) => !ids.includes((JSON.parse(json) as { id: string }).id));
    return { ...rest, ...(isKept ? { notes } : {}), ...(others ? { entries: others } : {}) };
  });
  const last = records.at(-1)?.n ?? 0;
  const states = [...clients].map(
    (client, i): LogRecord => ({
      v: 1,
      n: last + 1 + i,
      at: now,
      by: state.ownerOf(client),
      notes: stateOf(state.admitted, client),
    }),
  );
  return [...kept, ...states];
}

/** What one Yjs client wrote, as it is now. */
function stateOf(doc: Y.Doc, client: number): Uint8Array {
  const others = Y.decodeStateVector(Y.encodeStateVector(doc));
  others.delete(client);
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(others));
}
