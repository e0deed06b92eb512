import type { ExportFormat } from '../../../../shared/exporting/options.ts';
import type { CountingReader } from './counted.ts';
import { countDocx } from './docx.ts';
import { countHtml } from './html.ts';
import { countJsonld } from './jsonld.ts';
import { countMarkdown } from './markdown.ts';
import { countPdf } from './pdf.ts';
import { countCsv, countXlsx } from './table.ts';
import { countText } from './text.ts';

/** The independent reader of each format. */
export const READERS: Record<ExportFormat, CountingReader> = {
  docx: countDocx,
  html: countHtml,
  digest: countHtml,
  pdf: countPdf,
  md: countMarkdown,
  txt: countText,
  jsonld: countJsonld,
  csv: countCsv,
  xlsx: countXlsx,
};
