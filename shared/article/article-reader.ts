import { Fragment, type Node } from 'prosemirror-model';
import type * as Y from 'yjs';
import { articleSchema } from './schema.ts';
import { readSharedBlock } from './shared-article.ts';

/**
 * Reads a shared article again and again while it changes, each time only the blocks that were touched since.
 *
 * What wasn't touched is the very node that it was before, so that whoever compares two readings sees at once what
 * differs. Like `readSharedArticle` it changes nothing, and refuses the whole where something doesn't fit.
 */
export class ArticleReader {
  private readonly nodes = new Map<Y.AbstractType<unknown>, Node>();

  constructor(private readonly body: Y.XmlFragment) {
    body.observeDeep((events) => {
      for (const { target } of events) this.forget(target as Y.AbstractType<unknown>);
    });
  }

  /**
   * The article as it is.
   *
   * @throws {RangeError} where something in it doesn't fit the schema
   */
  read(): Node {
    const children = this.body.toArray().map((child) => this.block(child as Y.AbstractType<unknown>));
    if (this.nodes.size > 2 * children.length + 100) this.forgetGone();
    const content = Fragment.from(children);
    const { topNodeType } = articleSchema;
    if (!topNodeType.validContent(content)) throw new RangeError('The article holds what no article can.');
    return topNodeType.create(null, content);
  }

  private block(child: Y.AbstractType<unknown>): Node {
    const known = this.nodes.get(child);
    if (known) return known;
    const node = readSharedBlock(child as Y.XmlElement);
    this.nodes.set(child, node);
    return node;
  }

  /** Forgets the block that something stands in. */
  private forget(target: Y.AbstractType<unknown>): void {
    let block: Y.AbstractType<unknown> | null = target;
    while (block && block.parent !== this.body) block = block.parent as Y.AbstractType<unknown> | null;
    if (block) this.nodes.delete(block);
  }

  private forgetGone(): void {
    const present = new Set<unknown>(this.body.toArray());
    for (const each of [...this.nodes.keys()]) if (!present.has(each)) this.nodes.delete(each);
  }
}
