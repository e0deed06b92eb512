import type { Mark, Node } from 'prosemirror-model';
import { pictureInWords } from '../../comments/schema.ts';
import { isSafeLink } from '../../rich-text.ts';
import { escaped } from './escape.ts';

const TAGS: Record<string, string> = {
  strong: 'strong',
  em: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
  superscript: 'sup',
  subscript: 'sub',
};

/** HTML within the tags of some marks; a link that could run something is none. */
export function withMarks(html: string, marks: readonly Mark[]): string {
  return marks.reduceRight((inner, mark) => {
    if (mark.type.name === 'link') {
      const href = mark.attrs.href as string;
      return isSafeLink(href) ? `<a href="${escaped(href)}" rel="noreferrer">${inner}</a>` : inner;
    }
    const tag = TAGS[mark.type.name];
    return tag ? `<${tag}>${inner}</${tag}>` : inner;
  }, html);
}

/** A comment's document as HTML. */
export function commentHtml(doc: Node): string {
  let html = '';
  doc.forEach((child) => {
    html += block(child);
  });
  return html;
}

function block(node: Node): string {
  const inner = node.isTextblock ? inlineHtml(node) : commentHtml(node);
  switch (node.type.name) {
    case 'paragraph':
      return `<p>${inner}</p>`;
    case 'blockquote':
      return `<blockquote>${inner}</blockquote>`;
    case 'bullet_list':
      return `<ul>${inner}</ul>`;
    case 'ordered_list':
      return `<ol${node.attrs.order === 1 ? '' : ` start="${node.attrs.order}"`}>${inner}</ol>`;
    case 'list_item':
      return `<li>${inner}</li>`;
    default:
      return `<pre tabindex="0"><code>${inner}</code></pre>`;
  }
}

function inlineHtml(parent: Node): string {
  let html = '';
  parent.forEach((child) => {
    if (child.isText) html += withMarks(escaped(child.text ?? ''), child.marks);
    else html += child.type.name === 'picture' ? escaped(pictureInWords(child)) : '<br>';
  });
  return html;
}
