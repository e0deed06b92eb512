import { Fragment, type Node, type NodeType } from 'prosemirror-model';
import type { Block, BlockType } from './block-types.ts';
import { articleSchema } from './schema.ts';

const { nodes } = articleSchema;

/** The block types that are one node each; lists, quotes, figures and tables are built of several. */
const NODE_OF: Partial<Record<BlockType, NodeType>> = {
  title: nodes.title,
  standfirst: nodes.standfirst,
  byline: nodes.byline,
  heading: nodes.heading,
  paragraph: nodes.paragraph,
  caption: nodes.caption,
  credit: nodes.credit,
  pullquote: nodes.pullquote,
  code: nodes.code_block,
  footnote: nodes.footnote,
};

const TYPE_OF = new Map<NodeType | undefined, BlockType>(
  Object.entries(NODE_OF).map(([type, node]) => [node, type as BlockType]),
);

/** An article's blocks in reading order, as `show` prints them. A table is one block: cells by tabs, rows by lines. */
export function blocksOf(doc: Node): Block[] {
  const blocks: Block[] = [];
  walk(doc, undefined, blocks);
  return blocks;
}

function walk(parent: Node, within: 'list' | 'quote' | undefined, blocks: Block[]): void {
  parent.forEach((node) => {
    if (node.type === nodes.list_item) {
      walkItem(node, blocks);
    } else if (node.type === nodes.bullet_list || node.type === nodes.ordered_list) {
      walk(node, 'list', blocks);
    } else if (node.type === nodes.blockquote) {
      walk(node, 'quote', blocks);
    } else if (node.type === nodes.table) {
      blocks.push({ type: 'table', text: tableText(node) });
    } else if (node.type === nodes.figure) {
      blocks.push({ type: 'figure', text: node.attrs.alt as string });
      walk(node, undefined, blocks);
    } else if (node.type === nodes.rule) {
      blocks.push({ type: 'rule', text: '' });
    } else if (node.isTextblock) {
      const own = TYPE_OF.get(node.type) ?? 'paragraph';
      const type = own === 'paragraph' && within ? within : own;
      blocks.push({ type, ...(type === 'heading' ? { level: node.attrs.level as number } : {}), text: textOf(node) });
    }
  });
}

/** A list item is a block: its paragraphs are one text, and a list within it follows as blocks of its own. */
function walkItem(item: Node, blocks: Block[]): void {
  const lines: string[] = [];
  const rest: Node[] = [];
  item.forEach((child) => {
    if (child.isTextblock && rest.length === 0) lines.push(textOf(child));
    else rest.push(child);
  });
  blocks.push({ type: 'list', text: lines.join('\n') });
  if (rest.length > 0) walk(nodes.list_item.create(null, rest), 'list', blocks);
}

/** A table's text: cells parted by tabs, rows by line feeds. */
export function tableText(table: Node): string {
  const rows: string[] = [];
  table.forEach((row) => {
    const cells: string[] = [];
    row.forEach((cell) => {
      cells.push(cell.textBetween(0, cell.content.size, ' ', leafText));
    });
    rows.push(cells.join('\t'));
  });
  return rows.join('\n');
}

/** A text block's text, line breaks as line feeds. */
export function textOf(node: Node): string {
  return node.textBetween(0, node.content.size, '\n', leafText);
}

/** What an inline node without text stands for. */
export function leafText(leaf: Node): string {
  return leaf.type.spec.leafText?.(leaf) ?? '';
}

/** Builds an article from blocks; consecutive list items become one list and consecutive quotes one quotation. */
export function articleOf(blocks: readonly Block[]): Node {
  const children: Node[] = [];
  for (let i = 0; i < blocks.length; ) {
    const block = blocks[i] as Block;
    const run = runOf(blocks, i);
    if (block.type === 'list') {
      const items = run.map((each) => nodes.list_item.create(null, paragraph(each.text)));
      const list = block.ordered ? nodes.ordered_list : nodes.bullet_list;
      children.push(list.create(null, items));
    } else if (block.type === 'quote') {
      children.push(
        nodes.blockquote.create(
          null,
          run.map((each) => paragraph(each.text)),
        ),
      );
    } else {
      children.push(single(block));
    }
    i += run.length;
  }
  return articleSchema.topNodeType.create(null, children);
}

/** The blocks from `start` on that belong into one list or quotation; else the block alone. */
function runOf(blocks: readonly Block[], start: number): Block[] {
  const first = blocks[start] as Block;
  if (first.type !== 'list' && first.type !== 'quote') return [first];
  let end = start + 1;
  while (blocks[end]?.type === first.type && blocks[end]?.ordered === first.ordered) end++;
  return blocks.slice(start, end);
}

function single({ type, level, text, image }: Block): Node {
  switch (type) {
    case 'rule':
      return nodes.rule.create();
    case 'code':
      return nodes.code_block.create(null, text ? articleSchema.text(text) : null);
    case 'figure':
      return nodes.figure.create({
        alt: text,
        ...(image ? { blob: image.sha256, width: image.width, height: image.height } : {}),
      });
    case 'table': {
      const rows = text.split('\n').map((row) => {
        const cells = row.split('\t').map((cell) => nodes.table_cell.create(null, paragraph(cell)));
        return nodes.table_row.create(null, cells);
      });
      return nodes.table.create(null, rows);
    }
    default: {
      const node = NODE_OF[type] ?? nodes.paragraph;
      return node.create(type === 'heading' ? { level: level ?? 2 } : null, inline(text));
    }
  }
}

function paragraph(text: string): Node {
  return nodes.paragraph.create(null, inline(text));
}

function inline(text: string): Fragment {
  const children: Node[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (i > 0) children.push(nodes.hard_break.create());
    if (line) children.push(articleSchema.text(line));
  }
  return Fragment.from(children);
}

/** The SHA-256 of each picture that an article's figures show, in order. */
export function imagesOf(doc: Node): Set<string> {
  const found = new Set<string>();
  doc.descendants((node) => {
    if (node.type === nodes.figure && node.attrs.blob) found.add(node.attrs.blob as string);
    return !node.isTextblock;
  });
  return found;
}

/** The title block's text, or the first words of the article where it has none. */
export function titleOf(doc: Node): string {
  let title = '';
  doc.descendants((node) => {
    if (title) return false;
    if (node.type === nodes.title) title = textOf(node);
    return !node.isTextblock;
  });
  if (title) return title;
  const words = doc.textBetween(0, Math.min(doc.content.size, 400), ' ', ' ').trim();
  return words.length > 80 ? `${words.slice(0, 80).trimEnd()}…` : words || 'Untitled';
}
