/** A card that wants to stand in the margin. Lengths are in pixels from the top of the page. */
export interface CardToPlace<Id> {
  id: Id;
  /** Where its passage begins. */
  anchor: number;
  height: number;
}

/** Where a card stands, or a pile: the cards that found no room near their passages, behind one line that counts them. */
export interface Slot<Id> {
  top: number;
  height: number;
  /** One id for a card, any number for a pile. */
  ids: Id[];
  pile: boolean;
}

export interface LayoutOptions<Id> {
  /** The least distance between two neighbours. */
  gap: number;
  /** How far a card may be pushed away from its passage before it goes onto a pile. */
  maxDrift: number;
  pileHeight: number;
  /** The card that stands at its passage's height whatever the others need, and how high it is while it is open. */
  open?: { id: Id; height: number } | undefined;
  /** No card stands above this. */
  least?: number;
}

/**
 * Places the cards of a margin beside their passages without any two overlapping.
 *
 * Each stands at its passage's height or, where that is taken, directly below its predecessor. The open one stays at
 * its passage, and those before it move up as far as they must. Where more is said than there is room for, as in a
 * dense stretch of thousands of highlights, the rest goes onto a pile: a card a page away from its passage would stand
 * beside somebody else's. Linear; a card that opens or grows moves nothing above it that isn't in its way.
 *
 * @param cards in the order of their anchors
 * @returns from above to below
 */
export function layoutCards<Id>(cards: readonly CardToPlace<Id>[], options: LayoutOptions<Id>): Slot<Id>[] {
  const { gap, pileHeight, open, least = 0 } = options;
  const at = open === undefined ? -1 : cards.findIndex((card) => card.id === open.id);
  const opened = cards[at];
  if (!opened || !open) return sweep(cards, 0, cards.length, least, options);

  const roomForPile = at > 0 ? pileHeight + gap : 0;
  const top = Math.max(opened.anchor, least + roomForPile);
  const above = sweep(cards, 0, at, least, options);
  pushUp(above, top - gap, { gap, pileHeight, least });
  above.push({ top, height: open.height, ids: [open.id], pile: false });
  for (const slot of sweep(cards, at + 1, cards.length, top + open.height + gap, options)) above.push(slot);
  return above;
}

/** The slots of which any part lies between two heights. */
export function slotsWithin<Id>(slots: readonly Slot<Id>[], from: number, to: number): Slot<Id>[] {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { top, height } = slots[middle] as Slot<Id>;
    if (top + height < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < slots.length && (slots[end] as Slot<Id>).top <= to) end++;
  return slots.slice(low, end);
}

/** From above to below: each at its passage, or directly below the one before. */
function sweep<Id>(
  cards: readonly CardToPlace<Id>[],
  from: number,
  to: number,
  start: number,
  { gap, maxDrift, pileHeight }: LayoutOptions<Id>,
): Slot<Id>[] {
  const slots: Slot<Id>[] = [];
  let next = start;
  let pile: Slot<Id> | undefined;
  for (let index = from; index < to; index++) {
    const { id, anchor, height } = cards[index] as CardToPlace<Id>;
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
  slots: Slot<Id>[],
  limit: number,
  { gap, pileHeight, least }: { gap: number; pileHeight: number; least: number },
): void {
  let end = limit;
  for (let index = slots.length - 1; index >= 0; index--) {
    const slot = slots[index] as Slot<Id>;
    if (slot.top + slot.height <= end) return;
    const top = end - slot.height;
    const needed = index > 0 ? least + pileHeight + gap : least;
    if (top < needed) {
      const ids = slots.slice(0, index + 1).flatMap((each) => each.ids);
      slots.splice(0, index + 1, { top: end - pileHeight, height: pileHeight, ids, pile: true });
      return;
    }
    slot.top = top;
    end = top - gap;
  }
}
