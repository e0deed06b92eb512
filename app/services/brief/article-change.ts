import type { Node } from 'prosemirror-model';
import type { TextChange } from '../../../shared/anchors/shift.ts';
import type { TextIndex } from '../../../shared/anchors/text-index.ts';
import type { ArticleChange } from '../../../shared/bridge.ts';

/** The blocks that differ between two states of an article; undefined where none does. */
export function changeBetween(before: Node, after: Node): Pick<ArticleChange, 'from' | 'to' | 'blocks'> | undefined {
  const most = Math.min(before.childCount, after.childCount);
  let from = 0;
  while (from < most && before.child(from).eq(after.child(from))) from++;
  if (from === before.childCount && from === after.childCount) return undefined;
  let back = 0;
  while (
    back < most - from &&
    before.child(before.childCount - 1 - back).eq(after.child(after.childCount - 1 - back))
  ) {
    back++;
  }
  const blocks: unknown[] = [];
  for (let i = from; i < after.childCount - back; i++) blocks.push(after.child(i).toJSON());
  return { from, to: before.childCount - back, blocks };
}

/** The stretch of text that a change of blocks replaced. */
export function textChange(
  { from, to, blocks }: Pick<ArticleChange, 'from' | 'to' | 'blocks'>,
  before: TextIndex,
  after: TextIndex,
): TextChange {
  const start = before.startOfChild(from);
  return {
    from: start,
    to: before.startOfChild(to),
    length: after.startOfChild(from + blocks.length) - after.startOfChild(from),
  };
}
