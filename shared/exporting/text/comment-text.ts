import type { Node } from 'prosemirror-model';
import { pictureInWords } from '../../comments/schema.ts';

/** A comment as plain text that still shows what was a list, a quotation or a link. */
export function commentText(doc: Node): string {
  return blocks(doc, '\n\n');
}

function blocks(parent: Node, between: string): string {
  const parts: string[] = [];
  parent.forEach((child) => {
    parts.push(block(child));
  });
  return parts.join(between);
}

function block(node: Node): string {
  switch (node.type.name) {
    case 'blockquote':
      return blocks(node, '\n').replace(/^/gm, '> ');
    case 'bullet_list':
      return items(node, () => '- ');
    case 'ordered_list':
      return items(node, (i) => `${(node.attrs.order as number) + i}. `);
    case 'code_block':
      return node.textContent;
    default:
      return inline(node);
  }
}

function items(list: Node, sign: (index: number) => string): string {
  const lines: string[] = [];
  list.forEach((item, _, i) => {
    const start = sign(i);
    lines.push(start + blocks(item, '\n').replace(/\n/g, `\n${' '.repeat(start.length)}`));
  });
  return lines.join('\n');
}

/** An address that the text doesn't say itself stands behind it. */
function inline(parent: Node): string {
  let text = '';
  parent.forEach((child, _, i) => {
    if (child.isText) text += child.text ?? '';
    else text += child.type.name === 'picture' ? pictureInWords(child) : '\n';
    const link = child.marks.find((mark) => mark.type.name === 'link');
    const goesOn = i + 1 < parent.childCount && parent.child(i + 1).marks.some((mark) => link?.eq(mark));
    if (link && !goesOn && !text.endsWith(link.attrs.href as string)) text += ` <${link.attrs.href}>`;
  });
  return text;
}
