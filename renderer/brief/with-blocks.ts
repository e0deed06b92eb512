import type { Node } from 'prosemirror-model';
import { articleSchema } from '../../shared/article/schema.ts';
import type { ArticleChange } from '../../shared/bridge.ts';

/** An article with some of its blocks replaced, by one change after another. */
export function withBlocks(article: Node, changes: readonly ArticleChange[]): Node {
  const children = [...article.children];
  for (const { from, to, blocks } of changes) {
    const fresh = blocks.map((block) => articleSchema.nodeFromJSON(block));
    for (const each of fresh) each.check();
    children.splice(from, to - from, ...fresh);
  }
  return article.type.create(article.attrs, children);
}
