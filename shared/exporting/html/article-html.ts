import type { Node } from 'prosemirror-model';
import { type Segment, segmentsOf } from '../../anchors/segments.ts';
import { allThreads, type ExportedBrief, type ExportedThread } from '../exported-brief.ts';
import type { ExportedImages } from '../pictures.ts';
import { marksByEnd, offsetsByPosition } from '../reference-marks.ts';
import { escaped } from './escape.ts';
import { withMarks } from './inline.ts';
import { pictureHtml } from './picture-html.ts';

/** A passage of more characters than this is underlined only. */
const LONG = 600;

/** One block of the article's top level, and the threads that begin in it. */
export interface ArticleBlock {
  html: string;
  threads: ExportedThread[];
}

/** The article as HTML, a piece a block, with its passages marked and a link behind each to its thread. */
export function articleHtml(exported: ExportedBrief): ArticleBlock[] {
  const writer = new ArticleWriter(exported);
  const blocks: ArticleBlock[] = [];
  exported.article.forEach((node, pos) => {
    blocks.push({ html: writer.block(node, pos), threads: [] });
  });
  const starts: number[] = [];
  exported.article.forEach((_, pos) => {
    starts.push(pos);
  });
  let at = 0;
  for (const thread of exported.threads) {
    const from = thread.passages.find(({ range }) => range)?.range?.from ?? 0;
    const pos = exported.index.posAt(from);
    while (at + 1 < starts.length && (starts[at + 1] as number) <= pos) at++;
    blocks[at]?.threads.push(thread);
  }
  return blocks;
}

class ArticleWriter {
  private readonly offsets: Map<number, number>;
  private readonly segments: Segment<ExportedThread>[];
  private readonly marks: { at: number; numbers: number[] }[];
  private readonly seen = new Set<number>();
  private readonly images: ExportedImages;
  private segment = 0;
  private mark = 0;

  constructor(exported: ExportedBrief) {
    this.images = exported.images;
    this.offsets = offsetsByPosition(exported.index);
    const highlights = allThreads(exported).flatMap((thread) =>
      thread.passages.flatMap(({ range }) => (range ? [{ ...range, id: thread }] : [])),
    );
    this.segments = segmentsOf(highlights);
    this.marks = marksByEnd(exported);
  }

  block(node: Node, pos: number): string {
    const tag = this.tag(node);
    if (node.isTextblock) {
      const inner = this.text(node, this.offsets.get(pos) ?? 0);
      return node.type.name === 'code_block'
        ? `<pre tabindex="0"><code>${inner}</code></pre>`
        : `<${tag} dir="auto">${inner}</${tag.split(' ')[0]}>`;
    }
    if (node.type.name === 'rule') return '<hr>';
    let inner = node.type.name === 'figure' ? this.picture(node) : '';
    node.forEach((child, offset) => {
      inner += this.block(child, pos + 1 + offset);
    });
    const html = `<${tag}>${inner}</${tag.split(' ')[0]}>`;
    return node.type.name === 'table'
      ? `<div class="table" tabindex="0" role="group" aria-label="Table">${html}</div>`
      : html;
  }

  private picture({ attrs }: Node): string {
    const alt = attrs.alt as string;
    const image = this.images.get(attrs.blob as string);
    if (image) return pictureHtml(image, alt);
    return alt ? `<p class="picture" dir="auto"><span class="picture-label">Picture</span> ${escaped(alt)}</p>` : '';
  }

  private tag(node: Node): string {
    const { name } = node.type;
    switch (name) {
      case 'title':
        return 'h1';
      case 'heading':
        return `h${Math.min(6, Math.max(2, node.attrs.level as number))}`;
      case 'bullet_list':
        return 'ul';
      case 'ordered_list':
        return `ol${node.attrs.order === 1 ? '' : ` start="${node.attrs.order}"`}`;
      case 'list_item':
        return 'li';
      case 'blockquote':
        return 'blockquote';
      case 'figure':
        return 'figure';
      case 'table':
        return 'table';
      case 'table_row':
        return 'tr';
      case 'table_cell':
      case 'table_header': {
        const { colspan, rowspan } = node.attrs as { colspan: number; rowspan: number };
        const tag = name === 'table_header' ? 'th' : 'td';
        return `${tag}${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
      }
      case 'paragraph':
        return 'p';
      default:
        return `p class="${name}"`;
    }
  }

  private text(node: Node, offset: number): string {
    let html = '';
    let at = offset;
    node.forEach((child) => {
      const text = child.isText ? (child.text ?? '') : '\n';
      const end = at + (child.isText ? text.length : child.nodeSize);
      while (at < end) {
        const segment = this.segmentAt(at);
        const inside = segment !== undefined && segment.from <= at;
        const edge = Math.min(end, segment ? (inside ? segment.to : segment.from) : end, this.nextMark(at));
        const piece = child.isText ? escaped(text.slice(at - end + text.length, edge - end + text.length)) : '<br>';
        html += withMarks(inside ? highlighted(piece, segment.ids) : piece, child.marks);
        at = edge;
        html += this.referencesAt(at);
      }
    });
    return html;
  }

  private segmentAt(at: number): Segment<ExportedThread> | undefined {
    while ((this.segments[this.segment]?.to ?? Number.POSITIVE_INFINITY) <= at) this.segment++;
    return this.segments[this.segment];
  }

  private nextMark(at: number): number {
    while ((this.marks[this.mark]?.at ?? Number.POSITIVE_INFINITY) <= at) this.mark++;
    return this.marks[this.mark]?.at ?? Number.POSITIVE_INFINITY;
  }

  private referencesAt(at: number): string {
    const mark = this.marks[this.mark];
    if (mark?.at !== at) return '';
    this.mark++;
    return mark.numbers.map((number) => this.reference(number)).join('');
  }

  private reference(number: number): string {
    const id = this.seen.has(number) ? '' : ` id="p${number}"`;
    this.seen.add(number);
    return `<sup class="ref"><a${id} href="#t${number}" aria-label="Thread ${number}">${number}</a></sup>`;
  }
}

/** The look of the shortest annotation that covers a stretch: a note within a long one would else not be seen. */
function highlighted(html: string, threads: readonly ExportedThread[]): string {
  const size = ({ passages }: ExportedThread) =>
    passages.reduce((sum, { range }) => sum + (range ? range.to - range.from : 0), 0);
  const shown = threads.reduce((a, b) => (size(b) <= size(a) ? b : a));
  const resolved = threads.every(({ status }) => status.state === 'resolved') ? ' resolved' : '';
  // A tint over half a page would drown the shorter ones in it.
  const long = size(shown) > LONG ? ' long' : '';
  return `<mark class="k-${shown.kind.kind}${resolved}${long}">${html}</mark>`;
}
