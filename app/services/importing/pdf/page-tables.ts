import type { Column } from './columns.ts';
import type { Run } from './page-text.ts';
import { cellsOf, type Segment, segmentOf } from './rows.ts';

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
export function tableAt(
  rows: readonly Segment[][],
  start: number,
): { rows: Segment[][][]; length: number } | undefined {
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
  if (columns.length < 2 || cells.every((row) => row.length < 2 || isLabelled(row))) return undefined;
  const bounds = columns.slice(1).map(({ x0 }, at) => ((columns[at]?.x1 ?? 0) + x0) / 2);
  const cut = rows.map((row) => {
    const runs = row.flatMap((segment) => segment.runs).flatMap((run) => splitAt(run, bounds));
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
function columnOf({ text, x0, x1 }: Run, columns: readonly Stretch[], bounds: readonly number[]): number | undefined {
  const crossed = bounds.filter((bound) => x0 < bound - 2 && x1 > bound + 2).length;
  const sticksOut = x1 > (columns.at(-1)?.x1 ?? 0) + OUT || x0 < (columns[0]?.x0 ?? 0) - OUT;
  // A line of text below a table begins at its edge, and goes on through all of it.
  const isText = text.length > LEAST_TEXT && /\p{L}[^.]*\p{L}/u.test(text) && !/[.·…_\s]{5,}$/u.test(text);
  if (isText && (crossed > 1 || (crossed > 0 && sticksOut))) return undefined;
  const aligned = columns.findIndex((each) => Math.abs(each.x0 - x0) < 2 || Math.abs(each.x1 - x1) < 2);
  if (aligned >= 0) return aligned;
  return crossed > 0 ? undefined : columnAt((x0 + x1) / 2, bounds);
}

/** In points. */
const OUT = 8;
/** In letters. */
const LEAST_TEXT = 25;

/** Numbers that stand so near to each other that a program gives them in one go are parted at the spaces between. */
function splitAt(run: Run, bounds: readonly number[]): Run[] {
  const words = run.text.split(' ');
  if (words.length < 2 || !words.every((word) => /^[\d.,%+−–-]+$/u.test(word))) return [run];
  const width = (run.x1 - run.x0) / run.text.length;
  let from = run.x0;
  const parts = words.map((text) => {
    const part = { ...run, text, x0: from, x1: from + width * text.length };
    from = part.x1 + width;
    return part;
  });
  const isBetween = (at: number) =>
    bounds.some((bound) => (parts[at]?.x0 ?? 0) < bound && (parts[at + 1]?.x1 ?? 0) > bound);
  return parts.slice(1).every((_, at) => isBetween(at)) ? parts : [run];
}

/** A bullet or a number with its text beside it is an item of a list. */
const LABEL = /^(?:[•‣▪▫◦●○■□⁃∙·–—*-]|\(?\d{1,2}[.)]|[a-z]\)|[¹²³⁰⁴-⁹]+)$/u;

/** In writing from right to left the bullet is the last of the row. */
function isLabelled(row: readonly Segment[]): boolean {
  const last = (row.at(-1)?.text ?? '').replace(/^([.)])(\d{1,2})$/u, '$2$1');
  return LABEL.test(row[0]?.text ?? '') || (row.some(({ rtl }) => rtl) && LABEL.test(last));
}

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

/** How even the gaps of a stretched line are, and how near it comes to its column's edges, in points. */
const EVEN = 0.2;
const EDGE = 2.5;

/** Whether a row is one line whose words were stretched to fill its column, rather than the cells of a table. */
export function isStretched(
  rows: readonly Segment[][],
  at: number,
  { left, right }: Pick<Column, 'left' | 'right'>,
): boolean {
  const row = rows[at] ?? [];
  if (row.length < 2 || row.some(({ text }) => /\s/u.test(text.trim()))) return false;
  const [first, last] = [row[0] as Segment, row.at(-1) as Segment];
  const fills = last.rtl ? first.x0 - left < EDGE : right - last.x1 < EDGE;
  const gaps = row.slice(1).map(({ x0 }, index) => x0 - (row[index] as Segment).x1);
  const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
  if (!fills || most - least > most * EVEN) return false;
  // Two words alone might be two cells; a table has another such row beside.
  return row.length > 2 || [rows[at - 1], rows[at + 1]].every((beside) => (beside?.length ?? 0) < 2);
}
