import type { ExportStep, MadeExport } from './make-export.ts';

/** What the thread of an export tells. */
export type FromWorker =
  | { kind: 'step'; step: ExportStep }
  | ({ kind: 'made' } & MadeExport)
  /** A refusal loses its class on the way; any other error keeps its stack. */
  | { kind: 'failed'; refusal?: { code: string; message: string }; error: unknown };
