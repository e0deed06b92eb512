import { type Exportable, exportedBrief } from '../../../shared/exporting/export-brief.ts';
import type { Receipt } from '../../../shared/exporting/exported-brief.ts';
import type { ExportFormat, ExportOptions } from '../../../shared/exporting/options.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { READERS } from './readers/readers.ts';
import type { Surroundings } from './surroundings.ts';
import { writeFormat } from './write-format.ts';

/** A file that is ready to be put in its place. */
export interface MadeExport {
  title: string;
  bytes: Uint8Array;
  receipt: Receipt;
}

/** How far an export is. */
export type ExportStep = 'gathering' | 'writing' | 'checking';

/**
 * Makes the file of an export, and reads it back with code that shares nothing with what wrote it.
 *
 * @throws {Refusal} where the file holds another number of threads or comments than went in; nothing is written then
 */
export async function makeExport(
  brief: Exportable,
  options: ExportOptions,
  { onStep, ...surroundings }: Surroundings & { onStep?: (step: ExportStep) => void } = {},
): Promise<MadeExport> {
  onStep?.('gathering');
  const exported = exportedBrief(brief, options);
  surroundings.signal?.throwIfAborted();
  onStep?.('writing');
  const bytes = await writeFormat(exported, options, surroundings);
  surroundings.signal?.throwIfAborted();
  onStep?.('checking');
  checkCounts(options.format.to, bytes, exported.receipt);
  return { title: exported.title, bytes, receipt: exported.receipt };
}

/** Counts what is in a file. */
export function checkCounts(format: ExportFormat, bytes: Uint8Array, receipt: Receipt): void {
  const read = READERS[format];
  const { threads, comments } = read(bytes);
  if (threads === receipt.exported && comments === receipt.exportedComments) return;
  const { exported, exportedComments } = receipt;
  throw new Refusal(
    'export-incomplete',
    `The export was not saved: the file would hold ${threads} of ${exported} threads and ${comments} of ${exportedComments} comments. This is a defect of Briefmark; please report it, and export to another format meanwhile.`,
  );
}
