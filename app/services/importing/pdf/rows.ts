import { withDropCaps } from './drop-caps.ts';
import { STROKES } from './joined-letters.ts';
import type { Run } from './page-text.ts';

/** Words that stand in one line of one column, or one cell of a table. */
export interface Segment {
  runs: Run[];
  x0: number;
  x1: number;
  y: number;
  size: number;
  bold: boolean;
  italic: boolean;
  mono: boolean;
  /** It is a link. */
  linked: boolean;
  rtl: boolean;
  text: string;
  /** Where each of its runs' letters stand in `text`. */
  places: { from: number; to: number; x0: number; x1: number }[];
}

/** A gap wider than this, in the letters' size, parts columns or cells; a justified line's spaces are narrower. */
const GAP = 1.25;
/** Columns may stand as near to each other as this. */
export const NARROW = 0.6;
/** Between cells; spaces are narrower but in lines that are stretched. */
const CELL_GAP = 0.55;
/** A gap from which on words are parted where no space says so. */
const SPACE = 0.17;
/** A number or a bullet may stand nearer to what it counts. */
const SPACE_AFTER_LABEL = 0.04;
const LABEL = /^(?:\(?(?:\d{1,3}|\p{L})[.)]|[•‣▪▫◦●○■□–—-])$/u;

/**
 * The segments of a page, from its top, those of one height from left to right.
 *
 * @param gap what parts them, in the letters' size
 * @param gutters where columns are parted, however near to each other they stand
 */
export function segmentsOf(runs: readonly Run[], gap = GAP, gutters: readonly number[] = []): Segment[] {
  return rowsOf(withDropCaps(runs))
    .flatMap((row) => split(row, gap, gutters))
    .filter(({ text }) => text.trim() !== '')
    .sort((a, b) => a.y - b.y || a.x0 - b.x0);
}

/** Dots that stand right before a line, as the bullets that they are. */
export function bulletsOf(dots: readonly { x0: number; x1: number; y: number }[], runs: readonly Run[]): Run[] {
  return dots.flatMap(({ x0, x1, y }) => {
    const beside = runs.find((run) => {
      const isLevel = y < run.y && y > run.y - run.size * 0.75;
      const isNear = run.x0 > x1 ? run.x0 - x1 < run.size * 2.5 : x0 > run.x1 && x0 - run.x1 < run.size * 2.5;
      return isLevel && isNear;
    });
    const isFirst =
      beside &&
      !runs.some(
        (run) =>
          Math.abs(run.y - beside.y) < 1 &&
          run.x1 <= x0 + 1 === beside.x0 > x1 &&
          run !== beside &&
          Math.abs(run.x0 - x0) < beside.size * 12,
      );
    return beside && isFirst
      ? [{ text: '•', x0, x1, y: beside.y, size: beside.size, bold: false, italic: false, mono: false }]
      : [];
  });
}

/** Numbers of items that stand on a dot, as slides have them; they are set smaller and higher than the item. */
export function withLabels(dots: readonly { x0: number; x1: number; y: number }[], runs: readonly Run[]): Run[] {
  return runs.map((run) => {
    if (!/^\d{1,2}$/u.test(run.text.trim())) return run;
    const middle = (run.x0 + run.x1) / 2;
    const isOn = dots.some(
      ({ x0, x1, y }) => x0 < middle && x1 > middle && Math.abs(y - (run.y - run.size * 0.35)) < run.size,
    );
    const beside = isOn
      ? runs.find(({ x0, y, size }) => x0 > run.x1 && x0 - run.x1 < size * 2.5 && Math.abs(y - run.y) < size * 0.65)
      : undefined;
    return beside ? { ...run, text: `${run.text.trim()}.`, y: beside.y, size: beside.size } : run;
  });
}

function rowsOf(runs: readonly Run[]): Run[][] {
  const sorted = raise(runs).sort((a, b) => a.y - b.y);
  const rows: { y: number; size: number; runs: Run[] }[] = [];
  for (const run of sorted) {
    const row = rows.at(-1);
    if (row && Math.abs(run.y - row.y) <= Math.max(run.size, row.size) * 0.22) {
      row.runs.push(run);
      row.size = Math.max(row.size, run.size);
    } else rows.push({ y: run.y, size: run.size, runs: [run] });
  }
  return rows.map((row) => row.runs);
}

/** Small letters a little above a line belong to it: they stand beside what they are a note to. */
function raise(runs: readonly Run[]): Run[] {
  const sorted = [...runs].sort((a, b) => a.y - b.y);
  return sorted.map((run, at) => {
    if (run.text.length > LONGEST_RAISED) return run;
    for (let next = at + 1; next < sorted.length; next += 1) {
      const below = sorted[next] as Run;
      const drop = below.y - run.y;
      if (drop > below.size * 0.65 && drop > run.size) break;
      const isSmall = run.size <= below.size * 0.85 || /^[\d*†‡,]+$/u.test(run.text.trim());
      if (!isSmall || drop < below.size * 0.12 || drop > below.size * 0.65) continue;
      // Before a note at the foot its number may stand off, in a line that is stretched.
      const isBeforeNote = /^\d+$/u.test(run.text.trim()) && Math.abs(below.x0 - run.x1) < below.size * 1.6;
      const isBeside =
        isBeforeNote || Math.min(Math.abs(run.x0 - below.x1), Math.abs(below.x0 - run.x1)) < below.size * 0.6;
      if (isBeside) return { ...run, y: below.y, raised: true };
    }
    return run;
  });
}

/** "12, 14" is about as long as what stands raised gets. */
const LONGEST_RAISED = 8;

/** The cells that a line may hold: in a table they stand nearer to each other than columns do. */
export function cellsOf(row: readonly Segment[]): Segment[] {
  return split(
    row.flatMap(({ runs }) => runs),
    CELL_GAP,
  );
}

function split(row: readonly Run[], most = GAP, gutters: readonly number[] = []): Segment[] {
  const sorted = [...row].sort((a, b) => a.x0 - b.x0);
  const groups: Run[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const run of sorted) {
    const group = groups.at(-1);
    // The same words drawn twice, a hair apart, are a way to make them bold.
    const before = group?.at(-1);
    if (before && before.text === run.text && Math.abs(before.x0 - run.x0) < run.size * 0.1) continue;
    const from = end;
    const isParted =
      gutters.some((gutter) => from <= gutter + 1 && run.x0 >= gutter - 1) && run.x0 - from > run.size * NARROW;
    if (group && !isParted && run.x0 - from <= run.size * most) group.push(run);
    else groups.push([run]);
    end = Math.max(end, run.x1);
  }
  return groups.map((group) => segmentOf(group));
}

/** Lines in such writing are stretched between the signs, which have no spaces. */
const UNSPACED_END = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff65]$/u;
const UNSPACED_START = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff65]/u;

/** A number alone is drawn with its full stop on the left where the line goes to the left. */
function upright(text: string): string {
  return text.replace(/^([.)])(\d{1,3})(?=\s*$)/u, '$2$1');
}

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const LTR = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;

/** Puts runs into one line's order of reading. */
export function segmentOf(group: readonly Run[]): Segment {
  const letters = group.map(({ text }) => text).join('');
  const rtl = (letters.match(/[\u0590-\u08ff]/gu)?.length ?? 0) * 2 > (letters.match(/\p{L}/gu)?.length ?? 0);
  const ordered = rtl ? rightToLeft(group) : [...group].sort((a, b) => a.x0 - b.x0);
  let text = '';
  const places: Segment['places'] = [];
  let previous: Run | undefined;
  for (const run of ordered) {
    const gap = previous ? Math.max(run.x0 - previous.x1, previous.x0 - run.x1) : 0;
    const own = run.raised ? raisedDigits(run.text) : rtl ? upright(run.text) : run.text;
    const isLabel = places.length === 1 && LABEL.test(text);
    const isApart = gap > Math.min(run.size, previous?.size ?? 0) * (isLabel ? SPACE_AFTER_LABEL : SPACE);
    if (previous && isApart && !/\s$/u.test(text) && !(UNSPACED_END.test(text) && UNSPACED_START.test(own)))
      text += run.mono && previous.mono ? ' '.repeat(columnsIn(gap, run)) : ' ';
    places.push({ from: text.length, to: text.length + own.length, x0: run.x0, x1: run.x1 });
    text += own;
    previous = run;
  }
  for (const { 0: strokes, index } of [...text.matchAll(STROKES)].reverse()) {
    text = text.slice(0, index) + text.slice(index + strokes.length);
    for (const place of places) {
      if (place.from > index) place.from = Math.max(index, place.from - strokes.length);
      if (place.to > index) place.to = Math.max(index, place.to - strokes.length);
    }
  }
  const main = ordered.filter(({ raised }) => !raised);
  const size = sizeOf(main.length > 0 ? main : ordered);
  const clean = text.replace(/\s/gu, ' ').trimEnd();
  return {
    runs: ordered,
    x0: Math.min(...ordered.map(({ x0 }) => x0)),
    x1: Math.max(...ordered.map(({ x1 }) => x1)),
    y: (main[0] ?? (ordered[0] as Run)).y,
    size,
    bold: isAll(ordered, ({ bold }) => bold),
    italic: isAll(ordered, ({ italic }) => italic),
    mono: isAll(ordered, ({ mono }) => mono),
    linked: isAll(ordered, ({ linked }) => linked === true),
    rtl,
    text: clean,
    places,
  };
}

/** How many letters of a typewriter a gap takes. */
function columnsIn(gap: number, { text, x0, x1 }: Run): number {
  return Math.min(MOST_GAP, Math.max(1, Math.round(gap / Math.max(1, (x1 - x0) / text.length))));
}

const MOST_GAP = 40;

/** Whether all letters are set in one way; signs may be set in another. */
function isAll(runs: readonly Run[], isSo: (run: Run) => boolean): boolean {
  return runs.every((run) => isSo(run) || !/\p{L}/u.test(run.text)) && runs.some(isSo);
}

/** The size of most of the letters. */
function sizeOf(runs: readonly Run[]): number {
  const sizes = new Map<number, number>();
  for (const { size, text } of runs) {
    const key = Math.round(size * 10) / 10;
    sizes.set(key, (sizes.get(key) ?? 0) + text.length);
  }
  return [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** From the right to the left; numbers and words in other scripts between them are read the other way. */
function rightToLeft(group: readonly Run[]): Run[] {
  const sorted = [...group].sort((a, b) => b.x0 - a.x0);
  const ordered: Run[] = [];
  let other: Run[] = [];
  const flush = () => {
    // The full stop behind a number stands to its left, and belongs to the line.
    const after = other.length > 1 && MARKS_ALONE.test(other.at(-1)?.text ?? '') ? other.splice(-1) : [];
    ordered.push(...other.reverse(), ...after);
    other = [];
  };
  for (const run of sorted) {
    if (LTR.test(run.text) && !RTL.test(run.text)) other.push(run);
    else if (other.length > 0 && !RTL.test(run.text) && MARKS_ALONE.test(run.text)) other.push(run);
    else {
      flush();
      ordered.push(run);
    }
  }
  flush();
  return ordered;
}

const MARKS_ALONE = /^[.,:/%)-]+$/u;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function raisedDigits(text: string): string {
  return text.trim().replace(/\d/gu, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);
}
