import type { Node } from 'prosemirror-model';

/** A stretch of an article's text, in UTF-16 units; `to` is exclusive. */
export interface TextRange {
  from: number;
  to: number;
}

interface IndexedBlock {
  /** The ProseMirror position of the block's first character. */
  pos: number;
  /** Where its text begins in the article's text. */
  offset: number;
  length: number;
}

/**
 * An article's text as one string, and the way between offsets in it and ProseMirror positions.
 *
 * Text blocks are parted by a line feed. An inline node without text stands as U+FFFC, a hard break as a line feed, so
 * that within a block an offset and a position always differ by the same number.
 */
export class TextIndex {
  readonly text: string;
  readonly blocks: readonly IndexedBlock[];
  /** Where each child of the article begins in its text; one more for its end. */
  private readonly starts: number[] = [];

  constructor(doc: Node) {
    const blocks: IndexedBlock[] = [];
    const texts: string[] = [];
    let offset = 0;
    doc.forEach((child, start) => {
      this.starts.push(offset);
      const part = partOf(child);
      for (const block of part.blocks) {
        blocks.push({ pos: start + block.pos, offset: offset + block.offset, length: block.length });
      }
      texts.push(...part.texts);
      offset += part.length;
    });
    this.starts.push(offset);
    this.blocks = blocks;
    this.text = texts.join('\n');
  }

  /** Where a child of the article begins in its text, the line feed before it not counted; or where all of it ends. */
  startOfChild(index: number): number {
    return this.starts[Math.min(index, this.starts.length - 1)] as number;
  }

  /** The number of the article's child in whose text an offset lies. */
  childAt(offset: number): number {
    return Math.max(
      0,
      lastAtMost(this.starts.slice(0, -1), (start) => start, offset),
    );
  }

  /** The words of a range. */
  slice({ from, to }: TextRange): string {
    return this.text.slice(from, to);
  }

  /** The ProseMirror position of an offset; between blocks, that of the end of the former. */
  posAt(offset: number): number {
    const block = this.blockAt((each) => each.offset, offset);
    if (!block) return 0;
    return block.pos + Math.min(block.length, Math.max(0, offset - block.offset));
  }

  /** The offset of a ProseMirror position; between blocks, that of the end of the former. */
  offsetAt(pos: number): number {
    const block = this.blockAt((each) => each.pos, pos);
    if (!block) return 0;
    return block.offset + Math.min(block.length, Math.max(0, pos - block.pos));
  }

  /** Whether the same words stand in the same places as in another one, whatever they look like. */
  standsAs(other: TextIndex): boolean {
    if (this === other) return true;
    const { blocks } = this;
    return (
      this.text === other.text &&
      blocks.length === other.blocks.length &&
      blocks.every(({ pos, offset }, at) => pos === other.blocks[at]?.pos && offset === other.blocks[at]?.offset)
    );
  }

  /** The number of the block that an offset lies in, or that ends before it. */
  blockNumberAt(offset: number): number {
    return lastAtMost(this.blocks, (each) => each.offset, offset);
  }

  /**
   * The range without white space and block ends at its edges, so that its first and last characters are part of it.
   *
   * @returns undefined where nothing is left
   */
  trim({ from, to }: TextRange): TextRange | undefined {
    let start = Math.max(0, from);
    let end = Math.min(this.text.length, to);
    while (start < end && isSpace(this.text, start)) start++;
    while (end > start && isSpace(this.text, end - 1)) end--;
    return start < end ? { from: start, to: end } : undefined;
  }

  private blockAt(key: (block: IndexedBlock) => number, value: number): IndexedBlock | undefined {
    return this.blocks[Math.max(0, lastAtMost(this.blocks, key, value))];
  }
}

/** What an index holds of one child of an article, as if there were nothing before it. */
interface Part {
  blocks: IndexedBlock[];
  texts: string[];
  /** With a line feed behind each block. */
  length: number;
}

/** An article that changes shares most of its nodes with what it was, and so most of its index. */
const parts = new WeakMap<Node, Part>();

function partOf(child: Node): Part {
  const known = parts.get(child);
  if (known) return known;
  const part: Part = { blocks: [], texts: [], length: 0 };
  const add = (node: Node, pos: number) => {
    const text = blockText(node);
    part.blocks.push({ pos: pos + 1, offset: part.length, length: text.length });
    part.texts.push(text);
    part.length += text.length + 1;
  };
  if (child.isTextblock) add(child, 0);
  else {
    child.descendants((node, pos) => {
      if (!node.isTextblock) return true;
      add(node, pos + 1);
      return false;
    });
  }
  parts.set(child, part);
  return part;
}

function blockText(block: Node): string {
  let text = '';
  block.forEach((child) => {
    if (child.isText) text += child.text;
    else text += child.type.name === 'hard_break' ? '\n' : '\uFFFC'.repeat(child.nodeSize);
  });
  return text;
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text[at] as string);
}

/** The last index whose key is at most a value, in a list sorted by that key; -1 where there is none. */
export function lastAtMost<T>(list: readonly T[], key: (item: T) => number, value: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (key(list[middle] as T) <= value) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}
