import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../../app/services/exporting/pdf/find-chromium.ts';
import { openChromium } from '../../../app/services/exporting/pdf/print-in-chromium.ts';
import { writePdf } from '../../../app/services/exporting/pdf/write-pdf.ts';
import { countPdf } from '../../../app/services/exporting/readers/pdf.ts';
import { which } from '../../../scripts/lib/chromium.mjs';
import { allThreads, type ExportedBrief } from '../../../shared/exporting/exported-brief.ts';
import { fortyThreads, PEOPLE } from '../../fixtures/forty-threads.ts';
import { exportOf } from '../../support/exports.ts';

interface PdfAnnotation {
  id: string;
  subtype: string;
  quadPoints?: Float32Array;
  inReplyTo?: string;
  stateModel?: string;
  state?: string;
  url?: string;
  titleObj: { str: string };
  contentsObj: { str: string };
  rect: number[];
}

const chromium = await findChromium();
const { brief } = fortyThreads();
const TIMEOUT = 120_000;

/** What pdf.js reads of a file: its annotations by page, and its words with their places. */
async function readPdf(bytes: Uint8Array) {
  const doc = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: { annotations: PdfAnnotation[]; words: string[]; height: number }[] = [];
  for (let number = 1; number <= doc.numPages; number++) {
    const page = await doc.getPage(number);
    const annotations = (await page.getAnnotations({ intent: 'any' })) as PdfAnnotation[];
    const { items } = await page.getTextContent();
    const words = items.flatMap((item) => ('str' in item ? [item.str] : []));
    const { height } = page.getViewport({ scale: 1 });
    pages.push({ annotations, words, height });
  }
  const { info } = await doc.getMetadata();
  const outline = await doc.getOutline();
  const marked = await doc.getMarkInfo();
  return { pages, info: info as Record<string, unknown>, outline, tagged: marked?.Marked === true };
}

function squeezed(text: string): string {
  return text.replace(/[\s\u202a-\u202e]+/gu, '');
}

describe.runIf(chromium)('a brief of forty threads as a PDF', () => {
  let exported: ExportedBrief;
  let bytes: Uint8Array;
  let read: Awaited<ReturnType<typeof readPdf>>;

  beforeAll(async () => {
    const made = exportOf(brief, { format: { to: 'pdf' } });
    exported = made.exported;
    bytes = await writePdf(exported, made.options);
    read = await readPdf(bytes);
  }, TIMEOUT);

  const all = () => read.pages.flatMap(({ annotations }) => annotations);
  const rootOf = (number: number) =>
    all().find(({ contentsObj, inReplyTo }) => contentsObj.str.startsWith(`[${number}] `) && !inReplyTo);

  it('holds every thread and every comment, by another reader’s count', () => {
    const { exported: threads, exportedComments: comments } = exported.receipt;
    expect(countPdf(bytes)).toEqual({ threads, comments });
    for (const { number } of allThreads(exported)) expect(rootOf(number)).toBeDefined();
  });

  /** What a program prints of the file, which it is given for `FILE`. */
  function printedBy(program: string, args: readonly string[]): string {
    const folder = mkdtempSync(join(tmpdir(), 'briefmark-pdf-'));
    try {
      const path = join(folder, 'brief.pdf');
      writeFileSync(path, bytes);
      return execFileSync(
        program,
        args.map((arg) => (arg === 'FILE' ? path : arg)),
        { encoding: 'utf8' },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it.skipIf(!which('pdftotext'))('has the words of the passage under each highlight, and nothing else', () => {
    let looked = 0;
    for (const { number, passages } of exported.threads.filter((thread) => thread.passages.length === 1)) {
      const quote = passages[0]?.quote ?? '';
      const at = read.pages.findIndex(({ annotations }) => annotations.some(({ id }) => id === rootOf(number)?.id));
      // One over pages has a highlight on each; Arabic is put out in the order in which it was painted.
      if (quote.length > 300 || /\p{Script=Arabic}/u.test(quote)) continue;
      const quads = rootOf(number)?.quadPoints ?? new Float32Array();
      const under: string[] = [];
      for (let quad = 0; quad < quads.length; quad += 8) {
        const [left, top, right, , , bottom] = quads.slice(quad, quad + 6) as unknown as number[] & { length: 6 };
        // Within the quad on every side, so that no neighbour is touched.
        const inset = ((top as number) - (bottom as number)) / 8;
        const pageHeight = read.pages[at]?.height ?? 0;
        const crop = [
          Math.ceil(left as number) + 1,
          Math.ceil(pageHeight - (top as number) + inset),
          Math.floor((right as number) - (left as number) - 3),
          Math.floor((top as number) - (bottom as number) - 2 * inset),
        ];
        const flags = ['-x', '-y', '-W', '-H'].flatMap((flag, i) => [flag, String(crop[i])]);
        under.push(printedBy('pdftotext', ['-r', '72', '-f', `${at + 1}`, '-l', `${at + 1}`, ...flags, 'FILE', '-']));
      }
      expect(squeezed(under.join('')), `thread ${number}`).toBe(squeezed(quote));
      looked++;
    }
    expect(looked).toBeGreaterThan(25);
  });

  it('has replies in reply to their thread, by their authors', () => {
    for (const thread of allThreads(exported)) {
      const root = rootOf(thread.number);
      const replies = all().filter(({ inReplyTo, stateModel }) => inReplyTo === root?.id && !stateModel);
      const said = thread.comments[0]?.author === thread.author ? thread.comments.slice(1) : thread.comments;
      expect(replies.map(({ titleObj }) => titleObj.str)).toEqual(said.map(({ author }) => author.name));
      const states = all().filter(({ inReplyTo, stateModel }) => inReplyTo === root?.id && stateModel === 'Review');
      expect(states).toHaveLength(thread.status.state === 'resolved' ? 1 : 0);
    }
  });

  it('has a title, a language, bookmarks and tags, and leads nowhere that isn’t there', () => {
    expect(read.info).toMatchObject({ Title: exported.title, Language: 'en', Producer: 'Briefmark' });
    expect(read.outline.length).toBeGreaterThan(0);
    expect(read.tagged).toBe(true);
    expect(all().filter(({ url }) => url?.includes('briefmark.invalid'))).toEqual([]);
  });

  it('is the same to the byte for the same brief, options and clock', { timeout: TIMEOUT }, async () => {
    const { options } = exportOf(brief, { format: { to: 'pdf' } });
    expect(Buffer.from(await writePdf(exported, options)).equals(Buffer.from(bytes))).toBe(true);
  });

  it.each(['margin', 'endnotes'] as const)('prints what was said: %s', { timeout: TIMEOUT }, async (print) => {
    const made = exportOf(brief, { format: { to: 'pdf', print } });
    const { pages } = await readPdf(await writePdf(made.exported, made.options));
    const text = squeezed(pages.flatMap(({ words }) => words).join(''));
    for (const words of ['Gross or net of the brine?', 'Same figure in the tender.'])
      expect(text).toContain(squeezed(words));
  });

  it('names nobody where people are anonymised', { timeout: TIMEOUT }, async () => {
    const made = exportOf(brief, { format: { to: 'pdf', print: 'endnotes' }, anonymise: true });
    const { pages } = await readPdf(await writePdf(made.exported, made.options));
    const text = pages
      .flatMap(({ words, annotations }) => [
        ...words,
        ...annotations.flatMap(({ titleObj, contentsObj }) => [titleObj?.str ?? '', contentsObj?.str ?? '']),
      ])
      .join(' ');
    for (const { name } of Object.values(PEOPLE)) expect(text).not.toContain(name);
  });

  it.skipIf(!which('qpdf'))('has no error for qpdf', () => {
    expect(printedBy('qpdf', ['--check', 'FILE'])).toContain('No syntax or stream encoding errors');
  });

  it.skipIf(!which('pdftotext'))('has its words and all of its fonts inside for poppler', () => {
    expect(printedBy('pdftotext', ['FILE', '-'])).toContain('desalination');
    const fonts = printedBy('pdffonts', ['FILE']).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/ yes (yes|no ) (yes|no ) +\d+ +\d+$/);
  });
});

describe('without a Chromium', () => {
  const { BRIEFMARK_CHROMIUM: before } = process.env;
  beforeAll(() => {
    process.env.BRIEFMARK_CHROMIUM = '/nowhere/chromium';
  });
  afterAll(() => {
    if (before === undefined) delete process.env.BRIEFMARK_CHROMIUM;
    else process.env.BRIEFMARK_CHROMIUM = before;
  });

  it('says what to do', async () => {
    await expect(openChromium()).rejects.toThrow('Install one, or name it in BRIEFMARK_CHROMIUM; or export to HTML');
  });
});

if (!chromium) it.skip('PDF: no Chromium was found. To run it: apt-get install chromium');
