/** A card that wants to stand in the margin. Lengths are in pixels from the top of the page. */
export interface CardToPlace<Id> {
  id: Id;
  /** Where its passage begins. */
  anchor: number;
  height: number;
}

/** Cards that found no room near their passages, behind one line that says how many they are. */
export interface Pile<Id> {
  top: number;
  ids: Id[];
}

export interface Layout<Id> {
  tops: Map<Id, number>;
  piles: Pile<Id>[];
  /** Where the lowest of all ends. */
  bottom: number;
}

export interface LayoutOptions<Id> {
  /** The least distance between two neighbours. */
  gap: number;
  /** How far a card may be pushed away from its passage before it goes onto a pile. */
  maxDrift: number;
  pileHeight: number;
  /** The card that stands at its passage's height whatever the others need. */
  open?: Id | undefined;
  /** No card stands above this. */
  least?: number;
}

interface Slot<Id> {
  top: number;
  height: number;
  /** One id for a card, any number for a pile. */
  ids: Id[];
  pile: boolean;
}

/**
 * Places the cards of a margin beside their passages without any two overlapping.
 *
 * Each stands at its passage's height or, where that is taken, directly below its predecessor. The open one stays at
 * its passage, and those before it move up as far as they must. Where more is said than there is room for, as in a
 * dense stretch of thousands of highlights, the rest goes onto a pile: a card a page away from its passage would stand
 * beside somebody else's. Linear but for the sort; a card that opens or grows moves nothing above it that isn't in its
 * way.
 */
export function layoutCards<Id>(cards: readonly CardToPlace<Id>[], options: LayoutOptions<Id>): Layout<Id> {
  const { gap, pileHeight, open, least = 0 } = options;
  const sorted = isSorted(cards) ? cards : cards.toSorted((a, b) => a.anchor - b.anchor);
  const at = open === undefined ? -1 : sorted.findIndex((card) => card.id === open);
  const opened = sorted[at];
  if (!opened) return collect(sweep(sorted, least, options));

  const before = sorted.slice(0, at);
  const roomForPile = before.length > 0 ? pileHeight + gap : 0;
  const slot: Slot<Id> = {
    top: Math.max(opened.anchor, least + roomForPile),
    height: opened.height,
    ids: [opened.id],
    pile: false,
  };
  const above = pushUp(sweep(before, least, options), slot.top - gap, { gap, pileHeight, least });
  const below = sweep(sorted.slice(at + 1), slot.top + slot.height + gap, options);
  return collect([...above, slot, ...below]);
}

/** They mostly are, and asking is a tenth of sorting. */
function isSorted(cards: readonly CardToPlace<unknown>[]): boolean {
  return cards.every((card, index) => index === 0 || (cards[index - 1] as CardToPlace<unknown>).anchor <= card.anchor);
}

/** From above to below: each at its passage, or directly below the one before. */
function sweep<Id>(sorted: readonly CardToPlace<Id>[], start: number, options: LayoutOptions<Id>): Slot<Id>[] {
  const { gap, maxDrift, pileHeight } = options;
  const slots: Slot<Id>[] = [];
  let next = start;
  let pile: Slot<Id> | undefined;
  for (const { id, anchor, height } of sorted) {
    const top = Math.max(anchor, next);
    if (top - anchor <= maxDrift) {
      slots.push({ top, height, ids: [id], pile: false });
      next = top + height + gap;
      pile = undefined;
    } else if (pile) {
      pile.ids.push(id);
    } else {
      pile = { top, height: pileHeight, ids: [id], pile: true };
      slots.push(pile);
      next = top + pileHeight + gap;
    }
  }
  return slots;
}

/** Moves slots up until the last of them ends at a limit; what doesn't fit becomes one pile at the top. */
function pushUp<Id>(
  slots: readonly Slot<Id>[],
  limit: number,
  { gap, pileHeight, least }: { gap: number; pileHeight: number; least: number },
): Slot<Id>[] {
  const moved: Slot<Id>[] = [];
  let end = limit;
  for (let index = slots.length - 1; index >= 0; index--) {
    const slot = slots[index] as Slot<Id>;
    if (slot.top + slot.height <= end) return [...slots.slice(0, index + 1), ...moved.reverse()];
    const top = end - slot.height;
    const needed = index > 0 ? least + pileHeight + gap : least;
    if (top < needed) {
      const ids = slots.slice(0, index + 1).flatMap((each) => each.ids);
      return [{ top: end - pileHeight, height: pileHeight, ids, pile: true }, ...moved.reverse()];
    }
    moved.push({ ...slot, top });
    end = top - gap;
  }
  return moved.reverse();
}

function collect<Id>(slots: readonly Slot<Id>[]): Layout<Id> {
  const tops = new Map<Id, number>();
  const piles: Pile<Id>[] = [];
  let bottom = 0;
  for (const { top, height, ids, pile } of slots) {
    if (pile) piles.push({ top, ids });
    else tops.set(ids[0] as Id, top);
    bottom = Math.max(bottom, top + height);
  }
  return { tops, piles, bottom };
}
