import type { TextChange } from './shift.ts';

/**
 * Changes of a text, one after another, as the fewest that come to the same: what was typed letter by letter is one.
 *
 * @returns them from the last place in the text to the first, so that none moves what the next ones name; a stretch that
 *   none of the given changes touched is touched by none of these
 */
export function composed(changes: readonly TextChange[]): TextChange[] {
  /** From the first place to the last; what they replace is counted in the text before all of them. */
  let all: TextChange[] = [];
  for (const { from, to, length } of changes) {
    // By how much the text in front of a place has grown already.
    let before = 0;
    let at = 0;
    for (; at < all.length; at++) {
      const each = all[at] as TextChange;
      if (each.from + before + each.length >= from) break;
      before += grownBy(each);
    }
    let end = at;
    let behind = before;
    let start = from;
    let stop = to;
    for (; end < all.length; end++) {
      const each = all[end] as TextChange;
      if (each.from + behind > to) break;
      start = Math.min(start, each.from + behind);
      stop = Math.max(stop, each.from + behind + each.length);
      behind += grownBy(each);
    }
    const made = { from: start - before, to: stop - behind, length: stop - start - (to - from) + length };
    all = all.toSpliced(at, end - at, made);
  }
  return all.reverse();
}

function grownBy({ from, to, length }: TextChange): number {
  return length - (to - from);
}
