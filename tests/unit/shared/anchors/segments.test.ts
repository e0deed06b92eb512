import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../../../shared/anchors/segments.ts';

const highlight = fc
  .record({ from: fc.nat(60), length: fc.integer({ min: 1, max: 25 }), id: fc.nat(1_000_000) })
  .map(({ from, length, id }) => ({ from, to: from + length, id }));

describe('segments', () => {
  it('cover each character by exactly the highlights that cover it, once, in order', () => {
    fc.assert(
      fc.property(fc.array(highlight, { maxLength: 15 }), (highlights) => {
        const segments = segmentsOf(highlights);
        for (const [i, segment] of segments.entries()) {
          expect(segment.from).toBeLessThan(segment.to);
          expect(segment.from).toBeGreaterThanOrEqual(segments[i - 1]?.to ?? 0);
        }
        for (let at = 0; at < 90; at++) {
          const expected = highlights.filter(({ from, to }) => from <= at && at < to).map(({ id }) => id);
          const found = segments.find(({ from, to }) => from <= at && at < to)?.ids ?? [];
          expect(found).toEqual(expected);
        }
      }),
    );
  });
});
