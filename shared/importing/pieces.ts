import type { BlockType } from '../article/block-types.ts';
import { cuttingHyphens } from './hyphens.ts';
import type { SourceSpan } from './imported.ts';
import { plainLetters } from './letters.ts';
import { forEachLine, type Line, linesOf, width } from './lines.ts';
import { LEAST_CUT_LINE, pageLines } from './pages.ts';
import { type Marker, Piece, type Verdict } from './piece.ts';
import { tableOf, tablesIn } from './tables.ts';
import { trimStretch } from './white-space.ts';
import { endsAsSentence } from './wording.ts';

/** Divides the source into pieces: lines that belong to one paragraph are joined, all others stay apart. */
export function piecesOf(source: string): Piece[] {
  if (countLines(source) > MOST_ARTICLE_LINES) return bulkPieces(source);
  const all = linesOf(source);
  const ofPages = pageLines(all);
  const lines = all.filter((_, at) => !ofPages.has(at));
  sew(all, ofPages);
  const tables = new Map(tablesIn(source, lines).map(({ from, to }) => [lines[from] as Line, lines.slice(from, to)]));
  const inTables = new Set([...tables.values()].flat());
  const running = lines.filter((line) => !inTables.has(line)).map(marked);
  const groups = paragraphsOf(running);
  const long = groups.filter((group) => group.reduce((sum, line) => sum + line.width, 0) >= LONG_GROUP);
  const indentIsSpecial = long.filter(isIndented).length * 3 < long.length;
  const pieces = groups.map((group) => pieceOf(source, group, indentIsSpecial && isIndented(group)));
  for (const table of tables.values()) pieces.push(tablePiece(source, table));
  for (const [at, reason] of ofPages) pieces.push(pageLinePiece(source, all[at] as Line, reason));
  return pieces.sort((a, b) => (a.spans[0]?.from ?? 0) - (b.spans[0]?.from ?? 0));
}

/** What is shorter is a heading or a button, and says nothing about how paragraphs are set. */
const LONG_GROUP = 40;

function marked(line: Line): MarkedLine {
  return { ...line, ...markerOf(line.text) };
}

/** Lines that belong to one paragraph, together. */
function paragraphsOf(lines: readonly MarkedLine[]): MarkedLine[][] {
  const wrap = wrapWidth(lines);
  const opening = openingIndent(lines);
  const groups: MarkedLine[][] = [];
  let previous: MarkedLine | undefined;
  for (const line of lines) {
    const group = groups.at(-1);
    const goesOn =
      group &&
      previous &&
      group.length < MOST_LINES &&
      !opens(line, opening) &&
      continues(group[0] as Line, previous, line, wrap);
    if (goesOn) group.push(line);
    else groups.push([line]);
    previous = line;
  }
  return groups;
}

/**
 * Where a page ends, or lines of its own were taken out, the empty lines say nothing: a sentence that isn't finished
 * goes on below them. Changes `gapBefore` of the lines after such places.
 */
function sew(lines: readonly Line[], ofPages: ReadonlyMap<number, string>): void {
  let before: Line | undefined;
  let cut = false;
  lines.forEach((line, at) => {
    if (ofPages.has(at)) {
      cut = true;
      return;
    }
    if (before && (cut || line.pageBreak)) {
      const unfinished = !endsAsSentence(before.text) && before.text.length >= LEAST_CUT_LINE;
      line.gapBefore = !(unfinished && /^[\p{Ll}\p{Lo}\d(]/u.test(line.text) && line.indent < before.indent + 2);
      line.sewn = !line.gapBefore;
    }
    cut = false;
    before = line;
  });
}

function tablePiece(source: string, lines: readonly Line[]): Piece {
  const spans = lines.map(({ span }) => span);
  const piece = new Piece(textOf(source, spans), spans, lines[0]?.gapBefore ?? false, 'table');
  piece.verdict = { type: 'table', because: 'Its lines stand in columns.' };
  return piece;
}

function pageLinePiece(source: string, { span, gapBefore }: Line, reason: string): Piece {
  const piece = new Piece(textOf(source, [span]), [span], gapBefore);
  piece.verdict = { type: 'paragraph', because: reason, leftOut: reason } satisfies Verdict;
  return piece;
}

/** No paragraph is longer; without a bound a file of equal lines becomes one block that no editor can show. */
const MOST_LINES = 500;

/**
 * The longest books have some ten thousand paragraphs. A file of more lines than this is data, and a block for each
 * line would take gigabytes and minutes; it is cut into portions instead, still character for character.
 */
const MOST_ARTICLE_LINES = 100_000;

function countLines(source: string): number {
  let count = 0;
  forEachLine(source, () => {
    count += 1;
  });
  return count;
}

/**
 * A stretch with each run of white space made one space. A loop, because a regular expression takes seconds for the
 * ten million line ends that a file may have.
 */
function onOneLine(source: string, { from, to }: SourceSpan): string {
  const units: number[] = [];
  let parts = '';
  for (let at = from; at < to; at += 1) {
    const unit = source.charCodeAt(at);
    const isGap =
      unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
    if (!isGap) units.push(unit);
    else if (units.at(-1) !== 0x20) units.push(0x20);
    // As many arguments as every engine takes in one call.
    if (units.length === 8192) parts += String.fromCharCode(...units.splice(0, 8191));
  }
  return parts + String.fromCharCode(...units);
}

/** Some pages of text: few enough blocks for the preview, each short enough for the editor. */
const PORTION_LENGTH = 20_000;

function bulkPieces(source: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  forEachLine(source, (_from, to) => {
    if (to - start < PORTION_LENGTH && to < source.length) return;
    const span = trimStretch(source, start, to);
    if (span.from < span.to) {
      const piece = new Piece(onOneLine(source, span), [span], true);
      piece.verdict = { type: 'paragraph', because: 'A portion of a file that has more lines than any article.' };
      pieces.push(piece);
    }
    start = to;
  });
  return pieces;
}

interface MarkedLine extends Line {
  marker?: Marker;
  /** How many characters of `text` the marker takes, white space after it included. */
  markerLength: number;
}

const RULE = /^(?:[*\-_=~–—⁂·•#✻]\s*){3,80}$|^⁂$/u;
const MARKERS: readonly (readonly [Marker, RegExp])[] = [
  ['quote', /^(?:>\s*)+(?=[^\s>])/u],
  ['bullet', /^[•‣▪▫◦●○■□⁃∙*]\s+(?=\S)/u],
  ['bullet', /^[•‣▪◦●○■]\s*(?=\S)/u],
  ['dash', /^[-–—]\s+(?=\S)/u],
  ['number', /^(?:\(?\d{1,3}[.)]|[a-z]\))\s+(?=\S)/iu],
  ['number', /^\((?:[a-z]|[ivx]{1,5})\)\s+(?=\S)/u],
  ['number', /^[ivx]{1,5}[.)]\s+(?=\S)/u],
  ['number', /^\d{1,2}[、．]\s*(?=\S)/u],
];

/** A rule is never longer; this keeps its pattern from being tried on paragraphs. */
const LONGEST_RULE = 240;

function markerOf(text: string): { marker?: Marker; markerLength: number } {
  if (text.length <= LONGEST_RULE && RULE.test(text)) return { marker: 'rule', markerLength: text.length };
  for (const [marker, pattern] of MARKERS) {
    const found = pattern.exec(text);
    if (found) return { marker, markerLength: found[0].length };
  }
  return { markerLength: 0 };
}

/** Nobody wraps narrower than this, and lines wider than this are paragraphs of one line each. */
const NARROWEST_WRAP = 44;
const WIDEST_WRAP = 120;
/** Of neighbouring lines in wrapped text this share breaks where the next word had no room. */
const WRAPPED_SHARE = 0.6;
/** Fewer breaks than this don't show a habit. */
const LEAST_BREAKS = 3;
/** A line that is shorter than this with one below it belongs to a head, a list or a poem, and shows no habit. */
const SHORT_LINE = 30;
/** A word that would just have fitted may stand on the next line all the same. */
const SLACK = 3;
const EARLY_BREAK = 0.8;
/** Finding the width needs a sample only; a page of text has some fifty lines. */
const SAMPLED_LINES = 2000;

/**
 * The column at which the text was wrapped by hand or by a mail program, or 0 when a line is a paragraph. In wrapped
 * text nearly every line that is followed by another one ends where the other's first word had no more room.
 */
function wrapWidth(lines: readonly MarkedLine[]): number {
  const sample = lines.slice(0, SAMPLED_LINES);
  const breaks: { width: number; needed: number }[] = [];
  sample.forEach((line, at) => {
    const next = sample[at + 1];
    const isPart = !next?.marker || (next.marker === 'quote' && line.marker === 'quote');
    if (!next || next.gapBefore || !isPart || line.marker === 'rule' || line.width < SHORT_LINE) return;
    // A line that is set in opens a paragraph.
    if (next.indent >= line.indent + 2 && !line.marker) return;
    breaks.push({ width: line.indent + line.width, needed: line.indent + line.width + roomFor(next) });
  });
  const widths = sample.map((line) => line.indent + line.width).sort((a, b) => b - a);
  const candidates = [...new Set(widths)].filter((w) => w >= NARROWEST_WRAP && w <= WIDEST_WRAP).slice(0, 12);
  for (const candidate of candidates) {
    const wider = widths.filter((w) => w > candidate).length;
    if (wider * 20 > widths.length) return 0;
    const full = breaks.filter((b) => b.width <= candidate && b.needed > candidate - SLACK).length;
    if (full >= LEAST_BREAKS && full >= breaks.length * WRAPPED_SHARE) return candidate;
    if (wider === 0 && full > 0 && full === breaks.length && hasNoCase(sample)) return candidate;
  }
  return 0;
}

/** A short text in Arabic or Hebrew may have one such break, and no small letter that would show what goes on in it. */
function hasNoCase(lines: readonly Line[]): boolean {
  return (
    lines.every(({ text }) => !/\p{Ll}{3}/u.test(text)) && lines.some(({ text }) => SPACED_WITHOUT_CASE.test(text))
  );
}

const SPACED_WITHOUT_CASE = /[\p{Script=Arabic}\p{Script=Hebrew}]{2}/u;

/** What the first word of a line would have taken on the line before: itself and a space, or one wide character. */
function roomFor({ text, marker, markerLength = 0 }: Line & Partial<MarkedLine>): number {
  const word = /^\S+/u.exec(marker === 'quote' ? text.slice(markerLength) : text)?.[0] ?? '';
  return /^[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uff60]/.test(word) ? 2 : width(word) + 1;
}

/** From this width on a line that stops in mid-sentence is broken, not ended. */
const BROKEN_LINE_WIDTH = 50;

/** How far lines that open a paragraph are indented, where that is how paragraphs are told; else 0. */
function openingIndent(lines: readonly MarkedLine[]): number {
  const sample = lines.slice(0, SAMPLED_LINES);
  const counts = new Map<number, number>();
  sample.forEach(({ indent, marker }, at) => {
    const next = sample[at + 1];
    const isOpening = indent >= 2 && !marker && next && !next.gapBefore && !next.marker && next.indent <= indent - 2;
    if (isOpening) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  });
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[1] >= LEAST_BREAKS ? most[0] : 0;
}

function opens(line: MarkedLine, opening: number): boolean {
  return opening > 0 && line.indent === opening && !line.marker;
}

function continues(first: Line, before: MarkedLine, line: MarkedLine, wrap: number): boolean {
  if (line.gapBefore || before.marker === 'rule' || line.marker === 'rule') return false;
  if (isTopic(first.text)) return !HEADER_KEY.test(line.text);
  const bothQuoted = before.marker === 'quote' && line.marker === 'quote';
  if (line.marker && !bothQuoted) return false;
  if (before.marker === 'quote' && !line.marker) return false;
  // The first line of a paragraph may be indented; a list item's later lines are.
  const listGoesOn = before.marker !== undefined && !bothQuoted && line.indent > before.indent;
  if (line.indent >= before.indent + 2 && !listGoesOn) return false;
  if (listGoesOn) return true;
  if (line.sewn || CUT_WORD.test(before.text)) return true;
  if (shouts(before.text) !== shouts(line.text) && before === first) return false;
  const end = before.indent + before.width;
  if (wrap > 0 && end <= wrap && end + roomFor(line) > wrap) return true;
  // Some break a little sooner than they must.
  if (wrap > 0 && end <= wrap && end >= wrap * EARLY_BREAK && !endsAsSentence(before.text)) return true;
  const content = line.text.slice(line.markerLength);
  return (
    before.width >= BROKEN_LINE_WIDTH &&
    before.width <= WIDEST_WRAP &&
    !endsAsSentence(before.text) &&
    /^\p{Ll}/u.test(content)
  );
}

/** Where a cable or a memorandum says what it is about; what follows without a gap belongs to it. */
const TOPIC =
  /^(?:SUBJECT|SUBJ|Subject|Title|Titel|Titre|Título|Betreff|Betrifft|Objet|Asunto|Assunto|Oggetto|Onderwerp|Тема|الموضوع|הנדון|RE)\s*:\s*(?=\S)/u;
const HEADER_KEY = /^[\p{Lu}][\p{Lu} ./]{1,24}:/u;

/** A word goes on in the next line. */
const CUT_WORD = /\p{Ll}[\u00ad\u2010-]$/u;

export function isTopic(text: string): boolean {
  return TOPIC.test(text);
}

/** Only capitals, as headings may have them; a line of a text that has no others says nothing by them. */
function shouts(text: string): boolean {
  return /\p{Lu}{3}/u.test(text) && !/\p{Ll}/u.test(text);
}

const INDENT = 3;

function isIndented(group: readonly MarkedLine[]): boolean {
  return group.every((line) => line.indent >= INDENT && !line.marker);
}

function pieceOf(source: string, group: readonly MarkedLine[], indented: boolean): Piece {
  const [first] = group;
  const spans = group.map((line) => line.span);
  const gapBefore = first?.gapBefore ?? false;
  const signs = signsIn(source, spans);
  const isSigned = signs.some(({ from }) => source[from] === '^');
  return new Piece(
    textOf(source, spans, signs),
    spans,
    gapBefore,
    first?.marker,
    first?.markerLength,
    indented,
    isSigned,
  );
}

/**
 * A piece of lines that something else has put together, such as the layout of a page.
 *
 * @param part the stretch of the source that holds them, from `base` on: a whole book need not be joined for each
 */
export function pieceOfSpans(part: string, spans: readonly SourceSpan[], base: number): Piece {
  const own = spans.map(({ from, to }) => ({ from: from - base, to: to - base }));
  const [first] = own;
  const { marker, markerLength } = first ? markerOf(part.slice(first.from, first.to)) : { markerLength: 0 };
  return new Piece(textOf(part, own), spans, true, marker === 'rule' ? undefined : marker, markerLength);
}

const MARKERS_OF: Partial<Record<BlockType, readonly Marker[]>> = {
  list: ['bullet', 'dash', 'number'],
  quote: ['quote'],
  rule: ['rule'],
};

/** The text that some stretches of the source have as a block of a type, and what of them this type replaces. */
export function wordingAs(
  type: BlockType,
  source: string,
  spans: readonly SourceSpan[],
): { text: string; marks: SourceSpan[] } {
  if (type === 'table') return tableWording(source, spans);
  const marks = signsIn(source, spans);
  const wanted = MARKERS_OF[type];
  const [first] = spans;
  if (type === 'title' && first) {
    const topic = TOPIC.exec(source.slice(first.from, first.to))?.[0];
    if (topic) marks.push({ from: first.from, to: first.from + topic.length });
  }
  spans.forEach((span, at) => {
    if (!wanted || (type === 'list' && at > 0)) return;
    const { marker, markerLength } = markerOf(source.slice(span.from, span.to));
    if (marker && wanted.includes(marker)) marks.push({ from: span.from, to: span.from + markerLength });
  });
  if (type === 'heading' && first && spans.length === 1) marks.push(...frameIn(source, first));
  marks.sort((a, b) => a.from - b.from);
  return { text: textOf(source, spans, marks), marks };
}

const FRAMED = /^((?:[-–—=*~_#]{2,}|\* \* \*)\s+)(\p{L}[^\n]{0,80}?[^\s\n])(\s+[-–—=*~_#* ]{2,})$/u;

/** Whether a line is set between dashes or the like, as agencies set their headings: “--- Long nights ---”. */
export function isFramed(text: string): boolean {
  return FRAMED.test(text);
}

/** The dashes around such a line. */
function frameIn(source: string, { from, to }: SourceSpan): SourceSpan[] {
  const [, before = '', , after = ''] = FRAMED.exec(source.slice(from, to)) ?? [];
  return before && after
    ? [
        { from, to: from + before.length },
        { from: to - after.length, to },
      ]
    : [];
}

function tableWording(source: string, spans: readonly SourceSpan[]): { text: string; marks: SourceSpan[] } {
  const table = tableOf(source, spans);
  if (!table) return { text: spans.map((span) => textOf(source, [span])).join('\n'), marks: [] };
  const text = table.rows.map((row) => row.map((cell) => textOf(source, cell)).join('\t')).join('\n');
  return { text, marks: table.drawn };
}

/** What no type of block has in its text: the hyphen of a word that was cut, and an agency's "^" and "<" around a line. */
function signsIn(source: string, spans: readonly SourceSpan[]): SourceSpan[] {
  const marks = cuttingHyphens(source, spans);
  const first = spans[0];
  const last = spans.at(-1);
  if (first && last && source[first.from] === '^' && source[last.to - 1] === '<' && last.to - first.from > 2)
    marks.push({ from: first.from, to: first.from + 1 }, { from: last.to - 1, to: last.to });
  return marks;
}

/** A hyphen at a line's end belongs to the word, except before a joining word: "pre- and post-war". */
const HANGING = /^(?:and|or|und|oder|bis|et|ou|y|o)\b/i;
const UNSPACED_EDGE = /[\u2e80-\u9fff\u3000-\u30ff\uff00-\uff60]/;

/** The text of some stretches of the source: lines joined, marks omitted, runs of spaces made one. */
export function textOf(source: string, spans: readonly SourceSpan[], marks: readonly SourceSpan[] = []): string {
  const parts: string[] = [];
  let last = '';
  for (const span of spans) {
    const line = plainLetters(unmarked(source, span, marks).replace(SPACES, ' '));
    if (line === '') continue;
    const cut = source[span.from - 1] !== undefined && endsCut(source, spans, span, marks);
    if (last !== '' && !cut && !joinsDirectly(last, line)) parts.push(' ');
    parts.push(line);
    last = line;
  }
  return parts.join('');
}

/** Whether the word before a stretch goes on in it: its hyphen is omitted, or was a soft one. */
function endsCut(
  source: string,
  spans: readonly SourceSpan[],
  span: SourceSpan,
  marks: readonly SourceSpan[],
): boolean {
  const before = spans[spans.indexOf(span) - 1];
  if (!before) return false;
  return (
    source[before.to - 1] === '\u00ad' ||
    marks.some(({ from, to }) => to === before.to && /[-\u2010]/.test(source[from] ?? '') && to - from === 1)
  );
}

function unmarked(source: string, { from, to }: SourceSpan, marks: readonly SourceSpan[]): string {
  let text = '';
  let at = from;
  for (const mark of marks) {
    if (mark.from < at || mark.to > to) continue;
    text += source.slice(at, mark.from);
    at = mark.to;
  }
  return text + source.slice(at, to);
}

/** Runs of spaces and tabs; line ends too, in a stretch of several lines. */
const SPACES = /[ \t-\r\u0085\u2028\u2029]{2,}|[\t-\r\u0085\u2028\u2029]/g;

function joinsDirectly(before: string, line: string): boolean {
  if (/\p{L}-$/u.test(before.slice(-3))) return /^\p{L}/u.test(line) && !HANGING.test(line);
  return UNSPACED_EDGE.test(before.slice(-1)) && UNSPACED_EDGE.test(line.charAt(0));
}
