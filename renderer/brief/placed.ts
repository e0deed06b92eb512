import type { Placement } from '../../shared/anchors/placement.ts';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { Annotation } from '../../shared/model/annotation.ts';
import { foundIn } from '../../shared/model/glance.ts';
import type { EntryId } from '../../shared/model/ids.ts';

/** An annotation and where it stands now. */
export interface Placed {
  /** Seen by nobody else; see `OpenedBrief.privately`. */
  private?: true;
  /** Others have done something in it that the person hasn't seen. */
  unread?: true;
  /** Something in it came just now, and who wrote it is still being verified. */
  unverified?: true;
  annotation: Annotation;
  placement: Placement;
}

/** The passages that are found; none for the whole brief and where none could be found. */
export function rangesOf({ placement }: Placed): TextRange[] {
  return foundIn(placement);
}

/** Where an annotation begins: those on the whole brief before the first word, those without a place behind the last. */
export function startOf({ placement }: Placed): number {
  if (placement.state === 'whole') return -1;
  return firstOf(placement)?.from ?? Number.POSITIVE_INFINITY;
}

/** The first passage that is found. Asked for thousands at once, so that no list of all of them is made. */
function firstOf(placement: Placement): TextRange | undefined {
  return 'ranges' in placement ? (placement.ranges.find((range) => range !== null) ?? undefined) : undefined;
}

/** Whether it needs a new passage. */
export function isOrphaned({ placement }: Placed): boolean {
  return placement.state === 'orphaned';
}

/** Annotations in the order in which a reader meets them: what is withdrawn stands apart. */
export interface InOrder {
  placed: readonly Placed[];
  withdrawn: readonly Placed[];
}

/** What an annotation's place in the order depends on. */
interface Place {
  start: number;
  end: number;
  placed: Placed;
}

function placeOf(placed: Placed): Place {
  return { start: startOf(placed), end: firstOf(placed.placement)?.to ?? 0, placed };
}

/** By place, the longer before those within it, then by time. */
function comparePlaces(a: Place, b: Place): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  const one = a.placed.annotation;
  const other = b.placed.annotation;
  return b.end - a.end || one.at - other.at || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/** In their order; the place of each is asked for once, for thousands are compared a dozen times each. */
function sorted(annotations: Iterable<Placed>): Placed[] {
  return Array.from(annotations, placeOf)
    .sort(comparePlaces)
    .map(({ placed }) => placed);
}

/** Puts all annotations in order. */
export function inPlaceOrder(annotations: Iterable<Placed>): InOrder {
  const all = sorted(annotations);
  return {
    placed: all.filter(({ annotation }) => !annotation.withdrawn),
    withdrawn: all.filter(({ annotation }) => annotation.withdrawn),
  };
}

/** More changes than this are put in order all at once. */
const FEW = 50;

/**
 * The order after some annotations changed. A reply changes one of thousands and moves none: the lists are copied with
 * the new one in its place, and a list in which nothing changed stays the same object.
 */
export function reordered(
  { placed, withdrawn }: InOrder,
  changed: ReadonlySet<EntryId>,
  now: (id: EntryId) => Placed | undefined,
): InOrder {
  const present = [...changed].flatMap((id) => now(id) ?? []);
  const update = (list: readonly Placed[], wanted: readonly Placed[]): readonly Placed[] => {
    const rest = list.filter(({ annotation }) => !changed.has(annotation.id));
    if (rest.length === list.length && wanted.length === 0) return list;
    if (wanted.length > FEW) return sorted([...rest, ...wanted]);
    for (const each of wanted) rest.splice(placeIn(rest, each), 0, each);
    return rest;
  };
  return {
    placed: update(
      placed,
      present.filter(({ annotation }) => !annotation.withdrawn),
    ),
    withdrawn: update(
      withdrawn,
      present.filter(({ annotation }) => annotation.withdrawn),
    ),
  };
}

/** A list in order with one more in its place. */
export function withInPlace(list: readonly Placed[], placed: Placed): Placed[] {
  return list.toSpliced(placeIn(list, placed), 0, placed);
}

function placeIn(list: readonly Placed[], placed: Placed): number {
  const place = placeOf(placed);
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePlaces(placeOf(list[middle] as Placed), place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
