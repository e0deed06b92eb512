import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composed } from '../../../../shared/anchors/composed.ts';
import { shiftedRange, type TextChange } from '../../../../shared/anchors/shift.ts';
import type { TextRange } from '../../../../shared/anchors/text-index.ts';

const LENGTH = 40;

/** Changes of a text of 40 characters, each within what the ones before it left. */
const changes = fc.array(fc.tuple(fc.nat(60), fc.nat(6), fc.nat(5)), { maxLength: 12 }).map((wanted): TextChange[] => {
  let length = LENGTH;
  return wanted.map(([at, gone, came]) => {
    const from = Math.min(at, length);
    const to = Math.min(from + gone, length);
    length += came - (to - from);
    return { from, to, length: came };
  });
});

const shift = (range: TextRange, all: readonly TextChange[]) =>
  all.reduce<TextRange | undefined>((now, change) => now && shiftedRange(now, change), range);

describe('composed changes', () => {
  it('shift every stretch as the changes themselves do, and touch none that they leave', () => {
    fc.assert(
      fc.property(changes, fc.nat(LENGTH - 1), fc.integer({ min: 1, max: 12 }), (given, from, length) => {
        const range = { from, to: Math.min(LENGTH, from + length) };
        const expected = shift(range, given);
        if (expected) expect(shift(range, composed(given))).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave a text as long as the changes do, and no two of them touch', () => {
    fc.assert(
      fc.property(changes, (given) => {
        const made = composed(given);
        const grown = (list: TextChange[]) => list.reduce((sum, { from, to, length }) => sum + length - (to - from), 0);
        expect(grown(made)).toBe(grown(given));
        for (const [index, { from }] of made.entries()) {
          const next = made[index + 1];
          if (next) expect(next.to).toBeLessThan(from);
        }
      }),
    );
  });

  it('are one for what is typed letter by letter, corrected on the way', () => {
    const typed = [0, 1, 2].map((at) => ({ from: 7 + at, to: 7 + at, length: 1 }));
    expect(composed([...typed, { from: 9, to: 10, length: 0 }, { from: 9, to: 9, length: 1 }])).toEqual([
      { from: 7, to: 7, length: 3 },
    ]);
  });
});
