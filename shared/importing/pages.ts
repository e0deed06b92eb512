import type { Line } from './lines.ts';
import { markingOf } from './markings.ts';
import { endsAsSentence } from './wording.ts';
import { plain } from './words/plain.ts';

/** Page numbers and running heads stand within so many lines of a page's edge. */
const EDGE_LINES = 3;
/** Books have some thousand pages; a file of more form feeds is no text. */
const MAX_BREAKS = 20_000;

export const PAGE_NUMBER = 'A page’s number.';
export const RUNNING_HEAD = 'A line that every page repeats at its edge.';
export const MARKING = 'The marking of the text; it is kept with the brief.';

const NUMBER =
  /^[-–—[(\s]*(?:page|seite|página|pagina|стр(?:аница)?\.?|p\.|صفحة|עמוד|第)?\s*(\d{1,4})\s*(?:页|頁)?(?:\s*(?:of|von|de|sur|di|из|من|מתוך|\/)\s*\d{1,4})?[-–—\])\s]*$/iu;
/** "Page 2 of 9" needs no page's edge to be told. */
const NUMBER_OF =
  /^[-–—[(\s]*(?:page|seite|página|pagina|стр(?:аница)?\.?|صفحة|עמוד)\s*\d{1,4}\s*(?:of|von|de|sur|di|из|من|מתוך|\/)\s*\d{1,4}[-–—\])\s]*$/iu;
/** "18                H. Osei": at a page's edge, far from the number, stands a running head. */
const HEAD_WITH_NUMBER = /^\d{1,4}(?: {4,}|\t+)\S.{0,90}$|^\S.{0,90}(?: {4,}|\t+)\d{1,4}$/u;
/** A cable's own: "PORT ORVA 00000412  001.2 OF 002". */
const CABLE_PAGE = /^[A-Z][A-Z ]{2,20} \d{6,8}\s+\d{3}(?:\.\d)? OF \d{3}$/u;

/**
 * The lines that belong to pages and not to the text, by their index, with the reason. Form feeds say where pages end;
 * without them a numbering that goes up one by one does, or a line that says which page of how many it is.
 */
export function pageLines(lines: readonly Line[]): Map<number, string> {
  const found = new Map<number, string>();
  lines.forEach(({ text }, at) => {
    if (text.length > 120) return;
    if (markingOf(text) !== undefined) found.set(at, MARKING);
    else if (NUMBER_OF.test(text)) found.set(at, PAGE_NUMBER);
    else if (CABLE_PAGE.test(text)) found.set(at, RUNNING_HEAD);
  });
  const breaks = lines.flatMap(({ pageBreak }, at) => (pageBreak && at > 0 ? [at] : []));
  if (breaks.length > 0 && breaks.length <= MAX_BREAKS) atBreaks(lines, breaks, found);
  else numbered(lines, found);
  return found;
}

function atBreaks(lines: readonly Line[], breaks: readonly number[], found: Map<number, string>): void {
  const heads = new Map<string, number[]>();
  for (const at of edges(lines, breaks, found)) {
    const { text } = lines[at] as Line;
    const isOutermost = breaks.includes(at) || breaks.includes(at + 1) || at === lines.length - 1;
    if (NUMBER.test(text)) found.set(at, PAGE_NUMBER);
    else if (isOutermost && HEAD_WITH_NUMBER.test(text)) found.set(at, RUNNING_HEAD);
    const key = plain(text.replace(/\d+/gu, ' '));
    if (key !== '' && text.length <= 120) heads.set(key, [...(heads.get(key) ?? []), at]);
  }
  for (const all of heads.values()) {
    if (all.length < 2) continue;
    // The first line of a text may be its title, of which the heads of later pages are made: those have a number.
    const isTitle =
      all[0] === 0 && !/\d/u.test(lines[0]?.text ?? '') && all.slice(1).some((at) => /\d/u.test(lines[at]?.text ?? ''));
    for (const at of isTitle ? all.slice(1) : all) if (!found.has(at)) found.set(at, RUNNING_HEAD);
  }
}

/** The lines near the edges of pages, those found to be markings passed over. */
function edges(lines: readonly Line[], breaks: readonly number[], found: ReadonlyMap<number, string>): Set<number> {
  const all = new Set<number>();
  const starts = [0, ...breaks];
  for (const start of starts) take(start, 1, nextAfter(starts, start, lines.length));
  for (const end of [...breaks, lines.length]) take(end - 1, -1, end);
  return all;

  function take(from: number, step: 1 | -1, bound: number): void {
    let taken = 0;
    for (let at = from; at >= 0 && at < lines.length && taken < EDGE_LINES; at += step) {
      if (step === 1 && at >= bound) return;
      if (found.get(at) === MARKING) continue;
      all.add(at);
      taken += 1;
      // Below the first gap the text has begun, or not yet ended.
      const inner = step === 1 ? lines[at + 1] : lines[at];
      if (inner?.gapBefore && taken >= 1 && !NUMBER.test(lines[at]?.text ?? '')) return;
      if (step === -1 && lines[at]?.pageBreak) return;
    }
  }
}

function nextAfter(starts: readonly number[], start: number, end: number): number {
  return starts[starts.indexOf(start) + 1] ?? end;
}

/** Whether a sentence goes on behind a number that stands alone, as it does where a page ends. */
function cutsSentence(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1]?.text ?? '';
  const after = lines[at + 1]?.text ?? '';
  return before.length >= LEAST_CUT_LINE && !endsAsSentence(before) && /^\p{Ll}/u.test(after);
}

/** A shorter line that stops without full stop is a heading. */
export const LEAST_CUT_LINE = 30;

/** Lines of a number alone, each one more than the last, with text between: "- 31 -", "- 32 -". */
function numbered(lines: readonly Line[], found: Map<number, string>): void {
  let run: { at: number; number: number }[] = [];
  const flush = () => {
    const [only] = run;
    const isOne = run.length === 1 && only !== undefined && cutsSentence(lines, only.at);
    if (run.length >= 2 || isOne) for (const { at } of run) if (!found.has(at)) found.set(at, PAGE_NUMBER);
    run = [];
  };
  lines.forEach((line, at) => {
    if (!line.gapBefore || line.text.length > 30 || (at + 1 < lines.length && !lines[at + 1]?.gapBefore)) return;
    const value = NUMBER.exec(line.text)?.[1];
    if (value === undefined) return;
    const before = run.at(-1);
    if (before && (Number(value) !== before.number + 1 || at - before.at < 2)) flush();
    run.push({ at, number: Number(value) });
  });
  flush();
}
