import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CardToPlace, isWithin, layoutCards, type Slot } from '../../../../renderer/threads/layout.ts';

const options = { gap: 8, maxDrift: 400, pileHeight: 28 };

function cards(...list: [anchor: number, height: number][]): CardToPlace<number>[] {
  return list.map(([anchor, height], id) => ({ id, anchor, height }));
}

/** Where the cards stand that aren't on a pile. */
function topsOf(slots: readonly Slot<number>[]): Map<number, number> {
  return new Map(slots.flatMap(({ top, ids, pile }) => (pile ? [] : [[ids[0] as number, top]])));
}

describe('cards in the margin', () => {
  it('stand at the height of their passages where there is room', () => {
    const tops = topsOf(layoutCards(cards([10, 50], [200, 50], [300, 50]), options).slots);
    expect([...tops.values()]).toEqual([10, 200, 300]);
  });

  it('push each other down where there is none', () => {
    const tops = topsOf(layoutCards(cards([10, 50], [20, 50], [30, 50], [500, 50]), options).slots);
    expect([...tops.values()]).toEqual([10, 68, 126, 500]);
  });

  it('make room for the open one, which stays at its passage', () => {
    const open = { id: 1, height: 300 };
    const tops = topsOf(layoutCards(cards([100, 50], [120, 80], [140, 50]), { ...options, open }).slots);
    expect(tops.get(1)).toBe(120);
    expect(tops.get(0)).toBe(62);
    expect(tops.get(2)).toBe(428);
  });

  it('go onto a pile rather than far away from their passages', () => {
    const list = cards(...Array.from({ length: 20 }, (): [number, number] => [100, 80]), [5_000, 80]);
    const { slots } = layoutCards(list, options);
    const tops = topsOf(slots);
    const piles = slots.filter(({ pile }) => pile);
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
      fc.property(margin, fc.nat(80), fc.integer({ min: 30, max: 600 }), (list, open, height) => {
        const inOrder = list.map((card, id) => ({ ...card, id })).sort((a, b) => a.anchor - b.anchor || a.id - b.id);
        const isOpen = open < list.length;
        const { slots } = layoutCards(inOrder, { ...options, open: isOpen ? { id: open, height } : undefined });

        for (const [index, slot] of slots.entries()) {
          expect(slot.top).toBeGreaterThanOrEqual(0);
          const next = slots[index + 1];
          if (next) expect(next.top).toBeGreaterThanOrEqual(slot.top + slot.height + options.gap);
        }
        const wanted = inOrder.map(({ id }) => id);
        expect(slots.flatMap(({ ids }) => ids)).toEqual(wanted);
        for (const { top, ids, pile, height: taken } of slots) {
          const [id] = ids as [number];
          expect(taken).toBe(pile ? options.pileHeight : id === open ? height : list[id]?.height);
          if (!pile && id !== open) expect(top - (list[id]?.anchor ?? 0)).toBeLessThanOrEqual(options.maxDrift);
        }
        if (isOpen) {
          const anchor = list[open]?.anchor ?? 0;
          const least = wanted[0] === open ? 0 : options.pileHeight + options.gap;
          expect(topsOf(slots).get(open)).toBe(Math.max(anchor, least));
        }
      }),
    );
  });

  it('stand within a stretch as they do where all are asked for', () => {
    fc.assert(
      fc.property(margin, fc.nat(80), fc.nat(6_000), fc.nat(2_000), (list, opened, from, reach) => {
        const inOrder = list.map((card, id) => ({ ...card, id })).sort((a, b) => a.anchor - b.anchor);
        const open = opened < list.length ? { id: opened, height: 300 } : undefined;
        const all = layoutCards(inOrder, { ...options, open });
        const within = { from, to: from + reach };
        const some = layoutCards(inOrder, { ...options, open, within });
        const isOpen = ({ ids }: Slot<number>) => ids.includes(opened);
        expect(some.slots).toEqual(all.slots.filter((slot) => isWithin(slot, within) || (open && isOpen(slot))));
        expect(some.height).toBe(all.height);
        const last = all.slots.at(-1);
        expect(all.height).toBe(last ? last.top + last.height : 0);
      }),
    );
  });
});
