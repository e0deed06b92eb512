import { type Exportable, exportedBrief } from '../../../shared/exporting/export-brief.ts';
import type { ExportPreview } from '../../../shared/exporting/export-preview.ts';
import { writeDigest } from '../../../shared/exporting/html/write-digest.ts';
import { writeHtml } from '../../../shared/exporting/html/write-html.ts';
import { writeJsonld } from '../../../shared/exporting/jsonld/write-jsonld.ts';
import { writeMarkdown } from '../../../shared/exporting/markdown/write-markdown.ts';
import type { ExportOptions } from '../../../shared/exporting/options.ts';
import { writeCsv } from '../../../shared/exporting/table/write-csv.ts';
import { writeText } from '../../../shared/exporting/text/write-text.ts';
import { nameFor } from './name-for.ts';

/** Enough to see what an export looks like; thousands of cards would take a window seconds to lay out. */
const MOST_THREADS = 120;
const MOST_TEXT = 200_000;

/** What an export will hold and look like. Word and PDF files are shown as the page that they are made of. */
export function makePreview(brief: Exportable, options: ExportOptions): ExportPreview {
  const exported = exportedBrief(brief, options);
  const { to } = options.format;
  const shown = { ...exported, threads: exported.threads.slice(0, MOST_THREADS) };
  const all = shown.threads.length === exported.threads.length;
  const { receipt, title } = exported;
  const described = { name: nameFor(title, options), receipt };
  switch (to) {
    case 'docx':
    case 'pdf':
    case 'html':
      return { ...described, as: 'page', text: writeHtml(shown), whole: all };
    case 'digest':
      return { ...described, as: 'page', text: writeDigest(shown), whole: all };
    default: {
      const write = { md: writeMarkdown, txt: writeText, jsonld: writeJsonld, csv: writeCsv, xlsx: writeCsv }[to];
      const text = write(shown);
      const as = to === 'csv' || to === 'xlsx' ? 'table' : 'text';
      return { ...described, as, text: text.slice(0, MOST_TEXT), whole: all && text.length <= MOST_TEXT };
    }
  }
}
