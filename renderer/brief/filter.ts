import { KIND_NAMES, type Kind } from '../../shared/model/kinds.ts';
import { type InOrder, isOrphaned, type Placed } from './placed.ts';

/** Which annotations the list shows. */
export const VIEWS = ['all', 'open', 'resolved', 'whole', 'orphaned', 'withdrawn'] as const;

export type View = (typeof VIEWS)[number];

export interface Filter {
  view: View;
  /** Only this kind. */
  kind?: Kind | undefined;
}

/** Whether an annotation belongs to a view, whatever its kind. */
function inView(placed: Placed, view: View): boolean {
  switch (view) {
    case 'open':
      return placed.annotation.status.state === 'open';
    case 'resolved':
      return placed.annotation.status.state === 'resolved';
    case 'whole':
      return placed.placement.state === 'whole';
    case 'orphaned':
      return isOrphaned(placed);
    default:
      return true;
  }
}

/** The annotations that a filter lets through, in place order. */
export function filtered(state: InOrder, { view, kind }: Filter): Placed[] {
  const from = view === 'withdrawn' ? state.withdrawn : state.placed;
  return from.filter((placed) => inView(placed, view) && (!kind || placed.annotation.kind === kind));
}

export interface Counts {
  views: Record<View, number>;
  /** Within the chosen view. */
  kinds: Record<Kind, number>;
}

/** How many annotations each line of the list stands for. */
export function countsOf(state: InOrder, view: View): Counts {
  const views: Record<View, number> = {
    all: state.placed.length,
    open: 0,
    resolved: 0,
    whole: 0,
    orphaned: 0,
    withdrawn: state.withdrawn.length,
  };
  const kinds = Object.fromEntries(KIND_NAMES.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const placed of state.placed) {
    if (placed.annotation.status.state === 'open') views.open++;
    else views.resolved++;
    if (placed.placement.state === 'whole') views.whole++;
    if (isOrphaned(placed)) views.orphaned++;
  }
  for (const { annotation } of filtered(state, { view })) kinds[annotation.kind]++;
  return { views, kinds };
}
