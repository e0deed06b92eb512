import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CardToPlace, layoutCards } from '../../../../renderer/threads/layout.ts';

const options = { gap: 8, maxDrift: 400, pileHeight: 28 };

function cards(...list: [anchor: number, height: number][]): CardToPlace<number>[] {
  return list.map(([anchor, height], id) => ({ id, anchor, height }));
}

describe('cards in the margin', () => {
  it('stand at the height of their passages where there is room', () => {
    const { tops } = layoutCards(cards([10, 50], [200, 50], [300, 50]), options);
    expect([...tops.values()]).toEqual([10, 200, 300]);
  });

  it('push each other down where there is none', () => {
    const { tops } = layoutCards(cards([10, 50], [20, 50], [30, 50], [500, 50]), options);
    expect([...tops.values()]).toEqual([10, 68, 126, 500]);
  });

  it('make room for the open one, which stays at its passage', () => {
    const { tops } = layoutCards(cards([100, 50], [120, 300], [140, 50]), { ...options, open: 1 });
    expect(tops.get(1)).toBe(120);
    expect(tops.get(0)).toBe(62);
    expect(tops.get(2)).toBe(428);
  });

  it('go onto a pile rather than far away from their passages', () => {
    const list = cards(...Array.from({ length: 20 }, (): [number, number] => [100, 80]), [5_000, 80]);
    const { tops, piles } = layoutCards(list, options);
    expect(piles).toHaveLength(1);
    expect(tops.size + (piles[0]?.ids.length ?? 0)).toBe(21);
    expect(tops.get(20)).toBe(5_000);
  });

  const margin = fc.array(
    fc.record({ anchor: fc.integer({ min: 0, max: 5_000 }), height: fc.integer({ min: 30, max: 600 }) }),
    { maxLength: 80 },
  );

  it('never overlap, lose none, keep their order, and stay near', () => {
    fc.assert(
      fc.property(margin, fc.nat(80), (list, open) => {
        const placed = list.map((card, id) => ({ ...card, id }));
        const { tops, piles, bottom } = layoutCards(placed, {
          ...options,
          open: open < list.length ? open : undefined,
        });
        const slots = [
          ...[...tops].map(([id, top]) => ({ top, height: placed[id]?.height ?? 0, ids: [id] })),
          ...piles.map(({ top, ids }) => ({ top, height: options.pileHeight, ids })),
        ].sort((a, b) => a.top - b.top);

        for (const [index, slot] of slots.entries()) {
          expect(slot.top).toBeGreaterThanOrEqual(0);
          const next = slots[index + 1];
          if (next) expect(next.top).toBeGreaterThanOrEqual(slot.top + slot.height + options.gap);
          else expect(bottom).toBe(slot.top + slot.height);
        }
        const shown = slots.flatMap(({ ids }) => ids);
        const wanted = [...placed].sort((a, b) => a.anchor - b.anchor || a.id - b.id).map(({ id }) => id);
        expect(shown).toEqual(wanted);
        for (const [id, top] of tops) {
          if (id !== open) expect(top - (placed[id]?.anchor ?? 0)).toBeLessThanOrEqual(options.maxDrift);
        }
        if (open < list.length) {
          const anchor = placed[open]?.anchor ?? 0;
          expect(tops.get(open)).toBe(Math.max(anchor, wanted[0] === open ? 0 : options.pileHeight + options.gap));
        }
      }),
    );
  });
});
