import type { Segment } from './rows.ts';

/** A column of a page, or the part of one between two lines that go across. */
export interface Column {
  left: number;
  right: number;
  segments: Segment[];
}

/** A gutter is at least so wide, in the letters' size. */
const GUTTER = 0.8;
/** Titles and tables may go across a gutter; of all lines no more than this share. */
const ACROSS = 0.2;
/** Of a page whose columns other pages have too, so many. */
const ACROSS_FIRST = 0.6;
/** Nor more than this share of the lines where they are densest: of three columns none has more than a third of all. */
const HOLLOW = 0.4;
/** A title of several lines, a byline. */
const SOME_ACROSS = 0.03;
/** Fewer lines than this on one side are no column. */
const LEAST_LINES = 4;
/** The longer lines of a column fill it; the cells of a table don't. */
const FILLED = 0.6;
const MOST_COLUMNS = 6;
/** In points: what is wider is a drawing, or a damaged page. */
const WIDEST = 20_000;

/**
 * A page's columns in the order of reading. Where lines go across the columns, what stands above them is read first,
 * column after column, then they, then what stands below.
 *
 * @param known the gutters of the document's other pages, for one with too few lines to show any
 */
export function columnsOf(segments: readonly Segment[], rtl: boolean, known: readonly number[] = []): Column[] {
  const own = guttersOf(segments);
  const gutters = own.length > 0 ? own : known.filter((gutter) => partsLines(segments, gutter));
  if (gutters.length === 0) return segments.length > 0 ? [columnOf(segments)] : [];
  const edges = [Number.NEGATIVE_INFINITY, ...gutters, Number.POSITIVE_INFINITY];
  const columns: Column[] = [];
  let band: Segment[][] = edges.slice(1).map(() => []);
  let across: Segment[] = [];
  const flushBand = () => {
    const filled = band.filter((each) => each.length > 0).map(columnOf);
    columns.push(...(rtl ? filled.reverse() : filled));
    band = edges.slice(1).map(() => []);
  };
  const flushAcross = () => {
    if (across.length > 0) columns.push(columnOf(across));
    across = [];
  };
  for (const segment of segments) {
    const index = edges.findIndex((_, at) => {
      const [from, to] = [edges[at], edges[at + 1]] as [number, number | undefined];
      return to !== undefined && segment.x0 >= from - 1 && segment.x1 <= to + 1;
    });
    const goesAcross = index < 0 || endsAcross(segment, across.at(-1), segments);
    if (goesAcross) {
      flushBand();
      across.push(segment);
    } else {
      flushAcross();
      band[index]?.push(segment);
    }
  }
  flushBand();
  flushAcross();
  return columns;
}

/** The last line of what goes across may be short: it is set as the line above it, and nothing stands beside it. */
function endsAcross(segment: Segment, above: Segment | undefined, all: readonly Segment[]): boolean {
  if (!above || segment.y - above.y > above.size * NEXT_LINE || Math.abs(segment.size - above.size) > 0.2) return false;
  if (segment.bold !== above.bold || segment.italic !== above.italic) return false;
  const { size } = segment;
  const isAligned = (edge: (each: Segment) => number) => Math.abs(edge(segment) - edge(above)) < size * 0.3;
  const below = isAligned(({ x0 }) => x0) || isAligned(({ x1 }) => x1) || isAligned(({ x0, x1 }) => (x0 + x1) / 2);
  return (
    below && all.every((other) => other === segment || Math.abs(other.y - segment.y) > size * 0.7 || other === above)
  );
}

/** A line's next one is nearer than this, in the letters' size. */
const NEXT_LINE = 1.6;

function columnOf(segments: readonly Segment[]): Column {
  return {
    left: Math.min(...segments.map(({ x0 }) => x0)),
    right: Math.max(...segments.map(({ x1 }) => x1)),
    segments: [...segments],
  };
}

/** Whether a gutter of other pages parts this one's lines too: some on either side, hardly any across. */
function partsLines(segments: readonly Segment[], gutter: number): boolean {
  const across = segments.filter(({ x0, x1 }) => x0 < gutter - 1 && x1 > gutter + 1).length;
  const before = segments.filter(({ x1 }) => x1 <= gutter + 1).length;
  const parts = before > 0 && before + across < segments.length;
  if (across <= segments.length * ACROSS) return parts;
  // A first page may have a head and a summary across its columns.
  const { left, right } = columnOf(segments);
  const areColumns = isColumn(segments, left, gutter) && isColumn(segments, gutter, right);
  return parts && areColumns && across <= segments.length * ACROSS_FIRST;
}

/**
 * The gutters that several pages have, or the only page that has any.
 *
 * @param gutters those of each page
 */
export function sharedGutters(gutters: readonly (readonly number[])[]): number[] {
  const found: { at: number; pages: number }[] = [];
  for (const own of gutters)
    for (const gutter of own) {
      const same = found.find(({ at }) => Math.abs(at - gutter) <= SAME_GUTTER);
      if (same) same.pages += 1;
      else found.push({ at: gutter, pages: 1 });
    }
  const most = Math.max(0, ...found.map(({ pages: count }) => count));
  return found
    .filter(({ pages: count }) => count * 2 > most)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
}

/** The middles of one gutter on two pages are so near to each other, in points. */
const SAME_GUTTER = 8;

/** The middles of the gutters between columns. */
export function guttersOf(segments: readonly Segment[]): number[] {
  if (segments.length < LEAST_LINES * 2) return [];
  const { left, right } = columnOf(segments);
  const size = median(segments.map((each) => each.size));
  const width = Math.ceil(right - left);
  if (!(width > 0 && width <= WIDEST)) return [];
  const covering = new Array<number>(width + 1).fill(0);
  for (const { x0, x1 } of segments)
    for (let x = Math.max(0, Math.floor(x0 - left)); x < Math.min(width, x1 - left); x += 1)
      covering[x] = (covering[x] ?? 0) + 1;
  const most = Math.min(segments.length * ACROSS, Math.max(...covering) * HOLLOW);
  const found: number[] = [];
  for (let x = Math.round(width * 0.12); x < width * 0.88; x += 1) {
    if ((covering[x] ?? 0) > most) continue;
    // Within what few lines cross, the gutter is where fewest do.
    let end = x;
    while (end < width && (covering[end] ?? 0) <= most) end += 1;
    const least = Math.min(...covering.slice(x, end)) + Math.max(1, segments.length * SOME_ACROSS);
    let from = x;
    while ((covering[from] ?? 0) > least) from += 1;
    let to = from;
    while (to < end && (covering[to] ?? 0) <= least) to += 1;
    if (to - from >= size * GUTTER) found.push(left + (from + to) / 2);
    x = end;
  }
  if (found.length >= MOST_COLUMNS) return [];
  const kept = thatPart(segments, found, left, right);
  return kept.length > 0 ? kept : thatPart(segments, found, left, right, true);
}

/** Those gutters that have columns on both sides: what isn't one has its next gutter taken away. */
function thatPart(
  segments: readonly Segment[],
  gutters: readonly number[],
  left: number,
  right: number,
  withTables = false,
): number[] {
  let kept = [...gutters];
  while (kept.length > 0) {
    const edges = [left, ...kept, right];
    const wrong = edges
      .slice(0, -1)
      .findIndex((from, at) => !isColumn(segments, from, edges[at + 1] as number, withTables));
    if (wrong < 0) return kept;
    const taken = Math.min(wrong, kept.length - 1);
    kept = kept.filter((_, at) => at !== taken);
  }
  return kept;
}

/** @param withTables a table's row fills its column together, where most of the column is text */
function isColumn(segments: readonly Segment[], from: number, to: number, withTables = false): boolean {
  const own = segments.filter(({ x0, x1 }) => x0 >= from - 1 && x1 <= to + 1);
  if (own.length < LEAST_LINES) return false;
  if (!withTables) return long(own.map((segment) => widthOf([segment]))) >= (to - from) * FILLED;
  const rows = new Map<number, Segment[]>();
  for (const segment of own) {
    const height = Math.round(segment.y);
    rows.set(height, [...(rows.get(height) ?? []), segment]);
  }
  const lines = [...rows.values()];
  const areLines = lines.filter((row) => row.length === 1).length * 2 >= lines.length;
  return areLines && long(lines.map(widthOf)) >= (to - from) * FILLED;
}

function widthOf(row: readonly Segment[]): number {
  return Math.max(...row.map(({ x1 }) => x1)) - Math.min(...row.map(({ x0 }) => x0));
}

/** How wide the longer quarter is at least: in a column there may also be a table. */
function long(widths: readonly number[]): number {
  return [...widths].sort((a, b) => a - b)[Math.floor(widths.length * 0.75)] ?? 0;
}

/** The middle one of some values, the upper of two; 0 where there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
