import type { Column } from './columns.ts';
import { median } from './columns.ts';
import type { Segment } from './rows.ts';

/** What a step from line to line is at least and at most, in the letters' size. */
const LEAST_STEP = 0.8;
const MOST_STEP = 2.4;
/** So many steps within paragraphs say more than all steps together. */
const LEAST_STEPS = 3;

/**
 * How far it is from line to line, in the letters' size, by the steps that are surely within a paragraph: a word in
 * small letters begins the lower line, and the upper one ends in mid-sentence. In a text of short paragraphs most steps
 * are gaps between them.
 */
export function leadingOf(columns: readonly Column[]): (size: number) => number {
  const all: number[] = [];
  const within: number[] = [];
  const bySize = new Map<number, number[]>();
  for (const { segments } of columns)
    segments.forEach((segment, at) => {
      const below = segments[at + 1];
      const step = below ? (below.y - segment.y) / segment.size : 0;
      if (!below || Math.abs(below.size - segment.size) > 0.1 || step <= LEAST_STEP || step >= MOST_STEP) return;
      all.push(step);
      if (!goesOn(segment, below)) return;
      within.push(step);
      const key = keyOf(segment.size);
      const own = bySize.get(key);
      if (own) own.push(step);
      else bySize.set(key, [step]);
    });
  const usual = all.length > 0 ? median(all) : USUAL;
  const common = within.length > 0 ? Math.min(usual, median(within)) : usual;
  const known = new Map(
    [...bySize].filter(([, own]) => own.length >= LEAST_STEPS).map(([key, own]) => [key, median(own)]),
  );
  return (size) => known.get(keyOf(size)) ?? common;
}

const USUAL = 1.3;

function keyOf(size: number): number {
  return Math.round(size * 2);
}

/** Whether a line surely goes on in the one below: a small letter begins it, and no sentence ends above. */
export function goesOn(upper: Segment, lower: Segment): boolean {
  return /^\p{Ll}/u.test(lower.text) && !/[.:;!?…]["”»)]*$/u.test(upper.text);
}
