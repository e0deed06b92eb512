import type { BlockType } from '../../../../shared/article/block-types.ts';
import type { Container, ImportedBlock } from '../../../../shared/importing/imported.ts';
import { nodesAs, nodesOf } from '../../../../shared/importing/rich.ts';
import { CAPTION } from '../../../../shared/importing/rules/table-lines.ts';
import { endsAsSentence } from '../../../../shared/importing/wording.ts';
import { CONTENTS, type Look } from './look.ts';

/*
 * Many documents are written without styles: their title is the largest line, their headings are bold, a quotation is
 * set in. Where a style says what a paragraph is, that counts; where none does, its look tells.
 */

/** The title comes after a label or two. */
const HEAD_BLOCKS = 6;
const LONGEST_TITLE = 200;
const LONGEST_HEADING = 120;
/** Larger than the text by this. */
const TITLE_SIZE = 1.15;
const HEADING_SIZE = 1.08;
/** In points: what is set in by so much more than the rest is set apart. */
const SET_IN = 14;
const LEAST_QUOTE = 40;
/** More headings than this share of all paragraphs are a document in bold. */
const MOST_HEADINGS = 0.5;

/** Gives blocks that are mere paragraphs the type that their look tells; changes those blocks. */
export function typeByLook(blocks: readonly ImportedBlock[], looks: ReadonlyMap<number, Look>): void {
  new ByLook(blocks, looks).apply();
}

/** Makes a block one of another type, its marks and links as far as that type can have them. */
export function retype(block: ImportedBlock, type: BlockType, because: string, level = 2): void {
  block.type = type;
  block.because = because;
  delete block.level;
  if (type === 'heading') block.level = level;
  if (block.nodes) block.nodes = nodesAs(type, level, nodesOf(block));
}

/** A number that no container of these blocks has. */
export function freeContainerId(blocks: readonly ImportedBlock[]): number {
  return blocks.reduce((most, { within = [] }) => within.reduce((own, { id }) => Math.max(own, id), most), 0) + 1;
}

class ByLook {
  private readonly size: number;
  private readonly left: number;
  private readonly isBold: boolean;
  private readonly isItalic: boolean;

  constructor(
    private readonly blocks: readonly ImportedBlock[],
    private readonly looks: ReadonlyMap<number, Look>,
  ) {
    const running = blocks.flatMap((block, at) => {
      const look = looks.get(at);
      return look && block.type === 'paragraph' && !block.within ? [{ look, letters: block.text.length }] : [];
    });
    const all = running.reduce((sum, { letters }) => sum + letters, 0);
    const share = (is: (look: Look) => boolean) =>
      running.reduce((sum, { look, letters }) => sum + (is(look) ? letters : 0), 0) > all / 2;
    this.size = mostOf(running.map(({ look, letters }) => [look.size ?? 0, letters]));
    this.left = mostOf(running.map(({ look, letters }) => [look.left, letters]));
    this.isBold = share(({ bold }) => bold);
    this.isItalic = share(({ italic }) => italic);
  }

  apply(): void {
    for (const [at, look] of this.looks) {
      const block = this.blocks[at];
      if (block && look.inContents) block.leftOut = CONTENTS;
    }
    this.title();
    this.outline();
    this.standfirst();
    this.headings();
    this.quotes();
  }

  private isKept(at: number, ...types: BlockType[]): boolean {
    const block = this.blocks[at];
    return block !== undefined && !block.leftOut && types.includes(block.type);
  }

  private lookAt(at: number): Look | undefined {
    return this.looks.get(at);
  }

  private get titleAt(): number {
    return this.blocks.findIndex((_, at) => this.isKept(at, 'title'));
  }

  /** The largest line near the beginning, or the first one where it is bold and in the middle. */
  private title(): void {
    const styled = this.titleAt;
    const head = [...this.blocks.keys()].filter((at) => !this.blocks[at]?.leftOut).slice(0, HEAD_BLOCKS);
    const lines = (styled < 0 ? head : head.filter((at) => at < styled)).filter((at) => {
      const block = this.blocks[at] as ImportedBlock;
      return (
        this.isKept(at, 'paragraph', 'heading') &&
        !block.within &&
        block.text.length <= LONGEST_TITLE &&
        !endsAsSentence(block.text.replace(/\?$/u, ''))
      );
    });
    const sizeAt = (at: number) => this.lookAt(at)?.size ?? 0;
    const largest = lines.reduce((best, at) => (best < 0 || sizeAt(at) > sizeAt(best) ? at : best), -1);
    const isLarge = largest >= 0 && this.size > 0 && sizeAt(largest) >= this.size * TITLE_SIZE;
    if (isLarge && styled >= 0 && sizeAt(largest) <= sizeAt(styled)) return;
    const [first = -1] = lines;
    const look = this.lookAt(first);
    const isSetAsTitle = styled < 0 && first === head[0] && look?.bold && look.centred && !this.isBold;
    const at = isLarge ? largest : isSetAsTitle ? first : -1;
    if (at < 0) return;
    const wasHeading = this.isKept(at, 'heading');
    retype(this.blocks[at] as ImportedBlock, 'title', 'The first line in the largest letters.');
    if (styled >= 0) retype(this.blocks[styled] as ImportedBlock, 'heading', 'Set as a heading.', 1);
    if (styled >= 0 || wasHeading) this.lowerHeadings();
  }

  /** Below a title the first headings are of the second level. */
  private lowerHeadings(): void {
    const headings = this.blocks.filter((_, at) => this.isKept(at, 'heading'));
    if (!headings.some(({ level }) => level === 1)) return;
    for (const block of headings) retype(block, 'heading', block.because, Math.min(6, (block.level ?? 1) + 1));
  }

  /** A style of somebody's own may stand in the outline as headings do. */
  private outline(): void {
    const below = this.titleAt < 0 ? 1 : 2;
    this.blocks.forEach((block, at) => {
      const rank = this.lookAt(at)?.outline;
      if (rank === undefined || rank > 5 || !this.isKept(at, 'paragraph') || block.within) return;
      retype(block, 'heading', 'Stands in the document’s outline.', Math.min(6, rank + below));
    });
  }

  private headings(): void {
    const title = this.titleAt;
    const isHeading = (_: ImportedBlock, at: number) => this.isKept(at, 'heading');
    if (this.blocks.some(isHeading)) return;
    const paragraphs = this.blocks.filter((block, at) => this.isKept(at, 'paragraph') && !block.within);
    const found = [...this.blocks.keys()].filter((at) => at > title && this.isSetAsHeading(at));
    // What no text follows heads nothing.
    const heading = found.filter((at, index) => found[index + 1] !== at + 1 || found[index + 2] !== at + 2);
    if (heading.length === 0 || heading.length > paragraphs.length * MOST_HEADINGS) return;
    const rankOf = (at: number) => {
      const look = this.lookAt(at) as Look;
      return (look.size ?? 0) * 10 + (look.bold ? 1 : 0);
    };
    const ranks = [...new Set(heading.map(rankOf))].sort((a, b) => b - a);
    for (const at of heading) {
      const level = Math.min(6, 2 + ranks.indexOf(rankOf(at)));
      const block = this.blocks[at] as ImportedBlock;
      retype(block, 'heading', 'In larger or bolder letters than the text.', level);
      if (block.nodes) for (const node of block.nodes) for (const child of node.content ?? []) withoutBold(child);
    }
  }

  private isSetAsHeading(at: number): boolean {
    const block = this.blocks[at] as ImportedBlock;
    const look = this.lookAt(at);
    if (!look || !this.isKept(at, 'paragraph') || block.within || block.text.length > LONGEST_HEADING) return false;
    if (!/\p{L}/u.test(block.text) || /[.:;,،؛。：；]$/u.test(block.text) || CAPTION.test(block.text)) return false;
    if (!this.blocks.some((_, next) => next > at && this.isKept(next, 'paragraph', 'list', 'table'))) return false;
    const isLarge = this.size > 0 && (look.size ?? 0) >= this.size * HEADING_SIZE;
    return isLarge || (look.bold && !this.isBold && (look.size ?? this.size) >= this.size * 0.95);
  }

  /** What sums the text up, below its title in letters of its own. */
  private standfirst(): void {
    const at = this.titleAt + 1;
    const look = this.lookAt(at);
    if (at === 0 || !look || !this.isKept(at, 'paragraph') || this.blocks[at]?.within) return;
    const isLarger = this.size > 0 && (look.size ?? 0) >= this.size * HEADING_SIZE;
    const isApart = (look.italic && !this.isItalic) || (look.bold && !this.isBold);
    // A heading has its like further down.
    const isAlike = (other: Look | undefined) => other?.size === look.size && other?.bold === look.bold;
    const isOneOfMany = [...this.looks].some(
      ([other, its]) => other > at && isAlike(its) && (this.isKept(other, 'heading') || this.isSetAsHeading(other)),
    );
    if ((isLarger || isApart) && !isOneOfMany)
      retype(this.blocks[at] as ImportedBlock, 'standfirst', 'Below the title, in letters of its own.');
  }

  /** A quotation is set in from both sides, or from one and leaning, between quotation marks or alone among the rest. */
  private quotes(): void {
    let id = freeContainerId(this.blocks);
    const title = this.titleAt;
    this.blocks.forEach((block, at) => {
      const look = this.lookAt(at);
      if (!look || at <= title || !this.isKept(at, 'paragraph') || block.within || look.centred) return;
      if (block.text.length < LEAST_QUOTE || look.left < this.left + SET_IN) return;
      const isLeaning = look.italic && !this.isItalic;
      const isAlone = [at - 1, at + 1].every((beside) => this.isAtEdge(beside));
      if (!(look.right >= SET_IN || isLeaning || isAlone || /^[“"„«»「『‹]/u.test(block.text))) return;
      retype(block, 'quote', 'Set in from the text around it.');
      const quote: Container = { kind: 'quote', id: id++ };
      block.within = [quote];
    });
  }

  private isAtEdge(at: number): boolean {
    const look = this.lookAt(at);
    return (
      look !== undefined && this.isKept(at, 'paragraph', 'heading') && Math.abs(look.left - this.left) < SET_IN / 2
    );
  }
}

function withoutBold(node: { marks?: { type: string }[] }): void {
  if (node.marks) node.marks = node.marks.filter(({ type }) => type !== 'strong');
}

/** The value with the most weight. */
function mostOf(values: readonly (readonly [number, number])[]): number {
  const weights = new Map<number, number>();
  for (const [value, weight] of values) weights.set(value, (weights.get(value) ?? 0) + weight);
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
