import type { Node } from 'prosemirror-model';
import { pictureInWords } from '../../comments/schema.ts';
import { COMMENT_WIDTH, type Media } from './media.ts';
import { INDENT, type Numbering } from './numbering.ts';
import type { Relationships } from './relationships.ts';
import { isRightToLeft, linked, type ParagraphLook, paragraph, run } from './runs.ts';
import type { WordComment } from './word-comments.ts';

/** What the parts of a file share that comments are written into. */
export interface CommentSurroundings {
  relationships: Relationships;
  numbering: Numbering;
  media: Media;
}

/** A comment's paragraphs. The last one carries the id that Word's other parts name the comment by. */
export function commentBody(comment: WordComment, surroundings: CommentSurroundings): string {
  const paragraphs: Paragraph[] = [
    ...comment.before.map((line) => ownLine(line, comment.pointsBack ? 'CommentPointer' : 'CommentLine')),
    ...(comment.said ? paragraphsOf(comment.said.doc, surroundings) : []),
    ...comment.after.map((line) => ownLine(line)),
  ];
  if (paragraphs.length === 0) paragraphs.push(ownLine(''));
  const last = paragraphs.length - 1;
  const mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>';
  return paragraphs
    .map(({ runs, look }, at) =>
      paragraph(at === 0 ? mark + runs : runs, {
        ...look,
        ...(at === last ? { attributes: ` w14:paraId="${comment.paraId}" w14:textId="77777777"` } : {}),
      }),
    )
    .join('');
}

interface Paragraph {
  runs: string;
  look: ParagraphLook;
}

function ownLine(line: string, style = 'CommentLine'): Paragraph {
  const rtl = isRightToLeft(line.replace(/^\[[^\]]*\]?/, ''));
  return { runs: run(line, { style, rtl }), look: { style: 'CommentText', rtl } };
}

function paragraphsOf(doc: Node, surroundings: CommentSurroundings): Paragraph[] {
  const all: Paragraph[] = [];
  const visit = (node: Node, depth: number, list: ParagraphLook['list']): void => {
    const rtl = isRightToLeft(node.textContent);
    const indent = depth > 0 && !list ? INDENT * depth : undefined;
    switch (node.type.name) {
      case 'bullet_list':
      case 'ordered_list': {
        const level = Math.min(8, depth);
        const bullets = node.type.name === 'bullet_list';
        const { numbering } = surroundings;
        const number = bullets ? numbering.bullets : numbering.ordered(node.attrs.order as number, level);
        node.forEach((item) => {
          item.forEach((child, _, index) => {
            visit(child, depth + 1, index === 0 ? { number, level } : undefined);
          });
        });
        return;
      }
      case 'blockquote':
        node.forEach((child) => {
          visit(child, depth + 1, undefined);
        });
        return;
      case 'code_block':
        all.push({ runs: run(node.textContent, { style: 'CodeInText' }), look: { style: 'CommentText', indent } });
        return;
      default: {
        let runs = '';
        node.forEach((child) => {
          runs += child.isText
            ? linked(
                child.text ?? '',
                { marks: child.marks, rtl: isRightToLeft(child.text ?? '', rtl) },
                surroundings.relationships,
              )
            : child.type.name === 'picture'
              ? picture(child, surroundings)
              : run('\n');
        });
        all.push({ runs, look: { style: 'CommentText', list, indent, rtl } });
      }
    }
  };
  doc.forEach((node) => {
    visit(node, 0, undefined);
  });
  return all;
}

function picture(node: Node, { media, relationships }: CommentSurroundings): string {
  const { blob, alt } = node.attrs as { blob: string; alt: string };
  return media.run(blob, alt, relationships, COMMENT_WIDTH) ?? run(pictureInWords(node));
}
