import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Refusal } from '../../../../shared/refusal.ts';
import { characterMaps, pdfjs } from './pdfjs.ts';

/** A book has some hundred pages; what has more than this is a collection, and takes minutes. */
const MAX_PAGES = 1_500;
/** Larger pictures are left out rather than unpacked: 40 megapixels are 160 MB. */
const MAX_PIXELS = 40 * 1024 * 1024;

/**
 * Opens a PDF.
 *
 * @throws {Refusal} where it is under a password, damaged, or has more pages than any article
 */
export async function openPdf(bytes: Uint8Array, name: string): Promise<PDFDocumentProxy> {
  const { getDocument } = await pdfjs();
  const task = getDocument({
    // It empties the array that it is given.
    data: new Uint8Array(bytes),
    verbosity: 0,
    cMapUrl: characterMaps(),
    cMapPacked: true,
    useSystemFonts: false,
    disableFontFace: true,
    fontExtraProperties: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    useWasm: false,
    enableXfa: false,
    maxImageSize: MAX_PIXELS,
    stopAtErrors: false,
  });
  let pdf: PDFDocumentProxy;
  try {
    pdf = await task.promise;
  } catch (error) {
    await task.destroy().catch(() => {});
    throw refusalFor(error, name);
  }
  if (pdf.numPages <= MAX_PAGES) return pdf;
  await pdf.destroy();
  throw new Refusal(
    'pdf-too-long',
    `“${name}” has ${pdf.numPages} pages, and an article may have ${MAX_PAGES}. Save the pages that you need in a file of their own and import that.`,
  );
}

function refusalFor(error: unknown, name: string): Refusal {
  if ((error as Error | undefined)?.name === 'PasswordException')
    return new Refusal(
      'pdf-password',
      `“${name}” is protected by a password. Open it in a PDF program, save it without the password and import that.`,
    );
  return damagedPdf(name, error);
}

/** A PDF that can't be read at all. */
export function damagedPdf(name: string, cause?: unknown): Refusal {
  return new Refusal(
    'damaged-pdf',
    `“${name}” is damaged or cut short: its pages can’t be found. Get it anew, or open it in a PDF program, save it again and import that.`,
    { cause },
  );
}
