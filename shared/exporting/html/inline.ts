import type { Mark, Node } from 'prosemirror-model';
import { pictureInWords } from '../../comments/schema.ts';
import { elementOfMark, isSafeLink } from '../../rich-text.ts';
import type { ExportedImages } from '../pictures.ts';
import { escaped } from './escape.ts';
import { pictureHtml } from './picture-html.ts';

/** HTML within the tags of some marks; a link that could run something is none. */
export function withMarks(html: string, marks: readonly Mark[]): string {
  return marks.reduceRight((inner, mark) => {
    if (mark.type.name === 'link') {
      const href = mark.attrs.href as string;
      return isSafeLink(href) ? `<a href="${escaped(href)}" rel="noreferrer">${inner}</a>` : inner;
    }
    const tag = elementOfMark(mark.type.name);
    return tag ? `<${tag}>${inner}</${tag}>` : inner;
  }, html);
}

/** A comment's document as HTML. */
export function commentHtml(doc: Node, images: ExportedImages): string {
  let html = '';
  doc.forEach((child) => {
    html += block(child, images);
  });
  return html;
}

function block(node: Node, images: ExportedImages): string {
  const inner = node.isTextblock ? inlineHtml(node, images) : commentHtml(node, images);
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

function inlineHtml(parent: Node, images: ExportedImages): string {
  let html = '';
  parent.forEach((child) => {
    if (child.isText) html += withMarks(escaped(child.text ?? ''), child.marks);
    else html += child.type.name === 'picture' ? picture(child, images) : '<br>';
  });
  return html;
}

function picture(node: Node, images: ExportedImages): string {
  const image = images.get(node.attrs.blob as string);
  return image ? pictureHtml(image, node.attrs.alt as string) : escaped(pictureInWords(node));
}
