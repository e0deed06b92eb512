import { CAPTION } from '../../../../shared/importing/rules/table-lines.ts';
import { endsAsSentence } from '../../../../shared/importing/wording.ts';
import { isDateLine } from '../../../../shared/importing/words/dates.ts';
import type { Column } from './columns.ts';
import { floatsIn } from './floats.ts';
import { goesOn, leadingOf } from './leading.ts';
import { countsOn, isBulleted, isMarked, isNumbered } from './numbering.ts';
import { isStretched, tableAt } from './page-tables.ts';
import type { Picture } from './pictures.ts';
import { type Segment, segmentOf } from './rows.ts';

/** A line of running text, and where it stands. */
interface PlacedLine {
  segment: Segment;
  page: number;
  /** How far its beginning is from its column's edge, and its end from the other. */
  inset: number;
  room: number;
  /** What stands apart in it, where it might be the first row of a table. */
  cells: Segment[];
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
  /** The heads that it has once more where it goes on in another column or on another page. */
  repeated: string[];
}

interface FoundPicture {
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

/** Title, standfirst, who wrote it and when come first. */
const HEAD = 8;
/** More than this between two lines, in lines, is a gap between paragraphs. */
const LINE_GAP = 1.25;
/** An indent that opens a paragraph, in the letters' size. */
const INDENT = 0.7;
/** The last line of a paragraph that is stretched ends so far from the edge, in the letters' size. */
const SHORT_LINE = 1.5;
/** A note begins with its number. */
const RAISED = /^[¹²³⁰⁴-⁹*†‡]/u;
/** Empty lines within code are narrower than this, in the letters' size. */
const CODE_GAP = 2.6;
/** Dots lead to a page in a table of contents. */
const LEADERS = /(?:\s?[.·…_]){5,}\s*\d{0,4}$/u;
/** “[12] A source”, one after another. */
const REFERENCE = /^\[\d{1,3}\]\s/u;

/** Puts a document's lines together: paragraphs over lines, columns and pages; tables; pictures where they stand. */
export function flowOf(pages: readonly PageColumns[]): Element[] {
  return new Flow(pages).elements();
}

class Flow {
  private readonly all: Element[] = [];
  private readonly leading: (size: number) => number;
  private readonly body: number;
  private readonly indents: boolean;
  /** Letters of a typewriter are code, since the text isn't set in them. */
  private readonly hasCode: boolean;
  /** Writing from right to left is lined up on its left, so that its lines begin where they happen to. */
  private readonly isRagged: boolean;
  /** Lines are stretched to one edge, so that only the last of a paragraph ends before it. */
  private readonly isJustified: boolean;
  /** The paragraph that the next line may belong to. */
  private open: Paragraph | undefined;

  constructor(private readonly pages: readonly PageColumns[]) {
    const segments = pages.flatMap(({ columns }) => columns.flatMap((column) => column.segments));
    this.body = bodySize(segments);
    this.leading = leadingOf(pages.flatMap(({ columns }) => columns));
    this.indents = usesIndents(pages);
    this.hasCode = !isTyped(segments);
    this.isRagged = isLinedUpLeft(pages);
    this.isJustified = !this.isRagged && areStretched(pages);
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

  private column(whole: Column, page: number, pictures: Picture[]): void {
    const floats = floatsIn(whole.segments, this.body);
    const aside = new Set(floats.flat());
    const column = { ...whole, segments: whole.segments.filter((segment) => !aside.has(segment)) };
    const ends = endsBySize(column);
    const parted = rowsIn(column.segments);
    const rows = parted.map((row, at) =>
      isStretched(parted, at, ends(row[0]?.size ?? 0)) ? [segmentOf(row.flatMap(({ runs }) => runs))] : row,
    );
    let first = true;
    for (let at = 0; at < rows.length; ) {
      const row = rows[at] as Segment[];
      const y = row[0]?.y ?? 0;
      while (pictures[0] && pictures[0].y + pictures[0].height / 2 < y) this.picture(pictures.shift() as Picture);
      while ((floats[0]?.[0]?.y ?? y) < y) this.float(floats.shift() as Segment[], page);
      const table = this.isCode(row) ? undefined : tableAt(rows, at);
      if (table) {
        this.table(table.rows, page, first);
        this.open = undefined;
        at += table.length;
      } else {
        this.line(row, { ...column, ...ends(row[0]?.size ?? 0) }, page, first);
        at += 1;
      }
      first = false;
    }
    for (const picture of pictures.splice(0)) this.picture(picture);
    for (const float of floats.splice(0)) this.float(float, page);
  }

  /** What the text flows around stands between its lines, and doesn't part them. */
  private float(segments: Segment[], page: number): void {
    const { open } = this;
    this.open = undefined;
    const left = Math.min(...segments.map(({ x0 }) => x0));
    const right = Math.max(...segments.map(({ x1 }) => x1));
    for (const segment of segments) this.line([segment], { left, right, segments }, page, false);
    this.open = open;
  }

  /** At the top of a column or a page the last table may go on, with its head once more. */
  private table(rows: Segment[][][], page: number, first: boolean): void {
    if (first) this.headAlone(rows[0]?.length ?? 0, page);
    const before = this.all.at(-1);
    const [head = []] = before?.kind === 'table' ? before.rows : [];
    if (!first || before?.kind !== 'table' || head.length !== rows[0]?.length) {
      this.all.push({ kind: 'table', rows, page, repeated: [] });
      return;
    }
    const [again = [], ...others] = rows;
    const isSame = rowText(again) === rowText(head);
    if (isSame) before.repeated.push(rowText(again));
    before.rows.push(...(isSame ? others : rows));
  }

  /** The head of a table may be all of it that had room in the last column; notes at the foot may come between. */
  private headAlone(cells: number, page: number): void {
    const at = this.all.findLastIndex((each) => each.kind !== 'paragraph' || each.size >= this.body * 0.88);
    const head = this.all[at];
    if (head?.kind !== 'paragraph' || head.lines.length > 1 || cells < 2 || head.lines[0]?.cells.length !== cells)
      return;
    const rows = [head.lines[0].cells.map((cell) => [cell])];
    this.all.splice(at, 1);
    this.all.push({ kind: 'table', rows, page: head.lines[0].page ?? page, repeated: [] });
  }

  private isCode(row: readonly Segment[]): boolean {
    return this.hasCode && row.every(({ mono }) => mono);
  }

  private picture(picture: Picture): void {
    this.all.push({ kind: 'picture', picture });
  }

  private line(row: Segment[], { left, right }: Column, page: number, first: boolean): void {
    const segment = row.length === 1 ? (row[0] as Segment) : segmentOf(row.flatMap(({ runs }) => runs));
    const [inset, room] =
      segment.rtl && !this.isRagged ? [right - segment.x1, segment.x0 - left] : [segment.x0 - left, right - segment.x1];
    const line = { segment, page, inset, room, first, cells: row };
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
      (each): each is Paragraph =>
        each.kind === 'paragraph' &&
        isSameStyle(each, line.segment) &&
        !CAPTION.test(each.lines[0]?.segment.text ?? ''),
    );
    const before = last?.lines.at(-1);
    if (!last || !before || this.all.length - this.all.indexOf(last) > 6) return undefined;
    if (last.size < this.body * 0.94 || isMarked(line.segment.text)) return undefined;
    // What stands above the columns doesn't go on in one of them, but for a title.
    const isAbove = before.page === line.page && overlap(before.segment, line.segment);
    if (isAbove && line.segment.size <= this.body * 1.1) return undefined;
    if (LEADERS.test(line.segment.text) || LEADERS.test(before.segment.text)) return undefined;
    const text = before.segment.text;
    const broken = /\p{L}[-\u2010\u00ad]$/u.test(text) || !endsAsSentence(text);
    const fits = before.room < wordWidth(line.segment) + line.segment.size * 0.6;
    if (broken) return fits || /^\p{Ll}/u.test(line.segment.text) ? last : undefined;
    return this.indents && fits && line.inset < line.segment.size * INDENT ? last : undefined;
  }

  /** Bold letters with which a paragraph begins may fill its first lines: it goes on in others. */
  private isRunIn(paragraph: Paragraph, { segment }: PlacedLine): boolean {
    const before = paragraph.lines.at(-1) as PlacedLine;
    const { size, y, text } = segment;
    if (!paragraph.bold || Math.abs(paragraph.size - size) > size * 0.06) return false;
    if (y - before.segment.y > this.leading(size) * size * LINE_GAP || before.room > wordWidth(segment)) return false;
    return (
      CAPTION.test(paragraph.lines[0]?.segment.text ?? '') ||
      !endsAsSentence(before.segment.text) ||
      /^\p{Ll}/u.test(text)
    );
  }

  /** Whether a line begins a paragraph of its own. */
  private begins(paragraph: Paragraph, line: PlacedLine): boolean {
    const before = paragraph.lines.at(-1) as PlacedLine;
    const { size, text, y } = line.segment;
    if (!isSameStyle(paragraph, line.segment) && !this.isRunIn(paragraph, line)) return true;
    if (this.hasCode && (line.segment.mono || before.segment.mono)) {
      const isCode = paragraph.lines.every(({ segment }) => segment.mono);
      if (isCode && line.segment.mono) return y - before.segment.y > size * CODE_GAP;
      // An address that takes a line within a paragraph is no code.
      if (line.segment.mono !== before.segment.mono && (isCode || before.room > wordWidth(line.segment))) return true;
    }
    if (line.page === 1 && this.all.length <= HEAD && isDateAlone(before.segment.text, text)) return true;
    if (y - before.segment.y > this.leading(size) * size * LINE_GAP || isBulleted(text)) return true;
    if (LEADERS.test(text) || LEADERS.test(before.segment.text) || RAISED.test(text)) return true;
    if (REFERENCE.test(text) && REFERENCE.test(paragraph.lines[0]?.segment.text ?? '')) return true;
    // A date or an abbreviation at a line's start is no number of an item.
    const mayEnd = endsAsSentence(before.segment.text) || /[:;]$/u.test(before.segment.text);
    const [opening] = paragraph.lines as [PlacedLine, ...PlacedLine[]];
    if (countsOn(text, opening.segment.text) && Math.abs(line.inset - opening.inset) < size * INDENT) return true;
    if (isNumbered(text) && (mayEnd || before.room > wordWidth(line.segment) + size)) return true;
    if (size > this.body * 1.1) return false;
    const deeper = line.inset - before.inset;
    // A line that fills its column is in the middle of it whatever stands above.
    const fills = line.inset < 2 && line.room < size;
    if (!fills && isCentred(before.segment, line.segment)) return false;
    if (isMarked(paragraph.lines[0]?.segment.text ?? '') && isBesideItem(paragraph, line)) return true;
    if (deeper > size * INDENT) {
      if (!(isMarked(before.segment.text) || RAISED.test(before.segment.text)) || paragraph.lines.length > 1)
        return true;
      const words = wordsInset(before);
      return words !== undefined && line.inset - words > size * INDENT;
    }
    // Some programs break ragged lines early so that all are of a length.
    const isWithin = /^\p{Ll}/u.test(text) && !mayEnd;
    const room = roomIn(paragraph, before, line);
    if (this.isJustified && mayEnd && room > size * SHORT_LINE) return true;
    const hadRoom =
      room > wordWidth(line.segment) + (isWithin ? (before.segment.x1 - before.segment.x0) * 0.5 : size * 0.8);
    if (deeper < -size * INDENT) return paragraph.lines.length > 1 || (hadRoom && isMarked(opening.segment.text));
    return hadRoom;
  }
}

/** Whether the lines that surely go on in the next one end together. */
function areStretched(pages: readonly PageColumns[]): boolean {
  let within = 0;
  let stretched = 0;
  for (const column of pages.flatMap((page) => page.columns)) {
    const ends = endsBySize(column);
    column.segments.forEach((segment, at) => {
      const below = column.segments[at + 1];
      if (!below || Math.abs(below.size - segment.size) > 0.1 || !goesOn(segment, below)) return;
      const { left, right } = ends(segment.size);
      within += 1;
      if ((segment.rtl ? segment.x0 - left : right - segment.x1) < EVEN) stretched += 1;
    });
  }
  return within >= LEAST_WITHIN && stretched >= within * STRETCHED;
}

const LEAST_WITHIN = 8;
const STRETCHED = 0.75;

/** One of two lines says nothing but when, and isn't the rest of a date that was broken. */
function isDateAlone(before: string, text: string): boolean {
  return (isDateLine(text) && !/[\d,]$/u.test(before)) || (isDateLine(before) && !/^[\d,]/u.test(text));
}

function isLinedUpLeft(pages: readonly PageColumns[]): boolean {
  const columns = pages.flatMap((page) => page.columns).filter(({ segments }) => segments.every(({ rtl }) => rtl));
  const lines = columns.flatMap(({ segments, left, right }) =>
    segments.map(({ x0, x1 }) => [x0 - left < EVEN, right - x1 < EVEN] as const),
  );
  const share = (side: 0 | 1) => lines.filter((line) => line[side]).length / Math.max(1, lines.length);
  return share(0) > MOSTLY && share(1) < MOSTLY / 2;
}

/** Lines that end so near to each other, in points, end together. */
const EVEN = 4;
const MOSTLY = 0.6;
/** A paragraph's next line is nearer than this, in the letters' size. */
const NEXT_LINE = 1.8;

/** Whether a text is set in letters of a typewriter. */
export function isTyped(segments: readonly Segment[]): boolean {
  const letters = (own: readonly Segment[]) => own.reduce((sum, { text }) => sum + text.length, 0);
  return letters(segments.filter(({ mono }) => mono)) * 2 > letters(segments);
}

/** What is set in from one edge is often set in from the other: its lines end where the longest of them does. */
function roomIn({ lines }: Paragraph, before: PlacedLine, line: PlacedLine): number {
  const { size } = line.segment;
  const isSetIn = line.inset > size * INDENT && lines.every(({ inset }) => Math.abs(inset - line.inset) < 2);
  return isSetIn ? before.room - Math.min(line.room, ...lines.map(({ room }) => room)) : before.room;
}

function rowText(row: readonly Segment[][]): string {
  return row.map((cell) => cell.map(({ text }) => text).join(' ')).join('\t');
}

/** Whether lines stand in from the text's edge, all of them and equally far, as centred ones don't. */
export function isSetIn({ lines }: Paragraph): boolean {
  const insets = (lines.length > 2 ? lines.slice(1) : lines).map(({ inset }) => inset);
  const isEven = Math.max(...insets) - Math.min(...insets) < 2;
  return lines.length > 1 && isEven && lines.every(({ inset, segment }) => inset > segment.size * SET_IN);
}

const SET_IN = 0.9;

/** Whether a line that stands alone is set in, and not centred; where lines that open paragraphs are, it says nothing. */
export function isLineSetIn({ lines }: Paragraph): boolean {
  const [line] = lines;
  if (!line || lines.length > 1) return false;
  const { inset, room, segment } = line;
  return (
    inset > segment.size * SET_IN && inset < segment.size * MOST_SET_IN && Math.abs(inset - room) > segment.size * 2
  );
}

const MOST_SET_IN = 6;

/** How far in the words of an item begin; undefined where its sign is drawn in one go with them, so that nobody can say. */
function wordsInset({ segment, inset }: PlacedLine): number | undefined {
  const sign = /^\S+\s*/u.exec(segment.text)?.[0].length ?? 0;
  if (segment.places.some(({ from, to }) => from < sign && to > sign)) return undefined;
  const words = segment.places.find(({ from }) => from >= sign);
  return words && inset + (segment.rtl ? segment.x1 - words.x1 : words.x0 - segment.x0);
}

/** A line that begins further out than a list item's words does not go on with them, where those stand off their sign. */
function isBesideItem({ lines: [first, second] }: Paragraph, { inset, segment }: PlacedLine): boolean {
  if (!first) return false;
  const hanging = second?.inset ?? wordsInset(first) ?? first.inset;
  return hanging - first.inset > segment.size * INDENT && hanging - inset > segment.size * INDENT;
}

function overlap(a: Segment, b: Segment): boolean {
  return Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > 0;
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

/**
 * The size of a document's running text: that of most letters, or a larger one that nearly as many have, as a paper may
 * have more letters in its references.
 */
export function bodySize(segments: readonly Segment[]): number {
  const sizes = new Map<number, number>();
  for (const { size, text } of segments) {
    const key = Math.round(size * 2) / 2;
    sizes.set(key, (sizes.get(key) ?? 0) + text.length);
  }
  const most = Math.max(0, ...sizes.values());
  const common = [...sizes].flatMap(([size, letters]) => (letters >= most * NEARLY_AS_MANY ? [size] : []));
  return common.length > 0 ? Math.max(...common) : 10;
}

const NEARLY_AS_MANY = 0.45;

/** Whether many lines stand a little in from their column's edge, with others at it: paragraphs are told so. */
export function usesIndents(pages: readonly PageColumns[]): boolean {
  let indented = 0;
  let flush = 0;
  for (const { columns } of pages)
    for (const { segments, left } of columns)
      segments.forEach(({ x0, y, size, rtl, text }, at) => {
        const below = segments[at + 1];
        if (rtl || isMarked(text)) return;
        // What opens a paragraph has the paragraph's next line right below it, at the edge.
        const opens = below && below.x0 - left < 1 && below.y - y < size * NEXT_LINE;
        if (x0 - left > size * INDENT && x0 - left < size * 4) indented += opens ? 1 : 0;
        else if (x0 - left < 1) flush += 1;
      });
  return indented >= 3 && indented * 2 < flush;
}
