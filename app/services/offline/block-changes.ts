import type { Node } from 'prosemirror-model';
import type { TextIndex } from '../../../shared/anchors/text-index.ts';
import type { BlockChange } from '../../../shared/offline/updating.ts';
import type { Pair } from '../../../shared/replacing/align.ts';

/** The text blocks of an article, in the order in which a `TextIndex` counts them. */
export function leavesOf(article: Node): Node[] {
  const leaves: Node[] = [];
  article.descendants((node) => {
    if (node.isTextblock) leaves.push(node);
    return !node.isTextblock;
  });
  return leaves;
}

/** What becomes of each block, in the order of the new article; what goes stands where it stood. */
export function blockChanges(before: TextIndex, after: TextIndex, pairs: readonly Pair[]): BlockChange[] {
  const words = (index: TextIndex, block: number) => {
    const { offset = 0, length = 0 } = index.blocks[block] ?? {};
    return index.text.slice(offset, offset + length);
  };
  const cameFrom = new Map(pairs.map((pair) => [pair.after, pair]));
  const stays = new Set(pairs.map((pair) => pair.before));
  const changes: BlockChange[] = [];
  let reached = 0;
  const passTo = (block: number) => {
    for (; reached < block; reached++)
      if (!stays.has(reached)) changes.push({ kind: 'removed', before: words(before, reached) });
  };
  for (const block of after.blocks.keys()) {
    const pair = cameFrom.get(block);
    const now = words(after, block);
    if (!pair) {
      changes.push({ kind: 'added', after: now });
      continue;
    }
    const old = words(before, pair.before);
    if (!pair.moved) passTo(pair.before);
    changes.push({ kind: pair.moved ? 'moved' : old === now ? 'same' : 'changed', before: old, after: now });
  }
  passTo(before.blocks.length);
  return changes;
}
