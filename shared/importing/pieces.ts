import type { BlockType } from '../article/block-types.ts';
import type { SourceSpan } from './imported.ts';
import { forEachLine, type Line, linesOf, width } from './lines.ts';
import { type Marker, Piece } from './piece.ts';
import { trimStretch } from './white-space.ts';
import { endsAsSentence } from './wording.ts';

/** Divides the source into pieces: lines that belong to one paragraph are joined, all others stay apart. */
export function piecesOf(source: string): Piece[] {
  if (countLines(source) > MOST_ARTICLE_LINES) return bulkPieces(source);
  const lines = linesOf(source).map((line): MarkedLine => ({ ...line, ...markerOf(line.text) }));
  const wrap = wrapWidth(lines);
  const groups: MarkedLine[][] = [];
  let previous: MarkedLine | undefined;
  for (const line of lines) {
    const group = groups.at(-1);
    if (group && previous && group.length < MOST_LINES && continues(previous, line, wrap)) group.push(line);
    else groups.push([line]);
    previous = line;
  }
  const indented = groups.filter(isIndented).length;
  const indentIsSpecial = indented * 3 < groups.length;
  return groups.map((group) => pieceOf(source, group, indentIsSpecial && isIndented(group)));
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
    if (!next || next.gapBefore || next.marker || line.marker === 'rule') return;
    breaks.push({ width: line.indent + line.width, needed: line.indent + line.width + roomFor(next) });
  });
  const widths = sample.map((line) => line.indent + line.width).sort((a, b) => b - a);
  const candidates = [...new Set(widths)].filter((w) => w >= NARROWEST_WRAP && w <= WIDEST_WRAP).slice(0, 12);
  for (const candidate of candidates) {
    const wider = widths.filter((w) => w > candidate).length;
    if (wider * 20 > widths.length) return 0;
    const full = breaks.filter((b) => b.width <= candidate && b.needed > candidate).length;
    if (full >= LEAST_BREAKS && full >= breaks.length * WRAPPED_SHARE) return candidate;
  }
  return 0;
}

/** What the first word of a line would have taken on the line before: itself and a space, or one wide character. */
function roomFor(line: Line): number {
  const word = /^\S+/u.exec(line.text)?.[0] ?? '';
  return /^[\u2e80-\u9fff\uac00-\ud7a3\uff00-\uff60]/.test(word) ? 2 : width(word) + 1;
}

/** From this width on a line that stops in mid-sentence is broken, not ended. */
const BROKEN_LINE_WIDTH = 50;

function continues(before: MarkedLine, line: MarkedLine, wrap: number): boolean {
  if (line.gapBefore || before.marker === 'rule' || line.marker === 'rule') return false;
  const bothQuoted = before.marker === 'quote' && line.marker === 'quote';
  if (line.marker && !bothQuoted) return false;
  if (before.marker === 'quote' && !line.marker) return false;
  // The first line of a paragraph may be indented; a list item's later lines are.
  const listGoesOn = before.marker !== undefined && !bothQuoted && line.indent > before.indent;
  if (line.indent >= before.indent + 2 && !listGoesOn) return false;
  if (listGoesOn) return true;
  const end = before.indent + before.width;
  if (wrap > 0 && end <= wrap && end + roomFor(line) > wrap) return true;
  const content = line.text.slice(line.markerLength);
  return (
    before.width >= BROKEN_LINE_WIDTH &&
    before.width <= WIDEST_WRAP &&
    !endsAsSentence(before.text) &&
    /^\p{Ll}/u.test(content)
  );
}

const INDENT = 3;

function isIndented(group: readonly MarkedLine[]): boolean {
  return group.every((line) => line.indent >= INDENT && !line.marker);
}

function pieceOf(source: string, group: readonly MarkedLine[], indented: boolean): Piece {
  const [first] = group;
  const spans = group.map((line) => line.span);
  const gapBefore = first?.gapBefore ?? false;
  return new Piece(textOf(source, spans), spans, gapBefore, first?.marker, first?.markerLength, indented);
}

const MARKERS_OF: Partial<Record<BlockType, readonly Marker[]>> = {
  list: ['bullet', 'dash', 'number'],
  quote: ['quote'],
  rule: ['rule'],
};

/** The text that some stretches of the source have as a block of a type, and the markers that this type replaces. */
export function wordingAs(
  type: BlockType,
  source: string,
  spans: readonly SourceSpan[],
): { text: string; marks: SourceSpan[] } {
  const wanted = MARKERS_OF[type];
  if (!wanted) return { text: textOf(source, spans), marks: [] };
  const marks: SourceSpan[] = [];
  spans.forEach((span, at) => {
    if (type === 'list' && at > 0) return;
    const { marker, markerLength } = markerOf(source.slice(span.from, span.to));
    if (marker && wanted.includes(marker)) marks.push({ from: span.from, to: span.from + markerLength });
  });
  return { text: textOf(source, spans, marks), marks };
}

/** A hyphen at a line's end belongs to the word, except before a joining word: "pre- and post-war". */
const HANGING = /^(?:and|or|und|oder|bis|et|ou|y|o)\b/i;
const UNSPACED_EDGE = /[\u2e80-\u9fff\u3000-\u30ff\uff00-\uff60]/;

/** The text of some stretches of the source: lines joined, marks omitted, runs of spaces made one. */
export function textOf(source: string, spans: readonly SourceSpan[], marks: readonly SourceSpan[] = []): string {
  const starts = new Map(marks.map((mark) => [mark.from, mark.to]));
  const parts: string[] = [];
  let last = '';
  for (const span of spans) {
    const line = source.slice(starts.get(span.from) ?? span.from, span.to).replace(SPACES, ' ');
    if (line === '') continue;
    if (last !== '' && !joinsDirectly(last, line)) parts.push(' ');
    parts.push(line);
    last = line;
  }
  return parts.join('');
}

/** Runs of spaces and tabs; line ends too, in a stretch of several lines. */
const SPACES = /[ \t-\r\u0085\u2028\u2029]{2,}|[\t-\r\u0085\u2028\u2029]/g;

function joinsDirectly(before: string, line: string): boolean {
  if (/\p{L}-$/u.test(before.slice(-3))) return /^\p{L}/u.test(line) && !HANGING.test(line);
  return UNSPACED_EDGE.test(before.slice(-1)) && UNSPACED_EDGE.test(line.charAt(0));
}
