import type { BlockType } from '../../../../shared/article/block-types.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import {
  type Container,
  type ImportedBlock,
  type NodeJson,
  OBJECT,
  type SourceSpan,
} from '../../../../shared/importing/imported.ts';
import { plainLetters } from '../../../../shared/importing/letters.ts';
import { isBlank } from '../../../../shared/importing/white-space.ts';

type Mark = { type: string; attrs?: Record<string, unknown> };

/** What running text becomes at a place in a tree. */
export interface Flow {
  type: BlockType;
  level?: number;
  because: string;
  within: readonly Container[];
  marks: readonly Mark[];
  /** The address that its text leads to, whether or not the article keeps it. */
  href?: string;
  /** It stands in a cell of a table, which has no notes of its own. */
  inCell?: boolean;
  /** White space is text here. */
  pre?: boolean;
  leftOut?: string;
  /** All of it comes into one block, for what is left out as a whole. */
  whole?: boolean;
}

/** How much of a block leads elsewhere. */
export interface Linked {
  letters: number;
  addresses: Set<string>;
}

interface Open {
  flow: Flow;
  linked: Linked;
  inline: NodeJson[];
  spans: SourceSpan[];
  omitted: SourceSpan[];
  marks: { name: string; at: number }[];
}

const WORDLESS = 'The number of a note without words.';

const RANKS = Object.keys(articleSchema.marks);
/** Both are what browsers take for white space in a text; a no-break space is not. */
const GAP = /[ \t\n\r\f]+/g;

/**
 * Builds blocks and the source that they account for, from text that comes in reading order.
 *
 * White space between words is made plain; every other character comes into a block, and into the source.
 */
export class BlockBuilder {
  blocks: ImportedBlock[] = [];
  private readonly parts: string[] = [];
  private length = 0;
  private open: Open | undefined;
  /** Where marks stand: in which block, and how far into its text. */
  readonly marks = new Map<string, { block: ImportedBlock; at: number }>();
  /** Those blocks that have links. */
  readonly linked = new Map<ImportedBlock, Linked>();
  /** What the next block omits at its beginning. */
  private ahead: SourceSpan[] = [];
  /** Marks before the first word of the block that comes next. */
  private early: string[] = [];
  /** Pictures in the midst of a paragraph: they follow it. */
  private waiting: ImportedBlock[] = [];

  /** All text so far, with an object for each thing that is no text. */
  get source(): string {
    return this.parts.join('');
  }

  /** Adds text to the block that is open, or opens one. */
  text(data: string, flow: Flow): void {
    const blank = isBlank(data);
    if (blank && !this.open) return;
    if (this.open && !sameBlock(this.open.flow, flow)) this.flush();
    if (blank && !this.open) return;
    this.begin(flow);
    if (!this.open) return;
    const whole = data.toWellFormed();
    const span = this.take(whole);
    if (!blank) addSpan(this.open.spans, span);
    if (flow.href !== undefined) addLink(this.open.linked, data, flow.href);
    const { inline } = this.open;
    if (flow.pre) {
      append(inline, whole.replace(/\r\n?/g, '\n'), flow.marks);
      return;
    }
    let words = plainLetters(whole).replace(GAP, ' ');
    if (words.startsWith(' ') && endsInGap(inline)) words = words.slice(1);
    append(inline, words, flow.marks);
  }

  /** Text that its block's type says already, such as the arrow back from a footnote. */
  omit(data: string, flow: Flow): void {
    if (isBlank(data)) return;
    this.begin(flow);
    const span = this.take(data.toWellFormed());
    this.open?.spans.push(span);
    this.open?.omitted.push(span);
    this.take(' ');
  }

  /** Notes a place, by a name; `ending` where what ends here is before it rather than behind. */
  mark(name: string, ending: boolean): void {
    if (this.open) this.open.marks.push({ name, at: lengthOf(this.open.inline) });
    else if (!ending) this.early.push(name);
    else {
      const last = this.blocks.at(-1);
      if (last) this.marks.set(name, { block: last, at: last.text.length });
    }
  }

  private begin(flow: Flow): void {
    if (this.open) return;
    if (flow.type !== 'footnote') this.endNotes();
    const ahead = this.ahead;
    this.ahead = [];
    const marks = this.early.map((name) => ({ name, at: 0 }));
    this.early = [];
    this.open = {
      flow,
      linked: { letters: 0, addresses: new Set() },
      inline: [],
      spans: [...ahead],
      omitted: [...ahead],
      marks,
    };
  }

  /** Leaves out the number of a note that had no words. */
  endNotes(): void {
    if (this.ahead.length === 0) return;
    const { source } = this;
    const text = this.ahead.map(({ from, to }) => source.slice(from, to)).join(' ');
    this.blocks.push({ type: 'footnote', text, spans: this.ahead, leftOut: WORDLESS, because: WORDLESS });
    this.ahead = [];
  }

  /** A line break; a second one ends the paragraph. */
  lineBreak(flow: Flow): void {
    if (!this.open) return;
    const { inline } = this.open;
    if (flow.pre) {
      append(inline, '\n', flow.marks);
      return;
    }
    trimSpaces(inline);
    const last = inline.at(-1);
    // A line all in bold is a headline of its own, where pages know no other.
    if (!flow.whole && (last?.type === 'hard_break' || isBoldLine(inline))) this.flush();
    else if (last && last.type !== 'hard_break') inline.push({ type: 'hard_break' });
  }

  /** Ends the open block. */
  flush(): void {
    const { open, waiting } = this;
    this.open = undefined;
    this.waiting = [];
    if (open) this.finish(open);
    this.blocks.push(...waiting);
    this.take('\n');
  }

  /** Ends a paragraph of what goes into one block as a whole. */
  newLine(flow: Flow): void {
    if (flow.whole && this.open?.flow.whole && this.open.flow.leftOut === flow.leftOut) this.lineBreak(flow);
    else this.flush();
  }

  /** Adds something that is no text, such as a picture; in the midst of a paragraph it follows that. */
  object(block: Omit<ImportedBlock, 'spans'>): void {
    const span = this.take(OBJECT);
    const added = { ...block, spans: [span] };
    if (this.open) this.waiting.push(added);
    else this.blocks.push(added);
  }

  /** Adds a block that stands for no text, such as a rule. */
  empty(block: Omit<ImportedBlock, 'spans' | 'text'>): void {
    this.flush();
    this.blocks.push({ ...block, text: '', spans: [] });
  }

  /** Lets something be built apart: gives its blocks, which are none of this builder's yet. */
  apart(work: () => void): ImportedBlock[] {
    this.flush();
    const outer = this.blocks;
    this.blocks = [];
    work();
    this.flush();
    const inner = this.blocks;
    this.blocks = outer;
    return inner;
  }

  /** Lets something be built that follows the open block, which goes on afterwards. */
  beside(work: () => void): void {
    const { open, waiting, blocks } = this;
    this.open = undefined;
    this.waiting = [];
    this.blocks = [];
    work();
    this.flush();
    const inner = this.blocks;
    this.blocks = blocks;
    this.open = open;
    this.waiting = waiting;
    if (open) this.waiting.push(...inner);
    else this.blocks.push(...inner);
  }

  private take(data: string): SourceSpan {
    const from = this.length;
    this.parts.push(data);
    this.length += data.length;
    return { from, to: this.length };
  }

  private finish({ flow, linked, inline, spans, omitted, marks }: Open): void {
    const { type, level, because, leftOut, pre } = flow;
    const within = this.placeOf(flow);
    if (pre) trimLines(inline);
    else trimEnd(inline);
    if (spans.length === 0) return;
    if (inline.length === 0 && type === 'footnote') {
      // A note's number in an element of its own goes with the note.
      this.ahead = omitted;
      return;
    }
    const nodes = [nodeOf(type, level, inline)];
    const last = this.blocks.at(-1);
    if (last && type === 'list' && isSameItem(last, within, leftOut)) {
      const before = last.text.length + 1;
      last.nodes = [...(last.nodes ?? []), ...nodes];
      for (const { name, at } of marks) this.marks.set(name, { block: last, at: before + at });
      last.text = last.nodes.map(textIn).join('\n');
      for (const span of spans) addSpan(last.spans, span);
      return;
    }
    const block: ImportedBlock = {
      type,
      ...(type === 'heading' ? { level: level ?? 2 } : {}),
      text: nodes.map(textIn).join('\n'),
      nodes,
      ...(within.length > 0 ? { within: [...within] } : {}),
      spans,
      ...(omitted.length > 0 ? { marks: omitted } : {}),
      ...(leftOut ? { leftOut } : {}),
      because: leftOut ?? because,
    };
    for (const { name, at } of marks) this.marks.set(name, { block, at: Math.min(at, block.text.length) });
    if (linked.letters > 0) this.linked.set(block, linked);
    this.blocks.push(block);
  }

  /** A caption right behind a picture is that picture's. */
  private placeOf({ type, within, leftOut }: Flow): readonly Container[] {
    if ((type !== 'caption' && type !== 'credit') || leftOut !== undefined) return within;
    const last = this.blocks.at(-1);
    const isPicture = last?.leftOut === undefined && last?.within?.at(-1)?.kind === 'figure';
    return isPicture && within.at(-1)?.kind !== 'figure' ? (last?.within ?? within) : within;
  }
}

function isBoldLine(inline: readonly NodeJson[]): boolean {
  const texts = inline.filter(({ text }) => text?.trim());
  return texts.length > 0 && texts.every(({ marks }) => marks?.some(({ type }) => type === 'strong'));
}

function addLink(linked: Linked, data: string, href: string): void {
  linked.letters += data.replace(/\s/gu, '').length;
  linked.addresses.add(href);
}

function lengthOf(inline: readonly NodeJson[]): number {
  return inline.reduce((sum, { text }) => sum + (text?.length ?? 1), 0);
}

/** Whether a block is of the same list item as what comes, so that it is one of its paragraphs. */
function isSameItem(last: ImportedBlock, within: readonly Container[], leftOut: string | undefined): boolean {
  const inner = last.within?.at(-1);
  const item = within.at(-1);
  return (
    last.type === 'list' &&
    item?.kind === 'item' &&
    inner?.kind === 'item' &&
    inner.id === item.id &&
    last.leftOut === leftOut
  );
}

function sameBlock(a: Flow, b: Flow): boolean {
  return a.type === b.type && a.leftOut === b.leftOut && a.pre === b.pre && a.within === b.within;
}

function addSpan(spans: SourceSpan[], span: SourceSpan): void {
  const last = spans.at(-1);
  if (last && last.to === span.from) last.to = span.to;
  else spans.push(span);
}

function append(inline: NodeJson[], text: string, marks: readonly Mark[]): void {
  if (text === '') return;
  const sorted = sortedMarks(marks);
  const last = inline.at(-1);
  if (last?.type === 'text' && isSame(last.marks ?? NONE, sorted)) last.text += text;
  else inline.push({ type: 'text', text, ...(sorted.length > 0 ? { marks: [...sorted] } : {}) });
}

const NONE: readonly Mark[] = [];

function isSame(a: readonly Mark[], b: readonly Mark[]): boolean {
  return a.length === b.length && (a.length === 0 || JSON.stringify(a) === JSON.stringify(b));
}

/** Each mark once, in the schema's order. */
function sortedMarks(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length < 2) return marks;
  const unique = new Map(marks.map((mark) => [mark.type, mark]));
  return [...unique.values()].sort((a, b) => RANKS.indexOf(a.type) - RANKS.indexOf(b.type));
}

function endsInGap(inline: readonly NodeJson[]): boolean {
  const last = inline.at(-1);
  return last?.type !== 'text' || (last.text ?? '').endsWith(' ');
}

function trimSpaces(inline: NodeJson[]): void {
  for (let last = inline.at(-1); last?.type === 'text'; last = inline.at(-1)) {
    last.text = (last.text ?? '').replace(/ +$/, '');
    if (last.text !== '') return;
    inline.pop();
  }
}

function trimEnd(inline: NodeJson[]): void {
  trimSpaces(inline);
  while (inline.at(-1)?.type === 'hard_break') {
    inline.pop();
    trimSpaces(inline);
  }
}

/** Code keeps its white space, but for empty lines around it. */
function trimLines(inline: NodeJson[]): void {
  const [first] = inline;
  if (first?.text) first.text = first.text.replace(/^(?:[ \t]*\n)+/, '');
  const last = inline.at(-1);
  if (last?.text) last.text = last.text.replace(/\s+$/, '');
}

function nodeOf(type: BlockType, level: number | undefined, inline: NodeJson[]): NodeJson {
  const content = inline.filter((each) => each.type !== 'text' || each.text !== '');
  if (type === 'code') {
    const text = content.map((each) => each.text ?? '\n').join('');
    return { type: 'code_block', ...(text ? { content: [{ type: 'text', text }] } : {}) };
  }
  const name = type === 'list' || type === 'quote' || type === 'table' || type === 'figure' ? 'paragraph' : type;
  return {
    type: name,
    ...(type === 'heading' ? { attrs: { level: level ?? 2 } } : {}),
    ...(content.length > 0 ? { content } : {}),
  };
}

/** The text of a text block; what comes of it fits the schema, so it isn't made a node only to be read. */
function textIn({ content = [] }: NodeJson): string {
  return content.map(({ text }) => text ?? '\n').join('');
}
