import type { EntryId } from '../../shared/model/ids.ts';
import type { BriefStore } from './brief-store.ts';
import { type Placed, rangesOf, startOf } from './placed.ts';

/**
 * The annotation before or behind the open one in a list, or the caret where none of it is open; it goes round at the
 * ends.
 *
 * @param caret where the caret stands in the article's text
 */
export function neighbour(
  list: readonly Placed[],
  open: EntryId | undefined,
  caret: number,
  step: 1 | -1,
): Placed | undefined {
  if (list.length === 0) return undefined;
  const at = list.findIndex(({ annotation }) => annotation.id === open);
  if (at !== -1) return list[(at + step + list.length) % list.length];
  const behind = list.findIndex((placed) => startOf(placed) >= caret);
  if (step === 1) return list[behind === -1 ? 0 : behind];
  return list[behind === -1 ? list.length - 1 : (behind - 1 + list.length) % list.length];
}

/** The number of the article's child in which an annotation's first passage begins. */
export function childOf(store: BriefStore, id: EntryId): number {
  const placed = store.placed(id);
  return store.text.childAt((placed && rangesOf(placed)[0]?.from) ?? 0);
}
