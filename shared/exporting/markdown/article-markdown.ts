import { Fragment, type Node } from 'prosemirror-model';
import { commentSchema } from '../../comments/schema.ts';
import type { ExportedBrief } from '../exported-brief.ts';
import { dataUri, type ExportedImages } from '../pictures.ts';
import { marksByEnd, offsetsByPosition } from '../reference-marks.ts';
import { footnoteMark, gfm, markdownMarks, unreserved } from './gfm.ts';

/** The article as Markdown, with a footnote's mark behind every passage. */
export function articleMarkdown(exported: ExportedBrief): string {
  const writer = new ArticleWriter(exported);
  const blocks: string[] = [];
  exported.article.forEach((node, pos) => {
    blocks.push(writer.block(node, pos));
  });
  return blocks.filter((block) => block !== '').join('\n\n');
}

class ArticleWriter {
  private readonly offsets: Map<number, number>;
  private readonly marks: { at: number; numbers: number[] }[];
  private readonly titleMarks: string;
  private readonly images: ExportedImages;
  private mark = 0;

  constructor(exported: ExportedBrief) {
    this.images = exported.images;
    this.offsets = offsetsByPosition(exported.index);
    this.marks = marksByEnd(exported);
    this.titleMarks = exported.wholeBrief.map(({ number }) => footnoteMark(number)).join('');
  }

  block(node: Node, pos: number): string {
    const { name } = node.type;
    switch (name) {
      case 'rule':
        return '---';
      case 'title':
        return `# ${this.line(node, pos, this.titleMarks)}`;
      case 'heading':
        return `${'#'.repeat(Math.min(6, Math.max(2, node.attrs.level as number)))} ${this.line(node, pos)}`;
      case 'table':
        return this.table(node, pos);
      case 'code_block':
        return this.code(node, pos);
      case 'bullet_list':
      case 'ordered_list':
        return this.list(node, pos);
      case 'blockquote':
        return prefixed(this.children(node, pos), '> ');
      case 'figure': {
        const alt = node.attrs.alt as string;
        const image = this.images.get(node.attrs.blob as string);
        const words = gfm(paragraph([commentSchema.text(unreserved(alt || 'Picture'))]));
        const picture = image
          ? `![${words}](${dataUri(image)})`
          : alt
            ? `_${gfm(paragraph([commentSchema.text(unreserved(`[Picture: ${alt}]`))]))}_`
            : '';
        return [picture, this.children(node, pos)].filter((part) => part !== '').join('\n\n');
      }
      case 'pullquote':
        return prefixed(this.inline(node, pos), '> ');
      default:
        return node.isTextblock ? this.inline(node, pos) : this.children(node, pos);
    }
  }

  private children(parent: Node, pos: number): string {
    const blocks: string[] = [];
    parent.forEach((child, offset) => {
      blocks.push(this.block(child, pos + 1 + offset));
    });
    return blocks.join('\n\n');
  }

  private list(list: Node, pos: number): string {
    const items: string[] = [];
    list.forEach((item, offset, i) => {
      const sign = list.type.name === 'ordered_list' ? `${(list.attrs.order as number) + i}. ` : '- ';
      const lines = this.children(item, pos + 1 + offset).split('\n');
      items.push(lines.map((line, n) => (n === 0 ? sign : line && ' '.repeat(sign.length)) + line).join('\n'));
    });
    return items.join('\n');
  }

  private code(node: Node, pos: number): string {
    const longest = Math.max(2, ...(node.textContent.match(/`+/g) ?? []).map((run) => run.length));
    const fence = '`'.repeat(longest + 1);
    const offset = this.offsets.get(pos) ?? 0;
    const marks = this.marksUntil(offset + node.textContent.length);
    const refers = marks.map((number) => `[^${number}]`).join('');
    return `${fence}\n${node.textContent}\n${fence}${refers ? `\n\n${refers}` : ''}`;
  }

  private table(table: Node, pos: number): string {
    const rows: string[][] = [];
    table.forEach((row, rowOffset) => {
      const cells: string[] = [];
      row.forEach((cell, cellOffset) => {
        const parts: string[] = [];
        cell.forEach((child, offset) => {
          const at = pos + 1 + rowOffset + 1 + cellOffset + 1 + offset;
          parts.push(this.block(child, at).replace(/\\\n/g, '<br>').replace(/\n+/g, ' '));
        });
        // A bar parts cells even within a code span.
        cells.push(parts.join('<br>').replace(/(?<!\\)\|/g, '\\|'));
        for (let span = 1; span < (cell.attrs.colspan as number); span++) cells.push('');
      });
      rows.push(cells);
    });
    const columns = Math.max(1, ...rows.map((row) => row.length));
    const line = (row: readonly string[]) =>
      `| ${Array.from({ length: columns }, (_, i) => row[i] ?? '').join(' | ')} |`;
    const [first = [], ...rest] = rows;
    return [line(first), line(Array.from({ length: columns }, () => '---')), ...rest.map(line)].join('\n');
  }

  private line(node: Node, pos: number, after = ''): string {
    return this.inline(node, pos, after).replace(/\\?\n/g, ' ');
  }

  private inline(node: Node, pos: number, after = ''): string {
    const children: Node[] = [];
    let at = this.offsets.get(pos) ?? 0;
    const refer = () => {
      for (const number of this.marksUntil(at)) add(footnoteMark(number), []);
    };
    const add = (text: string, marks: readonly Node['marks'][number][]) => {
      if (text) children.push(commentSchema.text(text, markdownMarks(marks)));
    };
    node.forEach((child) => {
      if (!child.isText) {
        children.push(commentSchema.nodes.hard_break.create());
        at += child.nodeSize;
        refer();
        return;
      }
      let text = child.text ?? '';
      while (text) {
        const next = (this.marks[this.mark]?.at ?? Number.POSITIVE_INFINITY) - at;
        add(unreserved(text.slice(0, next)), child.marks);
        at += Math.min(next, text.length);
        text = text.slice(next);
        refer();
      }
    });
    add(after, []);
    return gfm(paragraph(children));
  }

  private marksUntil(at: number): number[] {
    const numbers: number[] = [];
    for (let mark = this.marks[this.mark]; mark && mark.at <= at; mark = this.marks[this.mark]) {
      numbers.push(...mark.numbers);
      this.mark++;
    }
    return numbers;
  }
}

function paragraph(children: Node[]): Node {
  const { doc, paragraph } = commentSchema.nodes;
  return doc.create(null, paragraph.create(null, Fragment.from(children)));
}

/** Puts a sign before every line. */
export function prefixed(markdown: string, sign: string): string {
  return markdown
    .split('\n')
    .map((line) => (line ? sign + line : sign.trimEnd()))
    .join('\n');
}
