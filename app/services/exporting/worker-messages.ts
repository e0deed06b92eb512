import type { ExportPreview } from '../../../shared/exporting/export-preview.ts';
import type { ExportOptions } from '../../../shared/exporting/options.ts';
import type { CarriedBrief } from './carried-brief.ts';
import type { ExportStep, MadeExport } from './make-export.ts';

/** What the thread of an export is given. */
export interface ToWorker {
  task: 'make' | 'preview';
  brief: CarriedBrief;
  options: ExportOptions;
}

/** What it tells. */
export type FromWorker =
  | { kind: 'step'; step: ExportStep }
  | { kind: 'done'; result: MadeExport | ExportPreview }
  /** A refusal loses its class on the way; any other error keeps its stack. */
  | { kind: 'failed'; refusal?: { code: string; message: string }; error: unknown };
