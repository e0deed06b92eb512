import { endsAsSentence } from '../../../../shared/importing/wording.ts';
import { type Column, median } from './columns.ts';
import type { Picture } from './pictures.ts';
import { type Segment, segmentOf } from './rows.ts';

/** A line of running text, and where it stands. */
export interface PlacedLine {
  segment: Segment;
  page: number;
  /** How far its beginning is from its column's edge, and its end from the other. */
  inset: number;
  room: number;
  /** It is the first of its column. */
  first: boolean;
}

export interface Paragraph {
  kind: 'paragraph';
  lines: PlacedLine[];
  size: number;
  bold: boolean;
}

export interface FoundTable {
  kind: 'table';
  /** Each cell's segments, in order. */
  rows: Segment[][][];
  page: number;
}

export interface FoundPicture {
  kind: 'picture';
  picture: Picture;
}

export type Element = Paragraph | FoundTable | FoundPicture;

/** What is on one page, in the order of reading. */
export interface PageColumns {
  page: number;
  columns: Column[];
  pictures: Picture[];
}

/** More than this between two lines, in lines, is a gap between paragraphs. */
const LINE_GAP = 1.25;
/** An indent that opens a paragraph, in the letters' size. */
const INDENT = 0.7;
const MARKER = /^(?:[•‣▪▫◦●○■□⁃∙·–—*-]\s+\S|(?:\(?\d{1,2}[.)]|[a-z]\))\s+\S)/u;

/** Puts a document's lines together: paragraphs over lines, columns and pages; tables; pictures where they stand. */
export function flowOf(pages: readonly PageColumns[]): Element[] {
  return new Flow(pages).elements();
}

class Flow {
  private readonly all: Element[] = [];
  private readonly leading: number;
  private readonly body: number;
  private readonly indents: boolean;
  /** The paragraph that the next line may belong to. */
  private open: Paragraph | undefined;

  constructor(private readonly pages: readonly PageColumns[]) {
    const segments = pages.flatMap(({ columns }) => columns.flatMap((column) => column.segments));
    this.body = bodySize(segments);
    this.leading = leadingOf(pages);
    this.indents = usesIndents(pages);
  }

  elements(): Element[] {
    for (const { page, columns, pictures } of this.pages) {
      const waiting = [...pictures].sort((a, b) => a.y - b.y);
      columns.forEach((column, at) => {
        const own = waiting.filter((picture) => isIn(picture, column) || at === columns.length - 1);
        this.column(column, page, own);
        for (const picture of own) waiting.splice(waiting.indexOf(picture), 1);
      });
      for (const picture of waiting) this.all.push({ kind: 'picture', picture });
    }
    return this.all;
  }

  private column(column: Column, page: number, pictures: Picture[]): void {
    const rows = rowsIn(column.segments);
    let first = true;
    for (let at = 0; at < rows.length; ) {
      const row = rows[at] as Segment[];
      const y = row[0]?.y ?? 0;
      while (pictures[0] && pictures[0].y + pictures[0].height / 2 < y) this.picture(pictures.shift() as Picture);
      const table = tableAt(rows, at);
      if (table) {
        this.all.push({ kind: 'table', rows: table.rows, page });
        this.open = undefined;
        at += table.length;
      } else {
        const segment = row.length === 1 ? (row[0] as Segment) : segmentOf(row.flatMap(({ runs }) => runs));
        this.line(segment, column, page, first);
        at += 1;
      }
      first = false;
    }
    for (const picture of pictures.splice(0)) this.picture(picture);
  }

  private picture(picture: Picture): void {
    this.all.push({ kind: 'picture', picture });
  }

  private line(segment: Segment, { left, right }: Column, page: number, first: boolean): void {
    const [inset, room] = segment.rtl
      ? [right - segment.x1, segment.x0 - left]
      : [segment.x0 - left, right - segment.x1];
    const line = { segment, page, inset, room, first };
    const current = first ? this.unfinished(line) : this.open;
    if (current && !(first ? false : this.begins(current, line))) current.lines.push(line);
    else this.begin(line);
    if (current?.lines.at(-1) === line) this.open = current;
  }

  private begin(line: PlacedLine): void {
    const { size, bold } = line.segment;
    this.open = { kind: 'paragraph', lines: [line], size, bold };
    this.all.push(this.open);
  }

  /** In a new column or on a new page: the paragraph that was broken off there. Notes and pictures may come between. */
  private unfinished(line: PlacedLine): Paragraph | undefined {
    const last = this.all.findLast(
      (each): each is Paragraph => each.kind === 'paragraph' && isSameStyle(each, line.segment),
    );
    const before = last?.lines.at(-1);
    if (!last || !before || this.all.length - this.all.indexOf(last) > 6) return undefined;
    if (last.size < this.body * 0.94 || MARKER.test(line.segment.text)) return undefined;
    const text = before.segment.text;
    const broken = /\p{L}[-\u2010\u00ad]$/u.test(text) || !endsAsSentence(text);
    const fits = before.room < wordWidth(line.segment) + line.segment.size * 0.6;
    if (broken) return fits || /^\p{Ll}/u.test(line.segment.text) ? last : undefined;
    return this.indents && fits && line.inset < line.segment.size * INDENT ? last : undefined;
  }

  /** Whether a line begins a paragraph of its own. */
  private begins(paragraph: Paragraph, line: PlacedLine): boolean {
    const before = paragraph.lines.at(-1) as PlacedLine;
    const { size, text, y } = line.segment;
    if (!isSameStyle(paragraph, line.segment)) return true;
    if (y - before.segment.y > this.leading * size * LINE_GAP || MARKER.test(text)) return true;
    const deeper = line.inset - before.inset;
    if (isCentred(before) && isCentred(line)) return false;
    if (deeper > size * INDENT) return !(MARKER.test(before.segment.text) && paragraph.lines.length === 1);
    if (deeper < -size * INDENT) return paragraph.lines.length > 1 || paragraph.size > this.body * 1.1;
    const endedEarly = before.room > wordWidth(line.segment) + size * 0.8;
    return endedEarly && paragraph.size <= this.body * 1.08;
  }
}

function isIn(picture: Picture, { left, right, segments }: Column): boolean {
  const middle = picture.x + picture.width / 2;
  const last = segments.at(-1)?.y ?? 0;
  return middle >= left - 2 && middle <= right + 2 && picture.y <= last;
}

function isSameStyle(paragraph: Paragraph, { size, bold, text }: Segment): boolean {
  if (Math.abs(paragraph.size - size) > Math.max(paragraph.size, size) * 0.06) return false;
  return paragraph.bold === bold || !/\p{L}/u.test(text) || (!paragraph.bold && bold && text.length < 30);
}

function isCentred({ inset, room, segment }: PlacedLine): boolean {
  return inset > segment.size && Math.abs(inset - room) < segment.size * 1.2;
}

/** What the first word of a line takes, and a space. */
function wordWidth({ text, x0, x1, size }: Segment): number {
  const word = /^\S+/u.exec(text)?.[0] ?? '';
  return ((x1 - x0) / Math.max(1, text.length)) * word.length + size * 0.3;
}

/** The segments of a column by their heights. */
function rowsIn(segments: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = [];
  for (const segment of [...segments].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    if (row?.[0] && Math.abs(segment.y - row[0].y) <= Math.max(segment.size, row[0].size) * 0.25) row.push(segment);
    else rows.push([segment]);
  }
  return rows.map((row) => row.sort((a, b) => a.x0 - b.x0));
}

/** The size of most letters of a document. */
export function bodySize(segments: readonly Segment[]): number {
  const sizes = new Map<number, number>();
  for (const { size, text } of segments) {
    const key = Math.round(size * 2) / 2;
    sizes.set(key, (sizes.get(key) ?? 0) + text.length);
  }
  return [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

/** From line to line, in the letters' size. */
function leadingOf(pages: readonly PageColumns[]): number {
  const all: number[] = [];
  for (const { columns } of pages)
    for (const { segments } of columns)
      segments.forEach((segment, at) => {
        const below = segments[at + 1];
        const step = below ? (below.y - segment.y) / segment.size : 0;
        if (below?.size === segment.size && step > 0.8 && step < 2.4) all.push(step);
      });
  return all.length > 0 ? median(all) : 1.3;
}

/** Whether many lines stand a little in from their column's edge, with others at it: paragraphs are told so. */
function usesIndents(pages: readonly PageColumns[]): boolean {
  let indented = 0;
  let flush = 0;
  for (const { columns } of pages)
    for (const { segments, left } of columns)
      for (const { x0, size, rtl } of segments) {
        if (rtl) continue;
        if (x0 - left > size * INDENT && x0 - left < size * 4) indented += 1;
        else if (x0 - left < 1) flush += 1;
      }
  return indented >= 3 && indented * 2 < flush;
}

const LEAST_ROWS = 2;
/** Rows further apart than this, in the letters' size, are of two tables. */
const ROW_GAP = 3.4;
/** A cell's next line is nearer than the next row. */
const CELL_LINE = 1.45;
const LONGEST_MEAN_CELL = 34;

/** A table that begins at a row: rows of several segments, each within one of the same columns. */
function tableAt(rows: readonly Segment[][], start: number): { rows: Segment[][][]; length: number } | undefined {
  let end = start;
  let many = 0;
  while (end < rows.length) {
    const row = rows[end] as Segment[];
    const before = rows[end - 1];
    const gap = before && end > start ? (row[0] as Segment).y - (before[0] as Segment).y : 0;
    const size = (row[0] as Segment).size;
    if (gap > size * ROW_GAP) break;
    if (row.length >= 2) many += 1;
    else if (end > start && gap > size * CELL_LINE) break;
    else if (end === start && !((rows[end + 1]?.length ?? 0) >= 2)) break;
    end += 1;
  }
  for (; end - start >= LEAST_ROWS && many >= LEAST_ROWS; end -= 1) {
    const own = rows.slice(start, end);
    if ((own.at(-1)?.length ?? 0) < 2 && own.length - own.filter((row) => row.length >= 2).length > own.length / 2) continue;
    const edges = cellColumns(own);
    if (edges && isTabular(own)) return { rows: cellsOf(own, edges), length: end - start };
  }
  return undefined;
}

/** The stretches that cells take from left to right, none over another; undefined where they don't part. */
function cellColumns(rows: readonly Segment[][]): { x0: number; x1: number }[] | undefined {
  const merged: { x0: number; x1: number }[] = [];
  const stretches = rows.filter((row) => row.length >= 2).flat().map(({ x0, x1 }) => ({ x0, x1 })).sort((a, b) => a.x0 - b.x0);
  for (const { x0, x1 } of stretches) {
    const last = merged.at(-1);
    if (last && x0 < last.x1 + 1) last.x1 = Math.max(last.x1, x1);
    else merged.push({ x0, x1 });
  }
  if (merged.length < 2) return undefined;
  const parted = rows.every((row) => {
    const at = row.map((segment) => columnFor(segment, merged));
    return at.every((each) => each >= 0) && new Set(at).size === at.length;
  });
  return parted ? merged : undefined;
}

function columnFor({ x0, x1 }: Segment, columns: readonly { x0: number; x1: number }[]): number {
  return columns.findIndex((each) => x0 >= each.x0 - 3 && x1 <= each.x1 + 3);
}

function isTabular(rows: readonly Segment[][]): boolean {
  const texts = rows.flat().map(({ text }) => text.length);
  return texts.reduce((sum, each) => sum + each, 0) <= texts.length * LONGEST_MEAN_CELL;
}

function cellsOf(rows: readonly Segment[][], columns: readonly { x0: number; x1: number }[]): Segment[][][] {
  const found: { y: number; cells: Segment[][]; full: boolean }[] = [];
  rows.forEach((row, at) => {
    const y = (row[0] as Segment).y;
    const size = (row[0] as Segment).size;
    const cells = columns.map((_, column) => row.filter((segment) => columnFor(segment, columns) === column));
    const before = found.at(-1);
    const next = rows[at + 1];
    const near = next && next.length > row.length ? (next[0] as Segment).y - y : Number.POSITIVE_INFINITY;
    const isPart = row.length === 1 || row.length * 2 < columns.length;
    // A cell of several lines, the others set to its middle: its first line stands above them.
    if (isPart && near < size * 0.95) found.push({ y, cells, full: false });
    else if (before && (!before.full || isPart)) {
      before.cells.forEach((cell, column) => void cell.push(...(cells[column] ?? [])));
      before.full ||= !isPart;
      before.y = y;
    } else found.push({ y, cells, full: true });
  });
  return found.map(({ cells }) => cells);
}
