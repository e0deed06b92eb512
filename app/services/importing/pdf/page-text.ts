import type { PDFPageProxy } from 'pdfjs-dist';
import { ARABIC_WORD } from './joined-letters.ts';

/** Text that a page shows in one go, in points from the page's upper left corner. */
export interface Run {
  text: string;
  x0: number;
  x1: number;
  /** Of the line on which its letters stand. */
  y: number;
  size: number;
  bold: boolean;
  /** It stands above the line, as the number of a note does. */
  raised?: boolean;
}

/** What of a page is text. */
export interface PageText {
  number: number;
  width: number;
  height: number;
  runs: Run[];
  /** Text that doesn't stand upright: a stamp, a line along the edge. */
  turned: string[];
}

/** A page of an article has some thousand runs; more than this is a drawing made of letters. */
const MAX_RUNS = 60_000;
/** In points; the largest page that PDF knows is smaller. */
const FARTHEST = 20_000;
const BOLD = /bold|black|heavy|semibold|demi/i;

/**
 * Reads where the text of a page stands. Fonts are known only after the page's operators were read.
 *
 * @param words those with joined letters, as pdf.js gives them and as they should be
 */
export async function pageText(page: PDFPageProxy, words: ReadonlyMap<string, string> = new Map()): Promise<PageText> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const bold = new Map<string, boolean>();
  const runs: Run[] = [];
  let turned = '';
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '' || runs.length >= MAX_RUNS) {
      if ('str' in item && turned !== '' && item.str.trim() === '') turned += ' ';
      continue;
    }
    const [a, b, c, d, e, f] = times(transform, item.transform);
    const size = Math.hypot(c, d);
    const text = cleanText(withWords(item.str, words));
    // In a damaged file a place may be no number, or far beyond any page.
    const isSomewhere = [e, f, size, item.width].every((number) => Math.abs(number) < FARTHEST);
    if (text === '' || size === 0 || !isSomewhere) continue;
    if (Math.abs(b) > Math.abs(a) * 0.1 || a < 0) {
      turned += text;
      continue;
    }
    if (!bold.has(item.fontName)) bold.set(item.fontName, BOLD.test(fontName(page, item.fontName)));
    runs.push({ text, x0: e, x1: e + item.width, y: f, size, bold: bold.get(item.fontName) === true });
  }
  return { number: page.pageNumber, width, height, runs, turned: turned.trim() === '' ? [] : [turned.trim()] };
}

type Matrix = [number, number, number, number, number, number];

function times(m: number[], n: number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function fontName(page: PDFPageProxy, id: string): string {
  try {
    return (page.commonObjs.get(id) as { name?: string } | undefined)?.name ?? '';
  } catch {
    return '';
  }
}

function withWords(text: string, words: ReadonlyMap<string, string>): string {
  return words.size === 0 ? text : text.replace(ARABIC_WORD, (word) => words.get(word) ?? word);
}

/** Signs of writing without spaces; between them a line that is stretched has gaps. */
const STRETCHED = /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uff65]) +(?=[\p{Script=Han}\u3000-\u303f\uff00-\uff65])/gu;
const LEAST_STRETCHED = 8;

/** Letters as forms for a place in a word or in a line stand for the letters themselves; private ones say nothing. */
function cleanText(text: string): string {
  return (
    text
      .replace(/[\ufb00-\ufb06\ufb13-\ufdff\ufe10-\ufe19\ufe30-\ufe48\ufe70-\ufefc]+/gu, (forms) =>
        forms.normalize('NFKC'),
      )
      // Symbol fonts have their bullets among the private ones.
      .replace(/^[\ue000-\uf8ff]$/u, '•')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u001f\ue000-\uf8ff\ufffc]/gu, '')
      .replace(text.length > LEAST_STRETCHED ? STRETCHED : /$^/u, '')
      .toWellFormed()
  );
}
