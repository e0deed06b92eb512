import { describe, expect, test } from 'vitest';
import { keptBound, tableOf } from '../../../scripts/lib/table.mjs';

describe('the table of `npm run bench`', () => {
  test('has a line a figure, in columns, and marks what its bound is not kept by', () => {
    const figures = [
      { what: 'opening', value: 837.4, unit: 'ms', atMost: 1_000 },
      { what: 'reading a package', value: 2932.31, unit: 'ms', atMost: 1_500 },
      { what: 'files', value: 12.34, unit: 'a second', atLeast: 10 },
      { what: 'entries', value: 15_005, unit: '' },
    ];
    expect(tableOf(figures).split('\n')).toEqual([
      '  opening                   837 ms  at most 1,000 ms',
      '  reading a package       2,932 ms  at most 1,500 ms  MISSED',
      '  files              12.3 a second  at least 10 a second',
      '  entries                   15,005',
    ]);
  });

  test.each([
    [{ value: 10, atMost: 10 }, true],
    [{ value: 10.1, atMost: 10 }, false],
    [{ value: 9.9, atLeast: 10 }, false],
    [{ value: Number.NaN, atMost: 10 }, false],
    [{ value: 10 }, undefined],
  ])('judges %o', (figure, kept) => {
    expect(keptBound(figure)).toBe(kept);
  });
});
