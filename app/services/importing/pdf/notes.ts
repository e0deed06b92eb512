import type { PDFPageProxy } from 'pdfjs-dist';

/** A highlight or a note that somebody put into a PDF. */
export interface PdfNote {
  id: string;
  page: number;
  author: string;
  /** In milliseconds since 1970. */
  at?: number;
  words: string;
  /** It strikes its words out. */
  strikes: boolean;
  /** What it answers. */
  answers?: string;
  /** Says of what it answers that it is done. */
  done?: boolean;
  /** Where it marks words, in points from the page's upper left corner. */
  marks: { x0: number; y0: number; x1: number; y1: number }[];
  /** Where it lies, for one that marks no words. */
  place: { x: number; y: number };
}

/** A page with more is a form, or meant to do harm. */
const MAX_NOTES = 5_000;
const MARKUP = new Set(['Highlight', 'Underline', 'Squiggly', 'StrikeOut']);
const NOTES = new Set(['Text', 'FreeText', 'Caret']);
const DONE = new Set(['Completed', 'Accepted', 'Cancelled', 'Rejected']);

interface Found {
  id?: string;
  subtype?: string;
  titleObj?: { str?: string };
  contentsObj?: { str?: string };
  quadPoints?: ArrayLike<number> | null;
  rect?: number[];
  modificationDate?: string | null;
  creationDate?: string | null;
  inReplyTo?: string;
  state?: string | null;
}

/** Reads a page's notes, and where its links are. */
export async function notesOf(page: PDFPageProxy): Promise<{ notes: PdfNote[]; links: PdfNote['marks'] }> {
  const found = ((await page.getAnnotations({ intent: 'any' })) as Found[]).slice(0, MAX_NOTES);
  const { transform } = page.getViewport({ scale: 1 });
  const links = found
    .filter(({ subtype }) => subtype === 'Link')
    .flatMap(({ quadPoints, rect = [0, 0, 0, 0] }) => boxes(quadPoints, rect, transform));
  return { notes: notesAmong(found, page.pageNumber, transform), links };
}

function notesAmong(found: readonly Found[], page: number, transform: number[]): PdfNote[] {
  return found.flatMap((each) => {
    const { id, subtype = '', rect = [0, 0, 0, 0], inReplyTo, state } = each;
    if (!id || !(MARKUP.has(subtype) || NOTES.has(subtype))) return [];
    const at = timeOf(each.modificationDate ?? each.creationDate);
    const [left, top] = point(transform, rect[0] ?? 0, rect[3] ?? 0);
    return [
      {
        id,
        page,
        author: each.titleObj?.str?.trim() ?? '',
        ...(at === undefined ? {} : { at }),
        words: each.contentsObj?.str?.replace(/\r\n?/gu, '\n').trim() ?? '',
        strikes: subtype === 'StrikeOut',
        ...(inReplyTo ? { answers: inReplyTo } : {}),
        ...(state ? { done: DONE.has(state) } : {}),
        marks: MARKUP.has(subtype) ? boxes(each.quadPoints, rect, transform) : [],
        place: { x: left, y: top },
      },
    ];
  });
}

function boxes(quads: ArrayLike<number> | null | undefined, rect: number[], transform: number[]): PdfNote['marks'] {
  const numbers =
    quads && quads.length >= 8
      ? Array.from(quads)
      : [rect[0], rect[1], rect[2], rect[1], rect[0], rect[3], rect[2], rect[3]].map((each) => each ?? 0);
  const all: PdfNote['marks'] = [];
  for (let at = 0; at + 8 <= numbers.length && all.length < MAX_NOTES; at += 8) {
    const points = [0, 2, 4, 6].map((offset) =>
      point(transform, numbers[at + offset] ?? 0, numbers[at + offset + 1] ?? 0),
    );
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    all.push({ x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) });
  }
  return all;
}

function point([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[], x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** "D:20330205100000+01'00'" */
function timeOf(date: string | null | undefined): number | undefined {
  const parts = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:Z|([+-])(\d{2})'?(\d{2})?'?)?/u.exec(
    date ?? '',
  );
  if (!parts) return undefined;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    sign,
    hours = '00',
    minutes = '00',
  ] = parts;
  const zone = sign ? `${sign}${hours}:${minutes}` : 'Z';
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(time) ? undefined : time;
}
