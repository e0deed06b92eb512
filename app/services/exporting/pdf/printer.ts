import { CURTAIN, type PrintPage } from '../../../../shared/exporting/pdf/print-page.ts';

/** Paper, in inches, as Chromium takes it. */
export const PAPERS = { a4: { width: 8.27, height: 11.69 }, letter: { width: 8.5, height: 11 } } as const;
export type Paper = keyof typeof PAPERS;

/** In inches. */
export const MARGINS = { top: 0.85, bottom: 0.85, left: 0.9, right: 0.9 };

/** Twice what the largest brief takes; a printing that has hung ends. */
export const MOST_PRINTING_MS = 120_000;

/**
 * Asks the page, over the tools protocol, for its typefaces, waits for them, and only then lets it be laid out: Chromium
 * remembers words that it drew without their typeface, and draws them so again. Scripts of the page's own stay
 * forbidden.
 */
export const LOAD_FACES = {
  expression: `Promise.all([...document.fonts].map((face) => face.load())).then(() => document.getElementById('${CURTAIN}').remove())`,
  awaitPromise: true,
};

/** What is printed: a page, and what stands above and below each sheet of it. */
export type PageToPrint = Pick<PrintPage, 'html' | 'header' | 'footer'>;

/** Prints one page as a PDF that is tagged and has an outline; ends early, and rejects, where the signal says so. */
export type Print = (page: PageToPrint, paper: Paper, signal?: AbortSignal) => Promise<Uint8Array>;

/** Prints pages, one after another, until it is closed. */
export interface Printer {
  print(page: PageToPrint, paper: Paper): Promise<Uint8Array>;
  close(): Promise<void>;
}
