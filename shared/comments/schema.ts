import { type Node, type NodeSpec, Schema } from 'prosemirror-model';
import { codeBlock, hardBreak, link, simpleMark } from '../rich-text.ts';

/*
 * What a comment can hold. Small on purpose: each of these can be written in Markdown, in Word and on a screen, so a
 * comment looks the same wherever it is carried. Whatever else is pasted becomes its text.
 */

const nodes = {
  doc: { content: 'block+' },
  paragraph: { group: 'block', content: 'inline*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
  blockquote: {
    group: 'block',
    content: 'block+',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  bullet_list: { group: 'block', content: 'list_item+', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
  ordered_list: {
    group: 'block',
    content: 'list_item+',
    attrs: { order: { default: 1, validate: 'number' } },
    parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ order: startOf(dom.getAttribute('start')) }) }],
    toDOM: (node) => ['ol', node.attrs.order === 1 ? {} : { start: node.attrs.order as number }, 0],
  },
  list_item: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  code_block: codeBlock,
  text: { group: 'inline' },
  hard_break: hardBreak,
  /** A picture of the brief, never one from elsewhere: reading a comment fetches nothing. */
  picture: {
    group: 'inline',
    inline: true,
    attrs: {
      /** The SHA-256 of its bytes. */
      blob: { validate: 'string' },
      alt: { default: '', validate: 'string' },
      /** In pixels, so that its place is kept before it is there; 0 where that isn't known. */
      width: { default: 0, validate: 'number' },
      height: { default: 0, validate: 'number' },
    },
    leafText: (node) => pictureInWords(node),
    toDOM: ({ attrs }) => ['img', { 'data-blob': attrs.blob, alt: attrs.alt }],
  },
} satisfies Record<string, NodeSpec>;

/** Markdown numbers a list with at most nine digits. */
export function startOf(start: string | null): number {
  return start && /^\d{1,9}$/.test(start) ? Number(start) : 1;
}

/** The ProseMirror schema of a comment. */
export const commentSchema = new Schema<keyof typeof nodes, 'link' | 'strong' | 'em' | 'code'>({
  nodes,
  // The order is the nesting, from the outside in, and `toMarkdown` writes it so.
  marks: {
    link,
    strong: simpleMark('strong', 'b'),
    em: simpleMark('em', 'i'),
    // A code span is its letters and nothing else, in Markdown as here.
    code: { ...simpleMark('code'), excludes: 'strong em code' },
  },
});

/** What stands for a picture where none can be shown. */
export function pictureInWords(picture: Node): string {
  return picture.attrs.alt ? `[Picture: ${picture.attrs.alt}]` : '[Picture]';
}

/** A comment's words without its markup, blocks parted by line feeds: for previews, searches and names. */
export function plainText(doc: Node): string {
  return doc.textBetween(0, doc.content.size, '\n', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '');
}
