import type { Placement } from '../../shared/anchors/placement.ts';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { Annotation } from '../../shared/model/annotation.ts';
import type { EntryId } from '../../shared/model/ids.ts';

/** An annotation and where it stands now. */
export interface Placed {
  annotation: Annotation;
  placement: Placement;
}

/** The passages that are found; none for the whole brief and where none could be found. */
export function rangesOf({ placement }: Placed): TextRange[] {
  return 'ranges' in placement ? placement.ranges.filter((range) => range !== null) : [];
}

/** Where an annotation begins: those on the whole brief before the first word, those without a place behind the last. */
export function startOf(placed: Placed): number {
  if (placed.placement.state === 'whole') return -1;
  return rangesOf(placed)[0]?.from ?? Number.POSITIVE_INFINITY;
}

/** Whether it needs a new passage. */
export function isOrphaned({ placement }: Placed): boolean {
  return placement.state === 'orphaned';
}

/**
 * All annotations in the order in which a reader meets them: by place, the longer before those within it, then by
 * time.
 */
export function inPlaceOrder(
  annotations: ReadonlyMap<EntryId, Annotation>,
  placements: ReadonlyMap<EntryId, Placement>,
): { placed: Placed[]; withdrawn: Placed[] } {
  const all: { start: number; end: number; placed: Placed }[] = [];
  for (const annotation of annotations.values()) {
    const placement = placements.get(annotation.id) ?? { state: 'pending' };
    const placed = { annotation, placement };
    all.push({ start: startOf(placed), end: rangesOf(placed)[0]?.to ?? 0, placed });
  }
  all.sort((a, b) => {
    if (a.start !== b.start) return a.start < b.start ? -1 : 1;
    const { at, id } = a.placed.annotation;
    const other = b.placed.annotation;
    return b.end - a.end || at - other.at || (id < other.id ? -1 : 1);
  });
  const sorted = all.map((each) => each.placed);
  return {
    placed: sorted.filter(({ annotation }) => !annotation.withdrawn),
    withdrawn: sorted.filter(({ annotation }) => annotation.withdrawn),
  };
}
