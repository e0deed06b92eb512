import { type Exportable, exportedBrief } from '../../shared/exporting/export-brief.ts';
import type { ExportedBrief } from '../../shared/exporting/exported-brief.ts';
import { type ExportChoicesInput, type ExportOptions, exportChoicesSchema } from '../../shared/exporting/options.ts';
import { EXPORTED_AT } from '../fixtures/forty-threads.ts';

/** Options as a person chooses them, by the tests' clock. */
export function optionsFor(choices: ExportChoicesInput): ExportOptions {
  return { ...exportChoicesSchema.parse(choices), now: EXPORTED_AT };
}

/** What goes out of a brief with these choices. */
export function exportOf(
  brief: Exportable,
  choices: ExportChoicesInput,
): { exported: ExportedBrief; options: ExportOptions } {
  const options = optionsFor(choices);
  return { exported: exportedBrief(brief, options), options };
}
