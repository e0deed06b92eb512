import MarkdownIt from 'markdown-it';
import { Fragment, type Node } from 'prosemirror-model';
import { isSafeLink } from '../rich-text.ts';
import { commentSchema } from './schema.ts';

// Only what begins with its scheme: "report.pdf" and "e.g." are no addresses.
const { linkify } = new MarkdownIt();
linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** Makes links of the addresses that stand in a comment as plain words; code stays as it is. */
export function withLinks(node: Node): Node {
  if (node.type.spec.code) return node;
  if (!node.isTextblock) return node.copy(Fragment.from(childrenOf(node).map(withLinks)));
  return node.copy(Fragment.from(childrenOf(node).flatMap(linked)));
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  node.forEach((child) => {
    children.push(child);
  });
  return children;
}

function linked(node: Node): Node[] {
  const { text, marks } = node;
  const { code, link } = commentSchema.marks;
  if (!text || code.isInSet(marks) || link.isInSet(marks)) return [node];
  const parts: Node[] = [];
  let at = 0;
  for (const { index, lastIndex, url } of linkify.match(text) ?? []) {
    if (!isSafeLink(url)) continue;
    if (index > at) parts.push(node.cut(at, index));
    const address = node.cut(index, lastIndex);
    parts.push(address.mark(link.create({ href: url }).addToSet(address.marks)));
    at = lastIndex;
  }
  if (at < text.length) parts.push(node.cut(at));
  return parts;
}
