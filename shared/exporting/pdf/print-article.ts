import type { Node } from 'prosemirror-model';
import { type Segment, segmentsOf } from '../../anchors/segments.ts';
import { isSafeLink } from '../../rich-text.ts';
import { allThreads, type ExportedBrief } from '../exported-brief.ts';
import { escaped } from '../html/escape.ts';
import { withMarks } from '../html/inline.ts';
import { pictureHtml } from '../html/picture-html.ts';
import { marksByEnd, offsetsByPosition } from '../reference-marks.ts';
import { type Han, hanOf } from './print-families.ts';

/** Where a link leads that stands for a marked stretch; no such host can exist (RFC 2606). */
export const MARK_ADDRESS = 'https://mark.briefmark.invalid/';

/** A passage of a thread: its number, and which of its passages, from 0. */
export interface PassageName {
  thread: number;
  passage: number;
}

/** A marked stretch of the printed page: the link with its index is replaced by what it stands for. */
export interface PrintedMark {
  passages: PassageName[];
  /** Where the words link to by themselves. */
  href?: string;
}

/** One block of the article's top level. */
export interface PrintedBlock {
  html: string;
  /** The threads whose first passage begins in it. */
  threads: number[];
}

export interface PrintedHeading {
  level: number;
  text: string;
}

/** The article as a page prints it: each marked stretch is a link, from whose place annotations are made later. */
export class PrintedArticle {
  readonly marks: PrintedMark[] = [];
  readonly headings: PrintedHeading[] = [];
  private readonly offsets: Map<number, number>;
  private readonly segments: Segment<PassageName>[];
  private readonly ends: { at: number; numbers: number[] }[];
  private segment = 0;
  private end = 0;
  private begun: number[] = [];
  private readonly seen = new Set<number>();

  /**
   * @param references whether a number stands behind each passage, for what is printed elsewhere
   * @param han the shapes that the page's Chinese characters have where nothing is said
   */
  constructor(
    private readonly exported: ExportedBrief,
    private readonly references: boolean,
    private readonly han: Han,
  ) {
    this.offsets = offsetsByPosition(exported.index);
    this.segments = segmentsOf(
      allThreads(exported).flatMap(({ number, passages }) =>
        passages.flatMap(({ range }, passage) => (range ? [{ ...range, id: { thread: number, passage } }] : [])),
      ),
    );
    this.ends = marksByEnd(exported);
  }

  blocks(): PrintedBlock[] {
    const blocks: PrintedBlock[] = [];
    this.exported.article.forEach((node, pos) => {
      this.begun = [];
      blocks.push({ html: this.block(node, pos), threads: this.begun });
    });
    return blocks;
  }

  /** Marks words that stand for a passage elsewhere, such as an orphan's old words in the appendix. */
  mark(html: string, mark: PrintedMark): string {
    this.marks.push(mark);
    return `<a class="m" href="${MARK_ADDRESS}${this.marks.length - 1}">${html}</a>`;
  }

  private block(node: Node, pos: number): string {
    const tag = tagOf(node);
    const close = tag.split(' ')[0];
    if (node.isTextblock) {
      const inner = this.text(node, this.offsets.get(pos) ?? 0);
      const shapes = hanAttribute(node.textContent, this.han);
      if (node.type.name === 'code_block') return `<pre><code${shapes}>${inner}</code></pre>`;
      return `<${tag}${this.headingId(node)} dir="auto"${shapes}>${inner}</${close}>`;
    }
    if (node.type.name === 'rule') return '<hr>';
    const alt = node.type.name === 'figure' ? (node.attrs.alt as string) : '';
    const image = this.exported.images.get(node.attrs.blob as string);
    let inner = image
      ? pictureHtml(image, alt)
      : alt
        ? `<p class="picture" dir="auto">Picture: ${escaped(alt)}</p>`
        : '';
    node.forEach((child, offset) => {
      inner += this.block(child, pos + 1 + offset);
    });
    return `<${tag}>${inner}</${close}>`;
  }

  private headingId(node: Node): string {
    if (node.type.name !== 'heading') return '';
    this.headings.push({ level: node.attrs.level as number, text: node.textContent });
    return ` id="h${this.headings.length - 1}"`;
  }

  private text(node: Node, offset: number): string {
    let html = '';
    let at = offset;
    node.forEach((child) => {
      const text = child.isText ? (child.text ?? '') : '\n';
      const start = at;
      const end = at + child.nodeSize;
      while (at < end) {
        const segment = this.segmentAt(at);
        const inside = segment !== undefined && segment.from <= at;
        const edge = Math.min(end, segment ? (inside ? segment.to : segment.from) : end, this.nextEnd(at));
        const piece = child.isText ? escaped(text.slice(at - start, edge - start)) : '<br>';
        html += inside && child.isText ? this.marked(piece, child, segment.ids) : withMarks(piece, child.marks);
        at = edge;
        html += this.referencesAt(at);
      }
    });
    return html;
  }

  private marked(html: string, { marks }: Node, passages: PassageName[]): string {
    for (const { thread } of passages) {
      if (this.seen.has(thread)) continue;
      this.seen.add(thread);
      this.begun.push(thread);
    }
    const link = marks.find(({ type }) => type.name === 'link')?.attrs.href as string | undefined;
    const href = link !== undefined && isSafeLink(link) ? link : undefined;
    const others = marks.filter(({ type }) => type.name !== 'link');
    const inner = withMarks(href === undefined ? html : `<span class="link">${html}</span>`, others);
    return this.mark(inner, { passages, ...(href === undefined ? {} : { href }) });
  }

  private segmentAt(at: number): Segment<PassageName> | undefined {
    while ((this.segments[this.segment]?.to ?? Number.POSITIVE_INFINITY) <= at) this.segment++;
    return this.segments[this.segment];
  }

  private nextEnd(at: number): number {
    while ((this.ends[this.end]?.at ?? Number.POSITIVE_INFINITY) <= at) this.end++;
    return this.ends[this.end]?.at ?? Number.POSITIVE_INFINITY;
  }

  private referencesAt(at: number): string {
    const { numbers } = this.ends[this.end] ?? {};
    if (!this.references || !numbers || this.ends[this.end]?.at !== at) return '';
    const references = numbers.map((number) => `<a href="#t${number}">${number}</a>`);
    // Two that end together would else read as one number.
    return `<sup class="ref">${references.join(', ')}</sup>`;
  }
}

/** Says which shapes a text's Chinese characters have, where those differ from the page's. */
export function hanAttribute(text: string, page: Han): string {
  const han = hanOf(text, page);
  return han === page ? '' : ` data-han="${han}"`;
}

const TAGS: Record<string, string> = {
  title: 'h1 class="title"',
  paragraph: 'p',
  bullet_list: 'ul',
  list_item: 'li',
  blockquote: 'blockquote',
  figure: 'figure',
  table: 'table',
  table_row: 'tr',
};

function tagOf(node: Node): string {
  const { name } = node.type;
  const tag = TAGS[name];
  if (tag) return tag;
  if (name === 'heading') return `h${Math.min(6, Math.max(2, (node.attrs.level as number) || 2))}`;
  if (name === 'ordered_list') return `ol start="${node.attrs.order as number}"`;
  if (name === 'table_cell' || name === 'table_header') {
    const { colspan, rowspan } = node.attrs as { colspan: number; rowspan: number };
    return `${name === 'table_header' ? 'th' : 'td'} colspan="${colspan}" rowspan="${rowspan}"`;
  }
  return `p class="${name}"`;
}
