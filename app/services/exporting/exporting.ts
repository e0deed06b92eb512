import { createHash } from 'node:crypto';
import type { ExportPreview } from '../../../shared/exporting/export-preview.ts';
import type { ExportOptions } from '../../../shared/exporting/options.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { readNamedFile, replaceNamedFile } from '../disk.ts';
import type { CarriedBrief } from './carried-brief.ts';
import { makeInThread, previewInThread } from './in-thread.ts';
import { checkCounts, type ExportStep, type MadeExport } from './make-export.ts';
import type { Print } from './pdf/printer.ts';
import type { Surroundings } from './surroundings.ts';

/** More than any export has, read back whole. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** A window takes a piece of this size in a few milliseconds. */
const PIECE_BYTES = 512 * 1024;
/** Each is taken within a second or two of being made; one whose window has gone meanwhile makes room for later ones. */
const MOST_KEPT = 4;

/** Exports that windows have asked for and may stop, by the name that the window gave. */
export class Exporting {
  private readonly running = new Map<string, AbortController>();
  /** Files that are being taken piece by piece, the oldest first. */
  private readonly kept = new Map<string, Uint8Array>();

  /** @param print the shell's own way to print; without one the system's Chromium does it */
  constructor(private readonly print?: Print) {}

  /**
   * Makes the file of an export.
   *
   * @throws {Refusal} where it was stopped
   */
  make(
    name: string,
    brief: CarriedBrief,
    options: ExportOptions,
    onStep: (step: ExportStep) => void,
  ): Promise<MadeExport> {
    return this.stoppable(name, (surroundings) => makeInThread(brief, options, { ...surroundings, onStep }));
  }

  /** What the export will look like. A later preview of the same name stops an earlier one. */
  preview(name: string, brief: CarriedBrief, options: ExportOptions): Promise<ExportPreview> {
    return this.stoppable(name, (surroundings) => previewInThread(brief, options, surroundings));
  }

  /**
   * Does work that `stop` ends.
   *
   * @throws {Refusal} where it was stopped
   */
  async stoppable<T>(
    name: string,
    work: (surroundings: Surroundings & { signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const abort = new AbortController();
    this.running.get(name)?.abort();
    this.running.set(name, abort);
    try {
      return await work({ signal: abort.signal, ...(this.print ? { print: this.print } : {}) });
    } catch (error) {
      if (abort.signal.aborted) throw new Refusal('export-stopped', 'The export was stopped. No file was written.');
      throw error;
    } finally {
      if (this.running.get(name) === abort) this.running.delete(name);
    }
  }

  /** Keeps the file of an export to be taken piece by piece. */
  keep(name: string, bytes: Uint8Array): void {
    this.kept.set(name, bytes);
    for (const oldest of [...this.kept.keys()].slice(0, -MOST_KEPT)) this.kept.delete(oldest);
  }

  /**
   * A piece of a file that is kept; after the last one it is let go.
   *
   * @throws {Refusal} where it was let go already
   */
  piece(name: string, from: number): Uint8Array {
    const bytes = this.kept.get(name);
    if (!bytes) {
      throw new Refusal('export-let-go', 'The file of this export isn’t kept any more. Export once more to get it.');
    }
    const to = from + PIECE_BYTES;
    if (to >= bytes.length) this.kept.delete(name);
    return bytes.subarray(from, to);
  }

  /** Stops an export; the file of one that has ended already is let go. */
  stop(name: string): void {
    this.running.get(name)?.abort();
    this.kept.delete(name);
  }

  stopAll(): void {
    for (const abort of this.running.values()) abort.abort();
  }
}

/**
 * Puts an export in its place, whole or not at all, and reads it from there again: it must be
 * the very file in which all threads and comments were counted.
 *
 * @throws {Refusal} where the disk is full, the place may not be written, or what stands there is not what was written
 */
export async function saveExport(path: string, made: MadeExport, { format }: ExportOptions): Promise<void> {
  checkCounts(format.to, made.bytes, made.receipt);
  await replaceNamedFile(path, made.bytes);
  const written = await readNamedFile(path, MOST_BYTES);
  if (hash(written) !== hash(made.bytes)) {
    throw new Refusal(
      'export-changed',
      `“${path}” was written, but the disk gives back something else. Try another disk.`,
    );
  }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
