import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { tidyAbout } from '../../../../shared/article/about.ts';
import { blockOf } from '../../../../shared/importing/import-text.ts';
import type { ImportedBlock } from '../../../../shared/importing/imported.ts';
import { directionOf, languageOf } from '../../../../shared/importing/language.ts';
import { markingOf } from '../../../../shared/importing/markings.ts';
import { MARKING } from '../../../../shared/importing/pages.ts';
import { RULES } from '../../../../shared/importing/rules/index.ts';
import { pullQuote } from '../../../../shared/importing/rules/pull-quote.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import type { FileToRead, OnStep, ReadArticle } from '../read-article.ts';
import { columnsOf, guttersOf, sharedGutters } from './columns.ts';
import { flowOf, type PageColumns, usesIndents } from './flow.ts';
import { dropPlainHeadings, levelHeadings } from './heading-levels.ts';
import { leaveOutLinks } from './link-lines.ts';
import { annotationsOf } from './note-places.ts';
import { notesOf, type PdfNote } from './notes.ts';
import { damagedPdf, openPdf } from './open-pdf.ts';
import { pageEdges } from './page-edges.ts';
import { type PageText, pageText, type Run } from './page-text.ts';
import { MAX_PICTURES, type Picture, picturesOf } from './pictures.ts';
import { bulletsOf, NARROW, type Segment, segmentsOf, withLabels } from './rows.ts';
import { type Written, write } from './write-source.ts';

/** Fewer letters a page than this are a stamp or a page number on a picture of a page. */
const LEAST_LETTERS = 12;
/** A picture on so many pages is the publisher's mark. */
const REPEATED = 3;

interface ReadPage extends PageText {
  pictures: Picture[];
  notes: PdfNote[];
}

/**
 * Reads a PDF as an article: its text in the order of reading, its pictures, and the notes in it.
 *
 * @throws {Refusal} where it holds no text, is under a password, or is damaged
 */
export async function readPdf({ bytes, name }: FileToRead, onStep: OnStep = () => {}): Promise<ReadArticle> {
  const pdf = await openPdf(bytes, name);
  try {
    return await articleOf(pdf, name, onStep);
  } finally {
    await pdf.destroy().catch(() => {});
  }
}

async function articleOf(pdf: PDFDocumentProxy, name: string, onStep: OnStep): Promise<ReadArticle> {
  const { pages, remarks } = await pagesOf(pdf, name, onStep);
  const letters = pages.reduce(
    (sum, { runs }) => sum + runs.reduce((own, { text }) => own + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0),
    0,
  );
  if (letters < LEAST_LETTERS * Math.min(10, pages.length)) throw noText(name);
  const segments = segmentsIn(pages);
  const edges = pageEdges(segments);
  const repeated = repeatedPictures(pages);
  const texts = segments.map((own) => own.filter((segment) => !edges.has(segment)));
  const gutters = sharedGutters(texts.map(guttersOf));
  const columns = pages.map((page, at): PageColumns => {
    const own = texts[at] as Segment[];
    const rtl = own.filter((segment) => segment.rtl).length * 2 > own.length;
    return {
      page: page.number,
      columns: columnsOf(own, rtl, gutters),
      pictures: page.pictures.filter(({ image }) => !repeated.has(image.sha256)),
    };
  });
  const written = write({
    elements: flowOf(columns),
    indents: usesIndents(columns),
    edges: [...edges].map(([segment, reason]) => ({ segment, reason })),
    turned: pages.flatMap(({ turned }) => turned),
    repeated: [...repeated.values()],
  });
  return { ...(await assembled(pdf, name, pages, written, remarks)), files: new Map() };
}

/** The segments of each page. Columns that stand near to each other are looked for first, so that no line goes across. */
function segmentsIn(pages: readonly ReadPage[]): Segment[][] {
  const near = pages.map(({ runs }) => guttersOf(segmentsOf(runs, NARROW).filter(({ text }) => !DOTS.test(text))));
  const shared = sharedGutters(near);
  return pages.map(({ runs }, at) => segmentsOf(runs, undefined, near[at]?.length ? near[at] : shared));
}

/** They lead to the page in a table of contents. */
const DOTS = /^[\s.·…_]+$/u;

async function assembled(
  pdf: PDFDocumentProxy,
  name: string,
  pages: readonly ReadPage[],
  { source, pieces, made, lines, ranks, headings, linked, plain }: Written,
  remarks: string[],
): Promise<Pick<ReadArticle, 'article' | 'images'>> {
  for (const rule of RULES) if (rule !== pullQuote) rule.apply(pieces);
  leaveOutLinks(pieces, linked);
  dropPlainHeadings(pieces, headings, plain);
  levelHeadings(pieces, ranks, headings);
  const blocks = pieces.map((piece): ImportedBlock => {
    const own = made.get(piece);
    return own ? { ...own, spans: [...piece.spans] } : blockOf(source, piece);
  });
  withCaptions(blocks);
  const notes = pages.flatMap((page) => page.notes);
  const annotations = annotationsOf(notes, source, blocks, lines);
  const words = blocks.flatMap(({ leftOut, text }) => (leftOut ? [] : [text])).join('\n');
  const images = new Map(pages.flatMap(({ pictures }) => pictures).map(({ image }) => [image.sha256, image]));
  const marking = blocks.find(({ leftOut }) => leftOut === MARKING)?.text;
  const about = tidyAbout({ ...(await saidByFile(pdf)), ...(marking ? { marking: markingOf(marking) } : {}) });
  return {
    article: {
      name,
      format: 'pdf',
      encoding: '',
      source,
      blocks,
      language: languageOf(words),
      direction: directionOf(words),
      ...(Object.keys(about).length > 0 ? { about } : {}),
      ...(annotations.length > 0 ? { annotations } : {}),
      ...(remarks.length > 0 ? { remarks } : {}),
    },
    images: new Map([...images].map(([sha256, { bytes }]) => [sha256, bytes])),
  };
}

async function pagesOf(
  pdf: PDFDocumentProxy,
  name: string,
  onStep: OnStep,
): Promise<{ pages: ReadPage[]; remarks: string[] }> {
  const pages: ReadPage[] = [];
  const unread: number[] = [];
  let failed = 0;
  let room = MAX_PICTURES;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    try {
      const page = await pdf.getPage(number);
      const read = await readPage(page, room);
      room -= read.pictures.length;
      failed += read.failed;
      pages.push(read);
      page.cleanup();
    } catch {
      unread.push(number);
    }
    onStep({ done: number, of: pdf.numPages });
  }
  if (pages.length === 0) throw damagedPdf(name);
  return {
    pages,
    remarks: [
      ...(unread.length > 0
        ? [
            `${unread.length === 1 ? 'Page' : 'Pages'} ${unread.slice(0, 20).join(', ')}${unread.length > 20 ? ' and more' : ''} could not be read and ${unread.length === 1 ? 'is' : 'are'} missing.`,
          ]
        : []),
      ...(failed > 0
        ? [
            `${failed} ${failed === 1 ? 'picture' : 'pictures'} could not be read and ${failed === 1 ? 'is' : 'are'} missing.`,
          ]
        : []),
    ],
  };
}

async function readPage(page: PDFPageProxy, room: number): Promise<ReadPage & { failed: number }> {
  const { pictures, dots, failed, ...drawn } = await picturesOf(page, room);
  const text = await pageText(page, drawn);
  const { notes, links } = await notesOf(page);
  for (const run of text.runs) run.linked = links.some((box) => isWithin(run, box));
  const runs = withLabels(dots, text.runs);
  return { ...text, runs: [...runs, ...bulletsOf(dots, runs)], pictures, failed, notes };
}

function isWithin({ x0, x1, y, size }: Run, box: PdfNote['marks'][number]): boolean {
  const [x, height] = [(x0 + x1) / 2, y - size * 0.3];
  return box.x0 <= x && box.x1 >= x && box.y0 <= height && box.y1 >= height;
}

function noText(name: string): Refusal {
  return new Refusal(
    'pdf-without-text',
    `“${name}” holds no text: its pages are pictures, as a scanner makes them. Have a program recognise the text in it (OCR), save that and import it.`,
  );
}

function repeatedPictures(pages: readonly ReadPage[]): Map<string, Picture> {
  const on = new Map<string, Picture[]>();
  for (const { pictures } of pages)
    for (const picture of pictures) on.set(picture.image.sha256, [...(on.get(picture.image.sha256) ?? []), picture]);
  return new Map(
    [...on].flatMap(([sha256, all]) =>
      new Set(all.map(({ page }) => page)).size >= REPEATED ? [[sha256, all[0] as Picture] as const] : [],
    ),
  );
}

/** A caption or a credit right below a picture stands in one figure with it. */
function withCaptions(blocks: ImportedBlock[]): void {
  let id = 0;
  blocks.forEach((block, at) => {
    if (block.type !== 'figure' || block.leftOut) return;
    const within = [{ kind: 'figure' as const, id: ++id }];
    block.within = within;
    for (let below = at + 1; below < blocks.length; below += 1) {
      const next = blocks[below] as ImportedBlock;
      if (next.leftOut || (next.type !== 'caption' && next.type !== 'credit')) return;
      next.within = within;
    }
  });
}

/** Titles that programs make up from a file's name say nothing. */
const NO_TITLE = /\.\w{2,4}$|^untitled|^microsoft word/iu;

async function saidByFile(pdf: PDFDocumentProxy): Promise<{ title?: string; authors?: string[] }> {
  try {
    const { info } = (await pdf.getMetadata()) as { info: { Title?: unknown; Author?: unknown } };
    const { Title, Author } = info;
    return {
      ...(typeof Title === 'string' && !NO_TITLE.test(Title) ? { title: Title } : {}),
      ...(typeof Author === 'string' && Author.trim() !== '' ? { authors: Author.split(/\s*[;]\s*/u) } : {}),
    };
  } catch {
    return {};
  }
}
