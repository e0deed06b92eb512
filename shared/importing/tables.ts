import type { SourceSpan } from './imported.ts';
import { type Line, width } from './lines.ts';
import { isBlank, trimStretch } from './white-space.ts';

/*
 * Tables typed with spaces, tabs or strokes. What draws them (strokes, lines of dashes) is no text; the cells are.
 */

const STROKE = /[|│┃║]/u;
/** A line that only draws: "+----+----+", "|-----:|", "-------". */
const DRAWN =
  /^[\s|│┃║+\-–—=:·.─━═┄┈╌┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]*(?:[-–—=─━═]{2}|[┌└├╔╚╠])[\s|│┃║+\-–—=:·.─━═┄┈╌┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]*$/u;
/** Cells hold figures and names; longer on average is prose. */
const LONGEST_MEAN_CELL = 32;
/** More rows than this are data, not a table of an article. */
const MAX_ROWS = 2_000;
const MAX_COLUMNS = 60;

/** A cell's stretch within its line, in UTF-16 units from the line's start; empty cells have none. */
type Cells = (SourceSpan | undefined)[];

/** The table that some lines are, or undefined: rows of cells, each cell the stretches of the source that it takes. */
export interface TypedTable {
  rows: SourceSpan[][][];
  /** What only draws: strokes, lines of dashes. */
  drawn: SourceSpan[];
}

/** Groups of neighbouring lines that are tables: from the one index up to, and without, the other. */
export function tablesIn(source: string, lines: readonly Line[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = 0;
  while (from < lines.length) {
    let to = from + 1;
    while (to < lines.length && !lines[to]?.gapBefore && !lines[to]?.pageBreak && to - from <= MAX_ROWS) to += 1;
    const run = mightBe(lines, from, to) && longestTable(source, lines, from, to);
    if (run) found.push(run);
    from = to;
  }
  return found;
}

/** A table may have a line above it without a gap (its caption) or below (its source). */
function longestTable(
  source: string,
  lines: readonly Line[],
  from: number,
  to: number,
): { from: number; to: number } | undefined {
  for (const [head, tail] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const spans = lines.slice(from + head, to - tail).map(({ span }) => span);
    if (spans.length >= 2 && tableOf(source, spans)) return { from: from + head, to: to - tail };
  }
  return undefined;
}

function mightBe(lines: readonly Line[], from: number, to: number): boolean {
  if (to - from < 2 || to - from > MAX_ROWS) return false;
  let parted = 0;
  for (let at = from; at < to; at += 1) {
    const text = lines[at]?.text ?? '';
    if (text.length <= 400 && (/\S(?: {2,}|\t)\S/u.test(text) || STROKE.test(text) || DRAWN.test(text))) parted += 1;
  }
  return parted * 2 > to - from;
}

/** Reads lines, given by their stretches of the source, as a table; undefined where they are none. */
export function tableOf(source: string, spans: readonly SourceSpan[]): TypedTable | undefined {
  const texts = spans.map((span) => lineAt(source, span));
  const isDrawn = texts.map(({ text }) => DRAWN.test(text.trim()));
  const written = texts.filter((_, at) => !isDrawn[at]);
  if (written.length < 2) return undefined;
  const cells =
    cellsByStrokes(written.map(({ text }) => text)) ??
    cellsByTabs(written.map(({ text }) => text)) ??
    cellsByGutters(
      written.map(({ text }) => text),
      written.length + isDrawn.filter(Boolean).length >= 3,
    );
  if (!cells || !isTabular(cells) || isHead(written.map(({ text }) => text))) return undefined;
  const drawn: SourceSpan[] = [];
  const byLine: SourceSpan[][][] = [];
  let next = 0;
  const groups: number[] = [];
  texts.forEach(({ start, text }, at) => {
    const span = spans[at] as SourceSpan;
    if (isDrawn[at]) {
      drawn.push({ ...span });
      groups.push(byLine.length);
      return;
    }
    const row = (cells[next++] ?? []).map((cell) => (cell ? [{ from: start + cell.from, to: start + cell.to }] : []));
    drawn.push(...strokesBetween(span, row.flat(), text, start));
    byLine.push(row);
  });
  return {
    rows: joinRows(
      byLine,
      groups,
      texts.some(({ text }) => /^\s*[+┌├╔]/u.test(text)),
    ),
    drawn,
  };
}

/** The line from its very beginning: a table's first cell may be empty, and columns are counted from there. */
function lineAt(source: string, { from, to }: SourceSpan): { start: number; text: string } {
  let start = from;
  while (start > 0 && (source[start - 1] === ' ' || source[start - 1] === '\t' || source[start - 1] === '\u3000'))
    start -= 1;
  return { start, text: source.slice(start, to) };
}

function cellsByStrokes(texts: readonly string[]): Cells[] | undefined {
  if (!texts.every((text) => STROKE.test(text))) return undefined;
  const framed = texts.every((text) => /^\s*[|│┃║]/u.test(text));
  return texts.map((text) => {
    const closed = framed && /[|│┃║]\s*$/u.test(text);
    const all = splitAt(text, /[|│┃║]/gu);
    return all.slice(framed ? 1 : 0, closed ? -1 : undefined);
  });
}

function cellsByTabs(texts: readonly string[]): Cells[] | undefined {
  if (!texts.every((text) => text.includes('\t'))) return undefined;
  return texts.map((text) => splitAt(text, /\t/gu));
}

/** Columns in which no line has a letter, two wide in most lines, part the cells. */
function cellsByGutters(texts: readonly string[], isLongEnough: boolean): Cells[] | undefined {
  if (!isLongEnough || texts.some((text) => text.includes('\t'))) return undefined;
  const most = Math.max(...texts.map((text) => width(text)));
  if (most > 400) return undefined;
  const left = Math.min(...texts.map((text) => trimStretch(text, 0, text.length).from));
  const filled = new Array<number>(most).fill(0);
  const grids = texts.map(gridOf);
  for (const grid of grids)
    for (let at = 0; at < grid.length; at += 1) if (grid[at] !== ' ') filled[at] = (filled[at] ?? 0) + 1;
  const gutters: { from: number; to: number }[] = [];
  for (let at = left; at < most; at += 1) {
    if (filled[at] !== 0) continue;
    let end = at;
    while (end < most && filled[end] === 0) end += 1;
    const wide = grids.filter((grid) => /^ {2}$/u.test(around(grid, at, end)) || grid.length <= at).length;
    if (wide * 2 >= grids.length && end < most) gutters.push({ from: at, to: end });
    at = end;
  }
  if (gutters.length === 0) return undefined;
  return texts.map((text) => {
    const all: Cells = [];
    const edges = [0, ...gutters.map(({ to }) => to), Number.POSITIVE_INFINITY];
    for (let column = 0; column + 1 < edges.length; column += 1)
      all.push(cellWithin(text, edges[column] as number, edges[column + 1] as number));
    return all;
  });
}

/** A character a column; the second half of a wide one is filled too. */
function gridOf(text: string): string {
  let grid = '';
  for (const character of text)
    grid += width(character) === 2 && character.length === 1 ? '##' : isBlank(character) ? ' ' : '#';
  return grid;
}

/** Whether a line has two blanks or more where the gutter is: given as two blanks. */
function around(grid: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start > 0 && grid[start - 1] === ' ') start -= 1;
  while (end < grid.length && grid[end] === ' ') end += 1;
  return end - start >= 2 ? '  ' : ' ';
}

function cellWithin(text: string, from: number, to: number): SourceSpan | undefined {
  let column = 0;
  let start = -1;
  let end = -1;
  let at = 0;
  for (const character of text) {
    if (column >= from && column < to && !isBlank(character)) {
      if (start < 0) start = at;
      end = at + character.length;
    }
    column += Math.max(1, width(character));
    at += character.length;
  }
  return start < 0 ? undefined : { from: start, to: end };
}

function splitAt(text: string, pattern: RegExp): Cells {
  const cells: Cells = [];
  let from = 0;
  const add = (to: number) => {
    const cell = trimStretch(text, from, to);
    cells.push(cell.from === cell.to ? undefined : cell);
  };
  for (const match of text.matchAll(pattern)) {
    add(match.index);
    from = match.index + match[0].length;
  }
  add(text.length);
  return cells;
}

/** "From:   the office", a line each, is the head of a message. */
function isHead(texts: readonly string[]): boolean {
  return texts.every((text) => /^\s*[\p{L} ./-]{2,24}:\s/u.test(text));
}

function isTabular(rows: readonly Cells[]): boolean {
  const most = Math.max(...rows.map((row) => row.length));
  const least = Math.min(...rows.map((row) => row.length));
  if (most < 2 || most > MAX_COLUMNS || most - least > 1) return false;
  const lengths = rows.flatMap((row) => row.flatMap((cell) => (cell ? [cell.to - cell.from] : [])));
  // A line of one cell goes on from the row above; where most are so there are no columns.
  const full = rows.filter((row) => row.filter(Boolean).length >= 2).length;
  if (full * 2 < rows.length || full < 2) return false;
  return lengths.reduce((sum, each) => sum + each, 0) <= lengths.length * LONGEST_MEAN_CELL;
}

/** What of a line is in no cell. */
function strokesBetween(span: SourceSpan, cells: readonly SourceSpan[], text: string, start: number): SourceSpan[] {
  const found: SourceSpan[] = [];
  let from = span.from;
  for (const cell of [...cells, { from: span.to, to: span.to }]) {
    const between = trimStretch(text, from - start, cell.from - start);
    if (between.from < between.to) found.push({ from: start + between.from, to: start + between.to });
    from = cell.to;
  }
  return found;
}

/** In a frame with lines between its rows a row may take several lines; of others only the head may. */
function joinRows(lines: SourceSpan[][][], breaks: readonly number[], isFramed: boolean): SourceSpan[][][] {
  const edges = [...new Set([0, ...breaks, lines.length])].sort((a, b) => a - b);
  const groups = edges.slice(0, -1).map((from, at) => lines.slice(from, edges[at + 1]));
  if (!isFramed || groups.length < 2) return lines;
  const [head = [], ...rest] = groups;
  if (rest.length === 1) return [joined(head), ...(rest[0] ?? [])];
  return groups.map(joined);
}

function joined(rows: SourceSpan[][][]): SourceSpan[][] {
  const columns = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => rows.flatMap((row) => row[column] ?? []));
}
