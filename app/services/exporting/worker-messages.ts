import type { ExportPreview } from '../../../shared/exporting/export-preview.ts';
import type { ExportOptions } from '../../../shared/exporting/options.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { CarriedBrief } from './carried-brief.ts';
import type { ExportStep, MadeExport } from './make-export.ts';
import type { PageToPrint, Paper } from './pdf/printer.ts';

/** A refusal loses its class on the way; any other error keeps its stack. */
export interface Failed {
  kind: 'failed';
  refusal?: { code: string; message: string };
  error: unknown;
}

/** What the thread of an export is given: a brief, or the exports of several that become one file. */
export type ToWorker = (
  | { task: 'make' | 'preview'; brief: CarriedBrief; options: ExportOptions }
  | { task: 'zip'; files: Readonly<Record<string, Uint8Array>>; now: number }
) & {
  /** The thread asks for what it wants printed; without, it finds a Chromium. */
  prints?: boolean;
};

/** What it is told afterwards: to stop, or what became of the page that it wanted printed. */
export type ToRunningWorker = { kind: 'stop' } | { kind: 'printed'; bytes: Uint8Array } | Failed;

/** What it tells. */
export type FromWorker =
  | { kind: 'step'; step: ExportStep }
  | { kind: 'done'; result: MadeExport | ExportPreview | Uint8Array }
  /** One page at a time. */
  | { kind: 'print'; page: PageToPrint; paper: Paper }
  | Failed;

/** An error as it goes from one thread to the other. */
export function failed(error: unknown): Failed {
  const refusal = error instanceof Refusal ? { code: error.code, message: error.message } : undefined;
  return { kind: 'failed', ...(refusal ? { refusal } : {}), error };
}

/** An error as it came from the other thread. */
export function errorOf({ refusal, error }: Failed): unknown {
  return refusal ? new Refusal(refusal.code, refusal.message) : error;
}
