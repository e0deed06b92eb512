import type { PDFPageProxy } from 'pdfjs-dist';
import type { DrawnWords } from './drawn-words.ts';
import { ARABIC_WORD } from './joined-letters.ts';
import type { Typewriters } from './typewriter.ts';

/** Text that a page shows in one go, in points from the page's upper left corner. */
export interface Run {
  text: string;
  x0: number;
  x1: number;
  /** Of the line on which its letters stand. */
  y: number;
  size: number;
  bold: boolean;
  italic: boolean;
  /** Of a typewriter: each letter is equally wide. */
  mono: boolean;
  /** It is a link. */
  linked?: boolean;
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
/** Fonts of TeX say it in two letters. */
const BOLD = /bold|black|heavy|demi|medi(?!um)|[-,](?:bd|blk|hv)\b|(?:^|\+)(?:cm|ec|sf|tc)(?:ss)?bx?(?:ti|sl|\d)/i;
const MONO =
  /mono(?!type)|courier|consol|menlo|typewriter|inconsolata|source ?code|(?:^|\+)(?:cm|ec|sf)(?:sl|i)?tt\d|lmtt/i;
const ITALIC = /italic|oblique|slanted|(?:^|\+)(?:cm|ec|sf|tc)(?:bx|ss)?(?:ti|sl|i\d)|[-,]it\b|ital$/i;

/** What a page's operators say of its text. */
export interface Drawn {
  /** Words with joined letters, as pdf.js gives them and as they should be. */
  words: ReadonlyMap<string, string>;
  /** Those whose gaps or hyphens pdf.js gives otherwise than they are drawn. */
  drawn: DrawnWords;
  typewriters: Typewriters;
}

/** Reads where the text of a page stands. Fonts are known only after the page's operators were read. */
export async function pageText(page: PDFPageProxy, { words, drawn, typewriters }: Drawn): Promise<PageText> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const looks = new Map<string, Look>();
  const runs: Run[] = [];
  let turned = '';
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '' || runs.length >= MAX_RUNS) {
      if ('str' in item && turned !== '' && item.str.trim() === '') turned += ' ';
      continue;
    }
    const [a, b, c, d, e, f] = times(transform, item.transform);
    const size = Math.hypot(c, d);
    const text = cleanText(drawn.as(withWords(item.str, words)));
    // In a damaged file a place may be no number, or far beyond any page.
    const isSomewhere = [e, f, size, item.width].every((number) => Math.abs(number) < FARTHEST);
    if (text === '' || size === 0 || !isSomewhere) continue;
    if (Math.abs(b) > Math.abs(a) * 0.1 || a < 0) {
      turned += text;
      continue;
    }
    const look = looks.get(item.fontName) ?? lookOf(fontName(page, item.fontName), typewriters.has(item.fontName));
    looks.set(item.fontName, look);
    runs.push({ text, x0: e, x1: e + item.width, y: f, size, ...look });
  }
  return { number: page.pageNumber, width, height, runs, turned: turned.trim() === '' ? [] : [turned.trim()] };
}

type Matrix = [number, number, number, number, number, number];

function times(m: number[], n: number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

type Look = Pick<Run, 'bold' | 'italic' | 'mono'>;

function lookOf(name: string, isTyped: boolean): Look {
  return { bold: BOLD.test(name), italic: ITALIC.test(name), mono: isTyped || MONO.test(name) };
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

/** Fonts that say of no sign which it is are read by TeX's or Windows' numbers: joined letters, dashes, quotation marks. */
const TEX = ['ff', 'fi', 'fl', 'ffi', 'ffl'];
const TEX_SIGNS = '“”„«»–—';
const WINDOWS = new TextDecoder('windows-1252');

function knownSign(sign: string, at: number, text: string): string {
  const code = sign.charCodeAt(0);
  if (code === 0x88) return '•';
  if (code >= 0x80) return WINDOWS.decode(Uint8Array.of(code));
  if (code >= 0x10 && code <= 0x16) return TEX_SIGNS[code - 0x10] ?? '';
  const isInWord = /\p{L}/u.test(`${text[at - 1] ?? ''}${text[at + 1] ?? ''}`);
  return (isInWord && TEX[code >= 0x1b ? code - 0x1b : code - 0x0b]) || '';
}

/** Letters as forms for a place in a word or in a line stand for the letters themselves; private ones say nothing. */
function cleanText(text: string): string {
  return (
    text
      .replace(/[\ufb00-\ufb06\ufb13-\ufdff\ufe10-\ufe19\ufe30-\ufe48\ufe70-\ufefc]+/gu, (forms) =>
        forms.normalize('NFKC'),
      )
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u001f\u0080-\u009f]/gu, knownSign)
      // Symbol fonts have their bullets among the private ones.
      .replace(/^[\ue000-\uf8ff]$/u, '•')
      .replace(/[\ue000-\uf8ff\ufffc]/gu, '')
      .replace(text.length > LEAST_STRETCHED ? STRETCHED : /$^/u, '')
      .toWellFormed()
  );
}
