import type { Node } from 'prosemirror-model';
import type { MarkedText } from './marked-text.ts';
import { type Media, PAGE_WIDTH } from './media.ts';
import { INDENT, type Numbering } from './numbering.ts';
import type { Relationships } from './relationships.ts';
import { isRightToLeft, type ParagraphLook, paragraph, run } from './runs.ts';
import { table } from './table.ts';

/** The style of each kind of text block that isn't a plain paragraph. */
const STYLES: Record<string, string> = {
  title: 'Title',
  standfirst: 'Subtitle',
  byline: 'Byline',
  caption: 'Caption',
  credit: 'Credit',
  pullquote: 'IntenseQuote',
  code_block: 'Code',
  footnote: 'FootnoteText',
};

/** Where a block stands. */
interface Within {
  style?: string;
  list?: ParagraphLook['list'];
  depth: number;
}

export interface ArticleBodyOptions {
  text: MarkedText;
  numbering: Numbering;
  media: Media;
  relationships: Relationships;
  rtl: boolean;
  /** Put before and behind the runs of the title. */
  aroundTitle: { before: string; after: string };
}

/** The article as paragraphs and tables. */
export class ArticleBody {
  private titled = false;

  constructor(private readonly options: ArticleBodyOptions) {}

  /** Whether the article has a title block, to which what is said on the whole brief was tied. */
  get hasTitle(): boolean {
    return this.titled;
  }

  blocks(parent: Node, within: Within = { depth: 0 }): string {
    let xml = '';
    parent.forEach((node) => {
      xml += this.block(node, within);
    });
    return xml;
  }

  private block(node: Node, within: Within): string {
    if (node.isTextblock) return this.textBlock(node, within);
    switch (node.type.name) {
      case 'bullet_list':
      case 'ordered_list':
        return this.list(node, within);
      case 'blockquote':
        return this.blocks(node, { ...without(within), style: 'Quote' });
      case 'table':
        return table(node, this.options.rtl, (cell) => this.blocks(cell, { depth: 0 }));
      case 'figure': {
        const { alt, blob } = node.attrs as { alt: string; blob: string };
        const { media, relationships } = this.options;
        const words = run(alt ? `[Picture: ${alt}]` : '[Picture]');
        return (
          paragraph(media.run(blob, alt, relationships, PAGE_WIDTH) ?? words, { style: 'Figure', keepNext: true }) +
          this.blocks(node, { depth: 0 })
        );
      }
      case 'rule':
        return paragraph('', { style: 'Rule' });
      default:
        return this.blocks(node, without(within));
    }
  }

  private textBlock(node: Node, { style, list, depth }: Within): string {
    const { name } = node.type;
    const heading = name === 'heading' ? `Heading${Math.min(6, Math.max(1, node.attrs.level as number))}` : undefined;
    const own = heading ?? STYLES[name] ?? style ?? (depth > 0 ? 'ListParagraph' : undefined);
    const indent = depth > 0 && !list ? INDENT * depth : undefined;
    let runs = this.options.text.next(node);
    if (name === 'title' && !this.titled) {
      this.titled = true;
      runs = this.options.aroundTitle.before + runs + this.options.aroundTitle.after;
    }
    const rtl = isRightToLeft(node.textContent, this.options.rtl) || undefined;
    return paragraph(runs, { style: own, list, indent, rtl });
  }

  private list(node: Node, { depth }: Within): string {
    const { numbering } = this.options;
    const level = Math.min(8, depth);
    const bullets = node.type.name === 'bullet_list';
    const number = bullets ? numbering.bullets : numbering.ordered(node.attrs.order as number, level);
    let xml = '';
    node.forEach((item) => {
      item.forEach((child, _, index) => {
        xml += this.block(child, { depth: depth + 1, ...(index === 0 ? { list: { number, level } } : {}) });
      });
    });
    return xml;
  }
}

function without({ depth }: Within): Within {
  return { depth };
}
