import type { Placement } from './placement.ts';
import type { TextRange } from './text-index.ts';

/** A stretch of an article's text that was replaced: offsets `from` to `to` by so many others. */
export interface TextChange extends TextRange {
  length: number;
}

/**
 * Where a passage stands after a change elsewhere in the text; undefined where the change may have touched it, so that
 * it has to be looked for.
 */
export function shiftedRange(range: TextRange, { from, to, length }: TextChange): TextRange | undefined {
  if (range.to <= from) return range;
  if (range.from < to) return undefined;
  const by = length - (to - from);
  return by === 0 ? range : { from: range.from + by, to: range.to + by };
}

/** Where an annotation stands after a change; undefined where the change may have touched one of its passages. */
export function shifted(placement: Placement, change: TextChange): Placement | undefined {
  if (!('ranges' in placement)) return placement;
  const ranges: (TextRange | null)[] = [];
  let same = true;
  for (const range of placement.ranges) {
    const now = range && shiftedRange(range, change);
    if (now === undefined) return undefined;
    same &&= now === range;
    ranges.push(now);
  }
  return same ? placement : { state: placement.state, ranges };
}

/** Where an annotation stands after changes; one of them that may have touched it leaves it where it was. */
export function shiftedByAll(placement: Placement, changes: readonly TextChange[]): Placement {
  return changes.reduce((now, change) => shifted(now, change) ?? now, placement);
}
