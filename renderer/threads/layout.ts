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

/** A stretch of the page. */
export interface Stretch {
  from: number;
  to: number;
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
  /** Only the slots of which any part lies in this stretch are given, and the open one. */
  within?: Stretch;
}

/** Where cards stand, from above to below, and how far down all of them reach. */
export interface Layout<Id> {
  slots: Slot<Id>[];
  height: number;
}

const EVERYWHERE: Stretch = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/**
 * Places the cards of a margin beside their passages without any two overlapping.
 *
 * Each stands at its passage's height or, where that is taken, directly below its predecessor. The open one stays at
 * its passage, and those before it move up as far as they must. Where more is said than there is room for, as in a
 * dense stretch of thousands of highlights, the rest goes onto a pile: a card a page away from its passage would stand
 * beside somebody else's. Linear; a card that opens or grows moves nothing above it that isn't in its way.
 *
 * @param cards in the order of their anchors
 */
export function layoutCards<Id>(cards: readonly CardToPlace<Id>[], options: LayoutOptions<Id>): Layout<Id> {
  const { gap, pileHeight, open, least = 0, within = EVERYWHERE } = options;
  const at = open === undefined ? -1 : cards.findIndex((card) => card.id === open.id);
  const opened = cards[at];
  if (!opened || !open) {
    const { slots, next } = sweep(cards, { first: 0, end: cards.length }, least, within, options);
    return { slots, height: cards.length === 0 ? 0 : next - gap };
  }

  const roomForPile = at > 0 ? pileHeight + gap : 0;
  const top = Math.max(opened.anchor, least + roomForPile);
  // Of those above, all that it may push are made.
  const reach = { from: Math.min(within.from, top), to: EVERYWHERE.to };
  const upper = sweep(cards, { first: 0, end: at }, least, reach, options);
  pushUp(upper.slots, cards.slice(0, upper.skipped), top - gap, { gap, pileHeight, least });
  const bottom = top + open.height;
  const lower = sweep(cards, { first: at + 1, end: cards.length }, bottom + gap, within, options);
  const slots = upper.slots.filter((slot) => isWithin(slot, within));
  slots.push({ top, height: open.height, ids: [open.id], pile: false }, ...lower.slots);
  return { slots, height: lower.next - gap };
}

/** Whether any part of a slot lies in a stretch. */
export function isWithin({ top, height }: { top: number; height: number }, { from, to }: Stretch): boolean {
  return top + height >= from && top <= to;
}

/**
 * From above to below: each at its passage, or directly below the one before.
 *
 * @returns the slots in a stretch, how many cards were left out above it, and where a next one could stand
 */
function sweep<Id>(
  cards: readonly CardToPlace<Id>[],
  { first, end }: { first: number; end: number },
  start: number,
  stretch: Stretch,
  { gap, maxDrift, pileHeight }: LayoutOptions<Id>,
): { slots: Slot<Id>[]; skipped: number; next: number } {
  const slots: Slot<Id>[] = [];
  let skipped = 0;
  let next = start;
  let top = 0;
  let piling = false;
  // Where thousands stand on a page, only those that somebody may see become objects.
  let slot: Slot<Id> | undefined;
  for (let index = first; index < end; index++) {
    const { id, anchor, height } = cards[index] as CardToPlace<Id>;
    const wanted = Math.max(anchor, next);
    const pile = wanted - anchor > maxDrift;
    if (!pile || !piling) {
      top = wanted;
      const taken = pile ? pileHeight : height;
      next = top + taken + gap;
      slot = isWithin({ top, height: taken }, stretch) ? { top, height: taken, ids: [], pile } : undefined;
      if (slot) slots.push(slot);
    }
    piling = pile;
    if (slot) slot.ids.push(id);
    else if (slots.length === 0) skipped++;
  }
  return { slots, skipped, next };
}

/** Moves slots up until the last of them ends at a limit; what doesn't fit becomes one pile at the top. */
function pushUp<Id>(
  slots: Slot<Id>[],
  above: readonly CardToPlace<Id>[],
  limit: number,
  { gap, pileHeight, least }: { gap: number; pileHeight: number; least: number },
): void {
  let end = limit;
  for (let index = slots.length - 1; index >= 0; index--) {
    const slot = slots[index] as Slot<Id>;
    if (slot.top + slot.height <= end) return;
    const top = end - slot.height;
    const isFirst = index === 0 && above.length === 0;
    if (top < (isFirst ? least : least + pileHeight + gap)) {
      const ids = [...above.map(({ id }) => id), ...slots.slice(0, index + 1).flatMap((each) => each.ids)];
      slots.splice(0, index + 1, { top: end - pileHeight, height: pileHeight, ids, pile: true });
      return;
    }
    slot.top = top;
    end = top - gap;
  }
}
