import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyond, kept } from '../../../../../app/services/backups/ring.ts';
import { DiskWatch, NEARLY_FULL_BYTES } from '../../../../../app/services/backups/watch.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 4, 4, 12, 30);

describe('the ring of backups', () => {
  it('keeps each hour of a day, each day of a week, then each week, and nothing older', () => {
    const all = Array.from({ length: 24 * 100 * 4 }, (_, i) => ({ at: NOW - (i * HOUR) / 4, bytes: 1 }));
    const ages = kept(all, NOW).map(({ at }) => (NOW - at) / HOUR);
    const within = (from: number, to: number) => ages.filter((age) => age >= from && age < to).length;
    expect(within(0, 24)).toBeGreaterThanOrEqual(24);
    expect(within(0, 24)).toBeLessThanOrEqual(25);
    expect(within(24, 24 * 7)).toBeLessThanOrEqual(7);
    expect(within(24, 24 * 7)).toBeGreaterThanOrEqual(6);
    expect(within(24 * 7, 24 * 56)).toBeGreaterThanOrEqual(7);
    expect(within(24 * 56, Number.POSITIVE_INFINITY)).toBe(0);
  });

  it('always keeps the newest, and thinning out what was thinned out takes nothing more', () => {
    const backup = fc.record({ at: fc.integer({ min: NOW - 5000 * HOUR, max: NOW }), bytes: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(backup, { minLength: 1, maxLength: 60 }), (all) => {
        const once = kept(all, NOW);
        expect(Math.max(...once.map(({ at }) => at))).toBe(Math.max(...all.map(({ at }) => at)));
        expect(kept(once, NOW)).toEqual(once);
      }),
    );
  });

  it('stays within its size, oldest first, and never takes the only one', () => {
    const one = [
      { at: 1, bytes: 60 },
      { at: 5, bytes: 60 },
    ];
    const other = [{ at: 2, bytes: 60 }];
    expect(beyond([one, other], 130)).toEqual([{ at: 1, bytes: 60 }]);
    expect(beyond([one, other], 10)).toEqual([{ at: 1, bytes: 60 }]);
    expect(beyond([one, other], 1_000)).toEqual([]);
  });
});

describe('a disk that becomes full', () => {
  it('is told of once, before it is full, and again when it becomes so again', async () => {
    let told = 0;
    const free = { '/here': NEARLY_FULL_BYTES * 2, '/stick': NEARLY_FULL_BYTES * 2 };
    const watch = new DiskWatch(
      async () => ({ library: '/here', backups: '/stick' }),
      () => told++,
      async (folder) => free[folder as keyof typeof free],
    );
    expect(await watch.look()).toEqual([]);
    free['/here'] = NEARLY_FULL_BYTES / 2;
    const short = { what: 'library', folder: '/here', freeBytes: NEARLY_FULL_BYTES / 2 };
    expect(await watch.look()).toEqual([short]);
    expect(await watch.look()).toEqual([short]);
    expect(told).toBe(1);
    free['/stick'] = 0;
    expect(await watch.look()).toEqual([short, { what: 'backups', folder: '/stick', freeBytes: 0 }]);
    expect(told).toBe(2);
    free['/here'] = NEARLY_FULL_BYTES * 2;
    free['/stick'] = NEARLY_FULL_BYTES * 2;
    expect(await watch.look()).toEqual([]);
    free['/here'] = 0;
    await watch.look();
    expect(told).toBe(4);
  });
});
