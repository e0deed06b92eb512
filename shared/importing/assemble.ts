import type { Node } from 'prosemirror-model';
import type { Block } from '../article/block-types.ts';
import { articleOf } from '../article/blocks.ts';
import { articleSchema } from '../article/schema.ts';
import type { Container, ImportedArticle, ImportedBlock, NodeJson } from './imported.ts';
import { nodesOf } from './rich.ts';
import { toBlock } from './to-blocks.ts';

const { nodes } = articleSchema;

/** The article of an import, and where the texts of its blocks stand in it. */
export interface Assembled {
  article: Node;
  /** The text nodes' blocks of each imported block that is kept, in order, by its index. */
  textBlocks: ReadonlyMap<number, readonly Node[]>;
}

interface Open {
  container: Container;
  children: Node[];
  /** The figure itself, whose captions are the children. */
  figure?: Node;
}

/** Puts the kept blocks of an import together: neighbours in one list, quotation or figure come into one. */
export function assemble(imported: ImportedArticle): Assembled {
  const building = new Building((block) => toBlock(imported, block));
  const textBlocks = new Map<number, Node[]>();
  imported.blocks.forEach((block, index) => {
    if (block.leftOut === undefined) textBlocks.set(index, building.add(block));
  });
  return { article: building.end(), textBlocks };
}

/** The nodes of blocks that stand in a cell of a table, with the lists, quotations and figures that they stand in. */
export function nestedNodes(blocks: readonly ImportedBlock[]): NodeJson[] {
  const building = new Building(({ type, text }) => ({ type, text }));
  for (const block of blocks) building.add(block);
  return building.content().map((node) => node.toJSON() as NodeJson);
}

class Building {
  private readonly top: Node[] = [];
  private readonly open: Open[] = [];
  /** How many items each list has had: one that something else has broken goes on counting. */
  private readonly items = new Map<number, number>();
  private last: ImportedBlock | undefined;
  private nextId = -1;

  /** @param asBlock what a block is that has only text */
  constructor(private readonly asBlock: (block: ImportedBlock) => Block) {}

  /** Adds a block; gives the text blocks in it. */
  add(block: ImportedBlock): Node[] {
    const content = block.nodes ? nodesOf(block) : unwrapped(articleOf([this.asBlock(block)]));
    const path = this.pathOf(block);
    this.goTo(path);
    const figure = this.open.at(-1)?.container.kind === 'figure' ? this.open.at(-1) : undefined;
    if (figure && block.type === 'figure') figure.figure = content[0] as Node;
    else (this.open.at(-1)?.children ?? this.top).push(...content);
    this.last = block;
    return content.flatMap(textBlocksOf);
  }

  /** All that was added. */
  content(): readonly Node[] {
    this.goTo([]);
    return this.top;
  }

  end(): Node {
    const article = articleSchema.topNodeType.create(null, [...this.content()]);
    article.check();
    return article;
  }

  /** Its own containers, or those that its type implies: a list item without a list makes one, or joins its neighbour's. */
  private pathOf(block: ImportedBlock): Container[] {
    const within = block.within ?? [];
    const innermost = within.findLast(({ kind }) => kind === 'figure');
    // A figure within a figure is one: the outer has no picture of its own.
    const own = within.filter(
      (each) => each.kind !== 'figure' || (each === innermost && this.takesFigure(each, block)),
    );
    const { type } = block;
    if (type === 'list' && !own.some(({ kind }) => kind === 'item')) {
      const ordered = this.asBlock(block).ordered === true;
      const list = this.neighbour('list', (each) => (each.ordered ?? false) === ordered);
      return [list ?? { kind: 'list', id: this.nextId--, ordered }, { kind: 'item', id: this.nextId-- }];
    }
    if (type === 'quote' && !own.some(({ kind }) => kind === 'quote'))
      return [this.neighbour('quote', () => true) ?? { kind: 'quote', id: this.nextId-- }];
    return own;
  }

  /** A figure takes its picture first, then captions and credits. */
  private takesFigure(container: Container, { type }: ImportedBlock): boolean {
    if (type === 'figure') return !this.open.some((each) => same(each.container, container));
    const isCaption = type === 'caption' || type === 'credit';
    return isCaption && this.open.some((each) => each.figure && same(each.container, container));
  }

  private neighbour(kind: 'list' | 'quote', fits: (container: Container) => boolean): Container | undefined {
    const [first] = this.open;
    const joins = this.last?.type === kind && !this.last.within && first?.container.kind === kind;
    return joins && fits(first.container) ? first.container : undefined;
  }

  private goTo(path: readonly Container[]): void {
    let shared = 0;
    while (shared < path.length && same(this.open[shared]?.container, path[shared])) shared++;
    while (this.open.length > shared) this.close();
    for (const container of path.slice(shared)) this.open.push({ container, children: [] });
  }

  private close(): void {
    const { container, children, figure } = this.open.pop() as Open;
    (this.open.at(-1)?.children ?? this.top).push(this.nodeOf(container, children, figure));
  }

  private nodeOf({ kind, id, ordered, start }: Container, children: Node[], figure: Node | undefined): Node {
    if (kind === 'figure') return (figure as Node).copy((figure as Node).content.append(fragment(children)));
    if (kind === 'item') return nodes.list_item.create(null, children);
    if (kind === 'quote') return nodes.blockquote.create(null, children);
    const before = this.items.get(id) ?? 0;
    this.items.set(id, before + children.length);
    if (!ordered) return nodes.bullet_list.create(null, children);
    return nodes.ordered_list.create({ order: (start ?? 1) + before }, children);
  }
}

function same(a: Container | undefined, b: Container | undefined): boolean {
  return a !== undefined && b !== undefined && a.kind === b.kind && a.id === b.id;
}

function fragment(children: readonly Node[]) {
  return articleSchema.topNodeType.create(null, children as Node[]).content;
}

/** The nodes of a block that has only text; lists and quotations are put around them by their containers. */
function unwrapped(article: Node): Node[] {
  let [found] = article.children as [Node];
  while (['bullet_list', 'ordered_list', 'list_item', 'blockquote'].includes(found.type.name))
    found = found.firstChild as Node;
  return [found];
}

function textBlocksOf(node: Node): Node[] {
  if (node.isTextblock) return [node];
  const found: Node[] = [];
  node.descendants((each) => {
    if (each.isTextblock) found.push(each);
    return !each.isTextblock;
  });
  return found;
}
