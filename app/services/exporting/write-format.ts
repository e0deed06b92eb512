import { writeDocx } from '../../../shared/exporting/docx/write-docx.ts';
import type { ExportedBrief } from '../../../shared/exporting/exported-brief.ts';
import { writeDigest } from '../../../shared/exporting/html/write-digest.ts';
import { writeHtml } from '../../../shared/exporting/html/write-html.ts';
import { writeJsonld } from '../../../shared/exporting/jsonld/write-jsonld.ts';
import { writeMarkdown } from '../../../shared/exporting/markdown/write-markdown.ts';
import type { ExportOptions } from '../../../shared/exporting/options.ts';
import { writeCsv } from '../../../shared/exporting/table/write-csv.ts';
import { writeXlsx } from '../../../shared/exporting/table/write-xlsx.ts';
import { writeText } from '../../../shared/exporting/text/write-text.ts';
import { writePdf } from './pdf/write-pdf.ts';
import type { Surroundings } from './surroundings.ts';

/** Writes what goes out in the format that was chosen. */
export async function writeFormat(
  exported: ExportedBrief,
  options: ExportOptions,
  surroundings: Surroundings,
): Promise<Uint8Array> {
  switch (options.format.to) {
    case 'docx':
      return writeDocx(exported, options);
    case 'pdf':
      return writePdf(exported, options, surroundings);
    case 'html':
      return utf8(writeHtml(exported));
    case 'digest':
      return utf8(writeDigest(exported));
    case 'md':
      return utf8(writeMarkdown(exported));
    case 'txt':
      return utf8(writeText(exported));
    case 'jsonld':
      return utf8(writeJsonld(exported));
    case 'csv':
      return utf8(writeCsv(exported));
    case 'xlsx':
      return writeXlsx(exported);
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
