import { Fragment, type Mark, type Node } from 'prosemirror-model';
import { commentSchema, pictureInWords } from '../../comments/schema.ts';
import { toMarkdown } from '../../comments/to-markdown.ts';
import { dataUri, type ExportedImages } from '../pictures.ts';

/*
 * `toMarkdown` writes what Briefmark reads, which is less than what other readers of Markdown read: to them a tilde may
 * strike out, a bar part cells, a number sign make a heading. Those characters go through it as private ones, and come
 * out escaped. So do the footnotes' marks, which must not be escaped.
 */
const STANDS_FOR: Record<string, string> = { '~': '\uf8e0', '|': '\uf8e1', '#': '\uf8e2', '=': '\uf8e3', $: '\uf8e4' };
const ESCAPED: Record<string, string> = Object.fromEntries(
  Object.entries(STANDS_FOR).map(([character, stand]) => [stand, character]),
);
const OPENS = '\uf8e8';
const CLOSES = '\uf8e9';
const RESERVED = /[\uf8e0-\uf8e9]/g;

/** A footnote's mark, to stand in a text until it is written. */
export function footnoteMark(number: number): string {
  return `${OPENS}${number}${CLOSES}`;
}

/** Text whose characters are no marks of ours. */
export function unreserved(text: string): string {
  return text.replace(RESERVED, '\ufffd');
}

/** A document of `commentSchema` as Markdown that common readers show as it was meant. */
export function gfm(doc: Node): string {
  return restored(toMarkdown(guarded(doc)));
}

/** A comment as Markdown. */
export function commentGfm(doc: Node, images: ExportedImages): string {
  const written = gfm(cleared(doc, images));
  return written.replace(OF_BRIEF, (address, sha256: string) => {
    const image = images.get(sha256);
    return image ? `](${dataUri(image)})` : address;
  });
}

/** Where a comment's Markdown names a picture of the brief; text can't, since its brackets are escaped. */
const OF_BRIEF = /\]\(blob:([0-9a-f]{64})(?:\?\d+x\d+)?\)/g;

function cleared(node: Node, images: ExportedImages): Node {
  if (node.type.name === 'picture' && images.has(node.attrs.blob as string)) return node;
  if (node.type.name === 'picture') return node.type.schema.text(unreserved(pictureInWords(node)));
  return node.isText
    ? node.type.schema.text(unreserved(node.text ?? ''), node.marks)
    : node.copy(childrenOf(node, (child) => cleared(child, images)));
}

function guarded(node: Node): Node {
  if (!node.isText) return node.type.name === 'code_block' ? node : node.copy(childrenOf(node, guarded));
  if (node.marks.some((mark) => mark.type.name === 'code')) return node;
  const text = (node.text ?? '').replace(/[~|#=$]/g, (character) => STANDS_FOR[character] as string);
  return node.type.schema.text(text, node.marks);
}

function childrenOf(node: Node, change: (child: Node) => Node): Fragment {
  const children: Node[] = [];
  node.forEach((child) => {
    children.push(change(child));
  });
  return Fragment.fromArray(children);
}

/** At an edge `toMarkdown` may have written a character as its number. */
function restored(markdown: string): string {
  return markdown
    .replace(/&#(\d+);/g, (reference, code) => {
      const character = String.fromCodePoint(Number(code));
      return /[\uf8e0-\uf8e9]/.test(character) ? character : reference;
    })
    .replace(/[\uf8e0-\uf8e4]/g, (stand) => `\\${ESCAPED[stand]}`)
    .replace(/\uf8e8(\d+)\uf8e9/g, '[^$1]');
}

const KEPT = new Set(['link', 'strong', 'em', 'code']);

/** Marks of the article as far as Markdown has them. */
export function markdownMarks(marks: readonly Mark[]): Mark[] {
  const names = marks.map(({ type }) => type.name);
  return marks
    .filter(({ type }) => KEPT.has(type.name) && !(names.includes('code') && /^(strong|em)$/.test(type.name)))
    .map(({ type, attrs }) => commentSchema.mark(type.name, attrs));
}
