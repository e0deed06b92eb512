import { endsAsSentence } from '../../../../shared/importing/wording.ts';
import { type Column, median } from './columns.ts';
import type { Picture } from './pictures.ts';
import { cellsOf, type Segment, segmentOf } from './rows.ts';

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
const BULLET = /^[•‣▪▫◦●○■□⁃∙·–—*-]\s+\S/u;
const NUMBER = /^(?:\(?\d{1,2}[.)]|[a-z]\))\s+\S/u;

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
      const sorted = [...pictures].sort((a, b) => a.y - b.y);
      const places = new Map(sorted.map((picture) => [picture, columnFor(picture, columns)]));
      for (const column of columns)
        this.column(
          column,
          page,
          sorted.filter((picture) => places.get(picture) === column),
        );
      for (const picture of sorted) if (!places.get(picture)) this.picture(picture);
    }
    return this.all;
  }

  private column(column: Column, page: number, pictures: Picture[]): void {
    const rows = rowsIn(column.segments);
    const ends = endsBySize(column);
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
        this.line(segment, { ...column, ...ends(segment.size) }, page, first);
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
    if (last.size < this.body * 0.94 || isMarked(line.segment.text)) return undefined;
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
    if (y - before.segment.y > this.leading * size * LINE_GAP || BULLET.test(text)) return true;
    // A date or an abbreviation at a line's start is no number of an item.
    const mayEnd = endsAsSentence(before.segment.text) || /[:;]$/u.test(before.segment.text);
    if (NUMBER.test(text) && (mayEnd || before.room > wordWidth(line.segment) + size)) return true;
    if (size > this.body * 1.1) return false;
    const deeper = line.inset - before.inset;
    if (isCentred(before.segment, line.segment)) return false;
    if (isMarked(paragraph.lines[0]?.segment.text ?? '') && isBesideItem(paragraph, line)) return true;
    if (deeper > size * INDENT) return !(isMarked(before.segment.text) && paragraph.lines.length === 1);
    if (deeper < -size * INDENT) return paragraph.lines.length > 1;
    return before.room > wordWidth(line.segment) + size * 0.8;
  }
}

/** A line that begins further out than a list item's words does not go on with them, where those stand off their sign. */
function isBesideItem({ lines: [first, second] }: Paragraph, { inset, segment }: PlacedLine): boolean {
  if (!first || segment.rtl) return false;
  const sign = /^\S+\s*/u.exec(first.segment.text)?.[0].length ?? 0;
  const words = first.segment.places.find(({ from }) => from >= sign);
  const hanging = second ? second.inset : words ? first.inset + words.x0 - first.segment.x0 : first.inset;
  return hanging - first.inset > segment.size * INDENT && hanging - inset > segment.size * INDENT;
}

function isMarked(text: string): boolean {
  return BULLET.test(text) || NUMBER.test(text);
}

/** The column that a picture stands in: of those around its middle the one with the nearest line, best below it. */
function columnFor({ x, y, width, height }: Picture, columns: readonly Column[]): Column | undefined {
  const middle = x + width / 2;
  let best: Column | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    if (middle < column.left - 2 || middle > column.right + 2) continue;
    for (const segment of column.segments) {
      const below = segment.y - (y + height);
      const distance = below >= 0 ? below : Math.abs(segment.y - y) + segment.size * 2;
      if (distance < least) {
        least = distance;
        best = column;
      }
    }
  }
  return best ?? columns.at(-1);
}

/**
 * Where lines of one size end and begin: notes at the foot may be set narrower than the text, and a centred line of the
 * head wider.
 */
function endsBySize({ segments, left, right }: Column): (size: number) => { left: number; right: number } {
  const bySize = new Map<number, Segment[]>();
  for (const segment of segments) {
    const key = Math.round(segment.size * 2);
    bySize.set(key, [...(bySize.get(key) ?? []), segment]);
  }
  const ends = new Map(
    [...bySize].flatMap(([key, own]) => {
      if (own.length < LEAST_SAME_SIZE) return [];
      const from = own.map(({ x0 }) => x0);
      const to = own.map(({ x1 }) => x1);
      return [
        [key, { left: sharedEdge(from) ?? Math.min(...from), right: sharedEdge(to) ?? Math.max(...to) }],
      ] as const;
    }),
  );
  return (size) => ends.get(Math.round(size * 2)) ?? { left, right };
}

const LEAST_SAME_SIZE = 3;
/** So many lines end together where they are stretched to one edge. */
const SHARED = 0.4;

/** The edge, in points, at which most lines stand; undefined where they don't. */
function sharedEdge(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(Math.round(value), (counts.get(Math.round(value)) ?? 0) + 1);
  const [edge, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return count >= Math.max(LEAST_SAME_SIZE, values.length * SHARED) ? edge : undefined;
}

function isSameStyle(paragraph: Paragraph, { size, bold, text }: Segment): boolean {
  if (Math.abs(paragraph.size - size) > Math.max(paragraph.size, size) * 0.06) return false;
  return paragraph.bold === bold || !/\p{L}/u.test(text) || (!paragraph.bold && bold && text.length < 30);
}

/** Both lines are set around one middle, and not because they are equally long. */
function isCentred(a: Segment, b: Segment): boolean {
  const apart = Math.abs((a.x0 + a.x1) / 2 - (b.x0 + b.x1) / 2);
  return apart < a.size * 0.4 && Math.abs(a.x0 - b.x0) > a.size;
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
/** What is longer comes in parts; each try looks at all rows again. */
const MAX_ROWS = 400;
const MOST_TRIES = 30;
/** Rows further apart than this, in the letters' size, are of two tables. */
const ROW_GAP = 3.4;
/** A cell's next line is nearer than the next row. */
const CELL_LINE = 1.45;
const LONGEST_MEAN_CELL = 34;

/** A table that begins at a row: rows of several segments, each within one of the same columns. */
function tableAt(rows: readonly Segment[][], start: number): { rows: Segment[][][]; length: number } | undefined {
  let end = start;
  let many = 0;
  const isRow = (at: number) => (rows[at]?.length ?? 0) >= 2 || isCells(rows, at);
  while (end < rows.length && end - start < MAX_ROWS) {
    const row = rows[end] as Segment[];
    const before = rows[end - 1];
    const gap = before && end > start ? (row[0] as Segment).y - (before[0] as Segment).y : 0;
    const size = (row[0] as Segment).size;
    if (gap > size * ROW_GAP) break;
    if (isRow(end)) many += 1;
    else if (end > start && gap > size * CELL_LINE) break;
    else if (end === start && !isHeadAbove(row, rows[end + 1])) break;
    end += 1;
  }
  const least = Math.max(start + LEAST_ROWS, end - MOST_TRIES);
  for (; end >= least && many >= LEAST_ROWS; end -= 1) {
    if (!isRow(end - 1) && many * 2 < end - start) continue;
    const parted = partedAlike(rows.slice(start, end));
    if (parted && isTabular(parted)) return { rows: rowsOfCells(parted), length: end - start };
  }
  return undefined;
}

/** A segment or nothing for each column. */
type Row = (Segment | undefined)[];

interface Stretch {
  x0: number;
  x1: number;
}

/** Rows cut at the same places: where the rows of most cells have their gaps, no other has letters. */
function partedAlike(rows: readonly Segment[][]): Row[] | undefined {
  const cells = rows.map(cellsOf);
  const most = Math.max(...cells.map((row) => row.length));
  const columns: Stretch[] = [];
  const stretches = cells
    .filter((row) => row.length === most)
    .flat()
    .map(({ x0, x1 }) => ({ x0, x1 }));
  for (const { x0, x1 } of stretches.sort((a, b) => a.x0 - b.x0)) {
    const last = columns.at(-1);
    if (last && x0 < last.x1 + 1) last.x1 = Math.max(last.x1, x1);
    else columns.push({ x0, x1 });
  }
  if (columns.length < 2 || cells.every((row) => row.length < 2 || LABEL.test(row[0]?.text ?? ''))) return undefined;
  const bounds = columns.slice(1).map(({ x0 }, at) => ((columns[at]?.x1 ?? 0) + x0) / 2);
  const cut = rows.map((row) => {
    const runs = row.flatMap((segment) => segment.runs);
    const at = runs.map((run) => columnOf(run, columns, bounds));
    if (at.includes(undefined)) return undefined;
    return columns.map((_, column) => {
      const own = runs.filter((_run, index) => at[index] === column);
      return own.length > 0 ? segmentOf(own) : undefined;
    });
  });
  return cut.includes(undefined) ? undefined : (cut as Row[]);
}

/** The column that letters stand in: by the edge that they share with it, else by their middle. */
function columnOf({ x0, x1 }: Stretch, columns: readonly Stretch[], bounds: readonly number[]): number | undefined {
  const aligned = columns.findIndex((each) => Math.abs(each.x0 - x0) < 2 || Math.abs(each.x1 - x1) < 2);
  if (aligned >= 0) return aligned;
  const crosses = bounds.some((bound) => x0 < bound - 2 && x1 > bound + 2);
  return crosses ? undefined : columnAt((x0 + x1) / 2, bounds);
}

/** A bullet or a number with its text beside it is an item of a list. */
const LABEL = /^(?:[•‣▪▫◦●○■□⁃∙·–—*-]|\(?\d{1,2}[.)]|[a-z]\)|[¹²³⁰⁴-⁹]+)$/u;

function columnAt(x: number, bounds: readonly number[]): number {
  const at = bounds.findIndex((bound) => x < bound);
  return at < 0 ? bounds.length : at;
}

const SHORT_CELL = 14;

/** Cells may stand as near to each other as stretched words do: then at least three, all short, as many as next to it. */
function isCells(rows: readonly Segment[][], at: number): boolean {
  const row = rows[at] ?? [];
  const own = cellsOf(row);
  // A stretched line fills its column.
  const width = Math.max(
    ...rows
      .slice(Math.max(0, at - 20), at + 20)
      .flat()
      .map(({ x1, x0 }) => x1 - x0),
  );
  if (row.reduce((sum, { x0, x1 }) => sum + x1 - x0, 0) > width * 0.8) return false;
  const isAlike = [rows[at - 1], rows[at + 1]].some((row) => row !== undefined && cellsOf(row).length === own.length);
  return own.length >= 3 && isAlike && own.reduce((sum, { text }) => sum + text.length, 0) <= own.length * SHORT_CELL;
}

/** The first line of a cell that has more lines than its neighbours stands half a line above them. */
function isHeadAbove([above]: readonly Segment[], row: readonly Segment[] | undefined): boolean {
  const [first] = row ?? [];
  if (!above || !first || (row?.length ?? 0) < 2) return false;
  return first.y - above.y < above.size * 0.95 || cellsOf([above]).length >= 2;
}

function isTabular(rows: readonly Row[]): boolean {
  const texts = rows.flat().flatMap((segment) => (segment ? [segment.text.length] : []));
  return texts.reduce((sum, each) => sum + each, 0) <= texts.length * LONGEST_MEAN_CELL;
}

/** Lines of cells as rows: a line that only goes on with some cells joins the row above, or the one whose head it is. */
function rowsOfCells(lines: readonly Row[]): Segment[][][] {
  const found: { y: number; cells: Segment[][]; full: boolean }[] = [];
  lines.forEach((line, at) => {
    const own = line.filter((segment): segment is Segment => segment !== undefined);
    const { y, size } = own[0] as Segment;
    const cells = line.map((segment) => (segment ? [segment] : []));
    const before = found.at(-1);
    const next = lines[at + 1]?.filter((segment): segment is Segment => segment !== undefined) ?? [];
    const near = next.length > own.length ? (next[0] as Segment).y - y : Number.POSITIVE_INFINITY;
    const isPart = own.length === 1 || own.length * 2 < line.length;
    // A cell of several lines, the others set to its middle: its first line stands above them.
    if (isPart && near < size * 0.95) found.push({ y, cells, full: false });
    else if (before && (!before.full || (isPart && y - before.y < size * CELL_LINE))) {
      before.cells.forEach((cell, column) => void cell.push(...(cells[column] ?? [])));
      before.full ||= !isPart;
      before.y = y;
    } else found.push({ y, cells, full: true });
  });
  const all = lines.flat().filter((segment): segment is Segment => segment !== undefined);
  const isRtl = all.filter(({ rtl }) => rtl).length * 2 > all.filter(({ text }) => /\p{L}/u.test(text)).length;
  return found.map(({ cells }) => (isRtl ? cells.reverse() : cells));
}
