import { createHash } from 'node:crypto';
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import type { ExportedBrief } from '../../../../shared/exporting/exported-brief.ts';
import type { ExportOptions } from '../../../../shared/exporting/options.ts';
import { type PrintPage, printPage, withFaces } from '../../../../shared/exporting/pdf/print-page.ts';
import { carriedFaces } from '../../../faces/carried-faces.ts';
import type { Surroundings } from '../surroundings.ts';
import { Annotations } from './annotations.ts';
import { headingPages } from './heading-pages.ts';
import { takeMarks } from './marks-on-pages.ts';
import { openChromium } from './print-in-chromium.ts';
import type { Print, Printer } from './printer.ts';

/**
 * Writes a brief as a PDF: the shell, or else the system's Chromium, prints the page, in which each marked stretch is a link; from where those stand,
 * annotations are made that PDF readers call their own.
 *
 * @throws {Refusal} where there is nothing to print with
 */
export async function writePdf(
  exported: ExportedBrief,
  options: ExportOptions,
  { signal, print }: Surroundings = {},
): Promise<Uint8Array> {
  if (options.format.to !== 'pdf') throw new Error('These options are of another format.');
  const { format, now } = options;
  const printer = print ? printerOf(print, signal) : await openChromium(signal);
  let page: PrintPage;
  let doc: PDFDocument;
  try {
    page = printPage(exported, format);
    const faces = await facesOf(page);
    doc = await loaded(await printer.print(withFaces(page, faces), format.paper));
    if (page.contents.length > 0) {
      // The second printing says what the first has shown: on which page each heading stands.
      page = printPage(exported, format, headingPages(doc, page.contents.length));
      doc = await loaded(await printer.print(withFaces(page, faces), format.paper));
    }
  } finally {
    await printer.close();
  }
  signal?.throwIfAborted();
  new Annotations(doc, exported, takeMarks(doc, page.marks)).addAll();
  describe(doc, exported, now);
  return doc.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

function printerOf(print: Print, signal: AbortSignal | undefined): Printer {
  return { print: (page, paper) => print(page, paper, signal), close: async () => {} };
}

/** The typefaces that a page needs, the same on every computer, whatever fonts it has. */
async function facesOf({ html, header, footer, stacks }: PrintPage): Promise<{ page: string; header: string }> {
  return { page: await carriedFaces(html, stacks), header: await carriedFaces(header + footer, stacks.slice(0, 1)) };
}

function loaded(bytes: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(bytes, { updateMetadata: false });
}

/** Title, language, times and id: the same for the same brief, options and clock. */
function describe(doc: PDFDocument, exported: ExportedBrief, now: number): void {
  const { title, language, receipt } = exported;
  const at = new Date(now);
  doc.setTitle(title, { showInWindowTitleBar: true });
  doc.setCreator('Briefmark');
  doc.setProducer('Briefmark');
  doc.setCreationDate(at);
  doc.setModificationDate(at);
  if (language !== 'und') doc.catalog.set(PDFName.of('Lang'), PDFString.of(language));
  const { leftOut, ...counts } = receipt;
  const info = doc.context.lookup(doc.context.trailerInfo.Info, PDFDict);
  info.set(
    PDFName.of('BriefmarkReceipt'),
    PDFHexString.fromText(JSON.stringify({ ...counts, leftOut: leftOut.length })),
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([title, now, counts]))
    .digest('hex')
    .slice(0, 32);
  const id = PDFHexString.of(hash);
  doc.context.trailerInfo.ID = doc.context.obj([id, id]);
}
