import type { Node } from 'prosemirror-model';
import type { BlockType } from '../article/block-types.ts';
import { leafText, tableText, textOf } from '../article/blocks.ts';
import { articleSchema } from '../article/schema.ts';
import { type ImportedBlock, type NodeJson, OBJECT } from './imported.ts';

const { nodes } = articleSchema;

/**
 * The nodes of a block that has more than text.
 *
 * @throws {RangeError} where they don't fit the schema
 */
export function nodesOf({ nodes: json = [] }: Pick<ImportedBlock, 'nodes'>): Node[] {
  return json.map((each) => {
    const node = articleSchema.nodeFromJSON(each);
    node.check();
    return node;
  });
}

/** The text of a block's nodes as `blocksOf` gives it: cells parted by tabs, paragraphs and rows by line feeds. */
export function plainText(all: readonly Node[]): string {
  return all.map(plainNode).join('\n');
}

function plainNode(node: Node): string {
  if (node.type === nodes.table) return tableText(node);
  if (node.type === nodes.figure) return node.attrs.alt as string;
  return node.isTextblock ? textOf(node) : node.textBetween(0, node.content.size, '\n', leafText);
}

/** What the nodes hold of the source: their text, and an object for each picture. */
export function accountedText(all: readonly Node[]): string {
  let text = '';
  const visit = (node: Node) => {
    if (node.isText) text += node.text;
    else if (node.type === nodes.figure) text += OBJECT;
    return true;
  };
  for (const node of all) if (visit(node)) node.descendants(visit);
  return text;
}

/** Whether a block's nodes hold a picture, which no text can stand for. */
export function hasPicture(all: readonly Node[]): boolean {
  return accountedText(all).includes(OBJECT);
}

/** The type of node that is a block of a type, for those that hold running text. */
const HOLDS_TEXT: Partial<Record<BlockType, string>> = {
  title: 'title',
  standfirst: 'standfirst',
  byline: 'byline',
  heading: 'heading',
  paragraph: 'paragraph',
  list: 'paragraph',
  quote: 'paragraph',
  caption: 'caption',
  credit: 'credit',
  pullquote: 'pullquote',
  footnote: 'footnote',
};

/** The same content as a block of another type; marks and links stay where that type can have them. */
export function nodesAs(type: BlockType, level: number, all: readonly Node[]): NodeJson[] {
  const name = HOLDS_TEXT[type];
  const text = plainText(all);
  if (type === 'rule') return [{ type: 'rule' }];
  if (type === 'code') return [{ type: 'code_block', ...(text ? { content: [{ type: 'text', text }] } : {}) }];
  if (type === 'table') return [tableAs(all)];
  if (type === 'figure' || !name) return [{ type: 'figure', attrs: { blob: '', alt: text } }];
  return [{ type: name, ...(type === 'heading' ? { attrs: { level } } : {}), content: inlineOf(all) }];
}

/** The inline content of all text blocks, parted by line breaks. */
function inlineOf(all: readonly Node[]): NodeJson[] {
  const inline: NodeJson[] = [];
  const visit = (node: Node) => {
    if (!node.isTextblock) return true;
    if (inline.length > 0) inline.push({ type: 'hard_break' });
    if (node.type.spec.code) inline.push(...linesOf(node.textContent));
    else node.forEach((child) => void inline.push(child.toJSON() as NodeJson));
    return false;
  };
  for (const node of all) if (visit(node)) node.descendants(visit);
  return inline;
}

function linesOf(text: string): NodeJson[] {
  return text
    .split('\n')
    .flatMap<NodeJson>((line, at) => [
      ...(at > 0 ? [{ type: 'hard_break' }] : []),
      ...(line ? [{ type: 'text', text: line }] : []),
    ]);
}

function tableAs(all: readonly Node[]): NodeJson {
  const table = all.find((node) => node.type === nodes.table);
  if (table) return table.toJSON() as NodeJson;
  const content = inlineOf(all);
  const cell = { type: 'table_cell', content: [{ type: 'paragraph', ...(content.length > 0 ? { content } : {}) }] };
  return { type: 'table', content: [{ type: 'table_row', content: [cell] }] };
}
