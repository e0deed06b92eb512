import { markingOf } from '../../../../shared/importing/markings.ts';
import { MARKING, PAGE_NUMBER, RUNNING_HEAD } from '../../../../shared/importing/pages.ts';
import { median } from './columns.ts';
import type { Segment } from './rows.ts';

/** So many heights of text at the top and at the foot of a page may be its head and foot. */
const EDGE_ROWS = 2;
/** Heads of one kind stand at the same height on all pages, in points. */
const SAME_HEIGHT = 4;
const LONGEST = 140;
/** The foot of a page is set in smaller letters than its text, at least by this. */
const SMALLER = 0.9;
const NUMBER =
  /^[-–—[(\s]*(?:(?:page|seite|página|стр\.?|p\.|صفحة|עמוד|第)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:页|頁))?(?:\s*(?:of|von|de|sur|di|из|من|מתוך|\/|\|)\s*\d{1,4})?[-–—\])\s]*$/iu;

/**
 * The segments that belong to the pages and not to the text, with the reason: what several pages have at the same
 * height at their edge, numbers aside, and the numbers themselves.
 *
 * @param pages the segments of each page
 */
export function pageEdges(pages: readonly (readonly Segment[])[]): Map<Segment, string> {
  const found = new Map<Segment, string>();
  const byKey = new Map<string, { segment: Segment; page: number }[]>();
  pages.forEach((segments, page) => {
    for (const segment of edgesOf(segments)) {
      if (segment.text.length > LONGEST) continue;
      if (markingOf(segment.text) !== undefined) found.set(segment, MARKING);
      const key = segment.text.replace(/\d+/gu, '#').replace(/\s+/gu, ' ').trim().toLowerCase();
      byKey.set(key, [...(byKey.get(key) ?? []), { segment, page }]);
    }
  });
  for (const all of byKey.values()) {
    for (const { segment, page } of all) {
      const again = all.some((other) => other.page !== page && Math.abs(other.segment.y - segment.y) <= SAME_HEIGHT);
      const isNumber = NUMBER.test(segment.text);
      if (again && !found.has(segment)) found.set(segment, isNumber ? PAGE_NUMBER : RUNNING_HEAD);
      else if (isNumber && standsApart(segment, pages[page] ?? [])) found.set(segment, PAGE_NUMBER);
    }
  }
  besideNumbers(pages, found);
  headsSeenOnce(pages, found);
  return found;
}

/** The first and the last rows of a page. */
function edgesOf(segments: readonly Segment[]): Segment[] {
  const heights = [...new Set(segments.map(({ y }) => Math.round(y)))].sort((a, b) => a - b);
  const top = heights[Math.min(EDGE_ROWS, heights.length) - 1] ?? 0;
  const foot = heights[Math.max(0, heights.length - EDGE_ROWS)] ?? 0;
  return segments.filter(({ y }) => Math.round(y) <= top || Math.round(y) >= foot);
}

/** No other text is within two lines of it. */
function standsApart(segment: Segment, page: readonly Segment[]): boolean {
  return page.every((other) => other === segment || Math.abs(other.y - segment.y) > segment.size * 1.9);
}

/**
 * A page's own number may have company: a line at the same height, which then belongs to the page too, or one that
 * ends or begins with it. Nothing else is near.
 */
function besideNumbers(pages: readonly (readonly Segment[])[], found: Map<Segment, string>): void {
  pages.forEach((segments, page) => {
    const largest = Math.max(...segments.map(({ size }) => size));
    const usual = median(segments.map(({ size }) => size));
    const own = String(page + 1);
    const counts = new RegExp(`^${own}\\s*[|·•–—/]|[|·•–—/]\\s*${own}$`, 'u');
    const endsInCount = new RegExp(`\\s${own}$`, 'u');
    const foot = Math.max(...segments.map(({ y }) => y));
    const counted = new RegExp(
      `(?:page|seite|página|pagina|стр\\.?|страница|صفحة|עמוד)\\s*${own}(?:\\s*(?:of|von|de|sur|di|из|من|מתוך|/)\\s*${pages.length})?$`,
      'iu',
    );
    for (const segment of edgesOf(segments)) {
      const row = segments.filter(({ y }) => Math.abs(y - segment.y) < 1);
      // “Page 3 of 9” says of all that stands beside it that it is no text.
      if (row.some(({ text }) => counted.test(text)) && row.every(({ text }) => text.length <= LONGEST))
        for (const each of row) if (!found.has(each)) found.set(each, RUNNING_HEAD);
      const isApart = row.length <= 2 && row.every((each) => each.size < largest) && rowStandsApart(row, segments);
      if (!isApart || found.has(segment) || segment.text.length > LONGEST) continue;
      const isOwn = ({ text }: Segment) => text.trim() === own;
      if (isOwn(segment)) found.set(segment, PAGE_NUMBER);
      else if (counts.test(segment.text) || row.some(isOwn)) found.set(segment, RUNNING_HEAD);
      // A foot in smaller letters than the text has its number behind a gap.
      else if (segment.y === foot && segment.size < usual * SMALLER && endsInCount.test(segment.text))
        found.set(segment, RUNNING_HEAD);
    }
  });
}

function rowStandsApart(row: readonly Segment[], page: readonly Segment[]): boolean {
  return page.every((other) => row.every(({ y, size }) => row.includes(other) || Math.abs(other.y - y) > size * 1.9));
}

/** A short text of two pages has its head on the second only: small, alone, far above the text. */
function headsSeenOnce(pages: readonly (readonly Segment[])[], found: Map<Segment, string>): void {
  pages.forEach((segments, page) => {
    const [first, second] = segments.filter((each) => !found.has(each));
    if (!first || !second || first.text.length > LONGEST || segments.length < 6) return;
    // On the first page it might be a label of the title, but not where the page is numbered and it is smaller.
    const isNumbered = segments.some((segment) => found.get(segment) === PAGE_NUMBER);
    const largest = Math.max(...segments.map(({ size }) => size));
    const isSmall = first.size < Math.max(second.size, largest * 0.8);
    const countsPage = new RegExp(`^${page + 1}\\s|\\s${page + 1}$`, 'u').test(first.text) && first.size < largest;
    if (page === 0 && !countsPage && !(pages.length === 1 && isNumbered && isSmall)) return;
    const apart = standsApart(first, segments) && second.y - first.y > first.size * 2.2;
    if (apart && (first.size <= second.size || isSmall) && !/[.!?:;,]$/u.test(first.text) && !first.bold)
      found.set(first, RUNNING_HEAD);
  });
}
