import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { BODY } from '../../../shared/article/shared-article.ts';
import type { EditedTwice } from '../../../shared/offline/merging.ts';
import type { Brief } from '../brief/brief.ts';

/** Names a block of a shared article on every machine: the Yjs item that made it. */
type BlockKey = string;

/** The blocks of a shared article that an update changes, adds or removes; found on a copy. */
export function blocksEditedBy(update: Uint8Array, doc: Y.Doc): Set<BlockKey> {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const edited = new Set<BlockKey>();
  watchBlocks(copy, (key) => edited.add(key));
  Y.applyUpdate(copy, update);
  copy.destroy();
  return edited;
}

/** Tells of each block of a shared article that is changed, added or removed. @returns a function that ends it */
export function watchBlocks(doc: Y.Doc, tell: (key: BlockKey) => void): () => void {
  const body = doc.getXmlFragment(BODY);
  const watch = (events: Y.YEvent<Y.XmlFragment>[]) => {
    for (const event of events) {
      const [index] = event.path;
      if (typeof index === 'number') tell(blockKey(body.get(index)));
      else for (const item of [...event.changes.added, ...event.changes.deleted]) tell(keyOfItem(item));
    }
  };
  body.observeDeep(watch as Parameters<typeof body.observeDeep>[0]);
  return () => body.unobserveDeep(watch as Parameters<typeof body.observeDeep>[0]);
}

/** The words of each block of a brief's article, by its key. */
export function blockWords({ text, article }: Pick<Brief, 'text' | 'article'>): Map<BlockKey, string> {
  const blocks = text.getXmlFragment(BODY).toArray();
  return new Map(blocks.map((block, i) => [blockKey(block), wordsOf(article.maybeChild(i))]));
}

/** The blocks that two sides changed, with what each made of them, where that differs. */
export function editedTwice(
  keys: ReadonlySet<BlockKey>,
  ours: ReadonlyMap<BlockKey, string>,
  theirs: ReadonlyMap<BlockKey, string>,
  merged: ReadonlyMap<BlockKey, string>,
): EditedTwice[] {
  return [...keys].flatMap((key) => {
    const sides = { ours: ours.get(key) ?? null, theirs: theirs.get(key) ?? null };
    return sides.ours === sides.theirs ? [] : [{ ...sides, merged: merged.get(key) ?? null }];
  });
}

function wordsOf(block: Node | null): string {
  return block ? block.textBetween(0, block.content.size, '\n', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '') : '';
}

/** The name of a block of a shared article. */
export function blockKey(block: { _item: Y.Item | null }): BlockKey {
  return block._item ? keyOfItem(block._item) : '';
}

function keyOfItem({ id }: Pick<Y.Item, 'id'>): BlockKey {
  return `${id.client}:${id.clock}`;
}
