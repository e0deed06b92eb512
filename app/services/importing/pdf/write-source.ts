import type { ImportedBlock, SourceSpan } from '../../../../shared/importing/imported.ts';
import { OBJECT } from '../../../../shared/importing/imported.ts';
import { Piece, type Verdict } from '../../../../shared/importing/piece.ts';
import { isTopic, pieceOfSpans } from '../../../../shared/importing/pieces.ts';
import { isBareName, isHeadLine, namesPeople, namesWriterOrDay } from '../../../../shared/importing/rules/byline.ts';
import { isContentsHeading, wordsOfHeading } from '../../../../shared/importing/rules/contents-line.ts';
import { CAPTION } from '../../../../shared/importing/rules/table-lines.ts';
import { endsAsSentence } from '../../../../shared/importing/wording.ts';
import { isDateLine } from '../../../../shared/importing/words/dates.ts';
import { contentsAmong } from './contents.ts';
import type { Element, FoundTable, Paragraph } from './flow.ts';
import { bodySize, isLineSetIn, isSetIn, isTyped } from './flow.ts';
import type { WrittenLine } from './note-places.ts';
import { isMarked } from './numbering.ts';
import { calledOutAmong, styleOf, textOf } from './paragraphs.ts';
import type { Picture } from './pictures.ts';
import type { Segment } from './rows.ts';

/** A document's text in the order of reading, and what its parts are by their looks alone. */
export interface Written {
  source: string;
  pieces: Piece[];
  /** The blocks of the pieces that are pictures or code. */
  made: ReadonlyMap<Piece, ImportedBlock>;
  lines: WrittenLine[];
  /** How many looks headings have, and the pieces that are headings by their looks. */
  ranks: number;
  headings: ReadonlySet<Piece>;
  /** The pieces all of whose letters are links. */
  linked: ReadonlySet<Piece>;
  /** Those that are set as the text is, with nothing that sets them apart. */
  plain: ReadonlySet<Piece>;
}

interface Found {
  elements: readonly Element[];
  /** Lines that open paragraphs are set in. */
  indents: boolean;
  edges: readonly { segment: Segment; reason: string }[];
  turned: readonly string[];
  repeated: readonly Picture[];
}

/** From this size on, against the body's, a line is a title or a heading. */
const LARGE = 1.1;
const SMALL = 0.94;
/** “Figure 3. What it shows”; of a figure that a sentence mentions, its verb follows. */
const NUMBERED_CAPTION = /^\p{Lu}\p{L}+\.?\s*\d{1,3}[.:]\s+\p{Lu}/u;
/** What is set in and smaller than this, against the body, is a note. */
const LEAST_QUOTATION = 0.85;
/** In letters of a typewriter. */
const MOST_INDENT = 60;
const MOST_HEADING_WORDS = 24;
/** In letters; a shorter line that is set in may be anything. */
const LEAST_LINE = 40;
const MOST_CAPTION_WORDS = 70;
const LEAST_PULL_QUOTE = 8;
/** Of all paragraphs no more than this share, or so many, are called out of the text. */
const PULL_QUOTES = 0.1;
const MOST_PULL_QUOTES = 2;
const CALLED_OUT: Verdict = { type: 'pullquote', because: 'A statement in larger letters than the text.' };
const QUOTED = /^[“"„«「].{40,}[”"“»」]$/u;
const NOTE = /^[¹²³⁰⁴-⁹*†‡]|^\d{1,3}[.)]?\s?\p{L}/u;

/** Writes everything that was found into one text, and makes a piece of each part. */
export function write(found: Found): Written {
  return new Writing(found).written();
}

class Writing {
  private readonly parts: string[] = [];
  private length = 0;
  private readonly pieces: Piece[] = [];
  private readonly made = new Map<Piece, ImportedBlock>();
  private readonly headings = new Set<Piece>();
  private readonly linked = new Set<Piece>();
  private readonly plain = new Set<Piece>();
  private readonly lines: WrittenLine[] = [];
  private readonly body: number;
  private readonly bodyIsBold: boolean;
  private readonly isTyped: boolean;
  private readonly words: ReadonlySet<string>;
  private readonly styles: string[];
  private readonly title: Paragraph | undefined;
  private readonly standfirst: Paragraph | undefined;
  /** What is set larger than the text is little of it. */
  private readonly hasPullQuotes: boolean;
  /** What stands alone on a line anywhere, as headings do. */
  private readonly alone: ReadonlySet<string>;
  private readonly contents: ReadonlySet<Paragraph>;
  private readonly calledOut: ReadonlySet<Paragraph>;

  constructor(private readonly found: Found) {
    const paragraphs = found.elements.filter((each): each is Paragraph => each.kind === 'paragraph');
    const segments = paragraphs.flatMap(({ lines }) => lines.map(({ segment }) => segment));
    this.body = bodySize(segments);
    this.bodyIsBold = segments.filter(({ bold }) => bold).length * 2 > segments.length;
    this.isTyped = isTyped(segments);
    this.words = new Set(segments.flatMap(({ text }) => text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []));
    this.title = titleAmong(paragraphs, this.body);
    const headings = paragraphs.filter((each) => each !== this.title && this.isHeading(each));
    this.standfirst = standfirstAmong(paragraphs, this.title, headings);
    this.calledOut = calledOutAmong(
      headings.filter((each) => each !== this.standfirst && each.size >= this.body * LARGE),
      paragraphs,
    );
    const large = paragraphs.filter(
      (each) =>
        each.size >= this.body * LARGE && each !== this.title && each !== this.standfirst && !headings.includes(each),
    );
    this.hasPullQuotes = large.length <= Math.max(MOST_PULL_QUOTES, paragraphs.length * PULL_QUOTES);
    this.alone = new Set(paragraphs.map((each) => wordsOfHeading(textOf(each))));
    this.contents = contentsAmong(found.elements, this.alone);
    const ranked = headings.filter(
      (each) =>
        each !== this.standfirst &&
        !saysWhoOrWhen(textOf(each)) &&
        !this.calledOut.has(each) &&
        !this.contents.has(each),
    );
    this.styles = [...new Set(ranked.map(styleOf))].sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a));
  }

  written(): Written {
    const { elements } = this.found;
    elements.forEach((element, at) => {
      if (element.kind === 'paragraph') this.paragraph(element, elements[at - 1], elements[at + 1]);
      else if (element.kind === 'table') this.table(element);
      else this.picture(element.picture);
    });
    for (const { segment, reason } of this.found.edges) this.leaveOut(segment.text, reason);
    for (const text of this.found.turned)
      this.leaveOut(text, 'Text that doesn’t stand upright, such as a stamp along the edge.');
    for (const picture of this.found.repeated)
      this.picture(picture, 'A picture that several pages repeat, such as the publisher’s mark.');
    const { parts, pieces, made, lines, headings, linked, plain } = this;
    return { source: parts.join(''), pieces, made, lines, headings, linked, plain, ranks: this.styles.length };
  }

  private add(text: string): SourceSpan {
    const from = this.length;
    this.parts.push(`${text}\n`);
    this.length += text.length + 1;
    return { from, to: from + text.length };
  }

  private line(segment: Segment, page: number, next: Segment | undefined): SourceSpan {
    const span = this.add(cutWord(segment.text, next?.text, this.words));
    this.lines.push({ segment, page, from: span.from });
    return span;
  }

  private paragraph(paragraph: Paragraph, before: Element | undefined, after: Element | undefined): void {
    if (this.isCode(paragraph)) {
      this.code(paragraph);
      return;
    }
    const { length } = this;
    const first = this.parts.length;
    const spans = paragraph.lines.map(({ segment, page }, at) =>
      this.line(segment, page, paragraph.lines[at + 1]?.segment),
    );
    const piece = pieceOfSpans(this.parts.slice(first).join(''), spans, length);
    const verdict = this.verdictOn(paragraph, piece, before, after);
    if (verdict) piece.verdict = verdict;
    if (verdict?.type === 'heading') this.headings.add(piece);
    if (paragraph.lines.every(({ segment }) => segment.linked)) this.linked.add(piece);
    if (this.isPlain(paragraph)) this.plain.add(piece);
    this.pieces.push(piece);
  }

  private isPlain({ size, bold, lines }: Paragraph): boolean {
    const isSame = Math.abs(size - this.body) < this.body * (1 - SMALL) && bold === this.bodyIsBold;
    return isSame && lines.every(({ segment }) => !segment.italic && /\p{Ll}|\p{Lo}/u.test(segment.text));
  }

  /** Lines in letters of a typewriter, among text that has others. */
  private isCode({ lines, size, bold }: Paragraph): boolean {
    if (this.isTyped || bold || size > this.body * LARGE || !lines.every(({ segment }) => segment.mono)) return false;
    return this.pieces.some((each) => !each.verdict && each.isBody);
  }

  /** Code keeps its lines, and how far they are set in. */
  private code({ lines }: Paragraph): void {
    const least = Math.min(...lines.map(({ inset }) => inset));
    const spans = lines.map(({ segment, page, inset }) => {
      const indent = Math.round((inset - least) / Math.max(1, (segment.x1 - segment.x0) / segment.text.length));
      const span = this.add(' '.repeat(Math.min(MOST_INDENT, indent)) + segment.text);
      this.lines.push({ segment, page, from: span.to - segment.text.length });
      return span;
    });
    const text = this.parts.slice(-lines.length).join('').trimEnd();
    const because = 'Set in letters of a typewriter.';
    const piece = new Piece(text, spans, true);
    piece.verdict = { type: 'code', because };
    this.pieces.push(piece);
    const nodes = [{ type: 'code_block', content: [{ type: 'text', text }] }];
    this.made.set(piece, { type: 'code', text, nodes, spans: [], because });
  }

  private verdictOn(
    paragraph: Paragraph,
    piece: Piece,
    before: Element | undefined,
    after: Element | undefined,
  ): Verdict | undefined {
    if (this.contents.has(paragraph)) return { type: 'paragraph', because: CONTENTS, leftOut: CONTENTS };
    if (paragraph === this.title) return { type: 'title', because: 'The first line in the largest letters.' };
    if (paragraph === this.standfirst)
      return { type: 'standfirst', because: 'Below the title, in letters that nothing else has.' };
    const isBesideTable = before?.kind === 'table' || after?.kind === 'table' || after?.kind === 'picture';
    const isNumbered = CAPTION.test(piece.text) && (isBesideTable || NUMBERED_CAPTION.test(piece.text));
    if (isNumbered && piece.weight <= MOST_CAPTION_WORDS)
      return { type: 'caption', because: 'Says what stands beside it, by its number.' };
    if (
      before?.kind === 'picture' &&
      piece.weight <= MOST_CAPTION_WORDS &&
      (CAPTION.test(piece.text) || paragraph.size < this.body * SMALL)
    )
      return { type: 'caption', because: 'Stands below a picture, and is set as captions are.' };
    // What a letter is about; whether it is one its other lines say.
    if (!this.title && isTopic(piece.text) && !this.isAmongText(piece)) return undefined;
    const isNote = NOTE.test(piece.text) && piece.weight > 2 && !isHeadLine(piece.text);
    if (paragraph.size < this.body * SMALL && isNote)
      return { type: 'footnote', because: 'In small letters, and begins with its number.' };
    if (before === this.title && this.title && namesPeople(piece.text))
      return { type: 'byline', because: 'Names people, below the headline.' };
    const isInHead = this.title && this.pieces.length > 0 && !this.isAmongText(piece);
    if (isInHead && (saysWhoOrWhen(piece.text) || isNameAboveDay(paragraph, after)))
      return { type: 'byline', because: 'Says who wrote it, or when.' };
    if (this.calledOut.has(paragraph) && this.isAmongText(piece)) return { ...CALLED_OUT };
    if (this.isHeading(paragraph) && piece.weight <= MOST_HEADING_WORDS && !QUOTED.test(piece.text)) {
      const level = Math.min(6, 2 + Math.max(0, this.styles.indexOf(styleOf(paragraph))));
      return {
        type: 'heading',
        level,
        because:
          paragraph.size >= this.body * LARGE
            ? 'In larger letters than the text.'
            : 'In bold letters, unlike the text.',
      };
    }
    // On a printed page what is set free is set larger; that tells, not its wording.
    const isCalledOut = this.hasPullQuotes && paragraph.size >= this.body * LARGE && piece.weight >= LEAST_PULL_QUOTE;
    if (isCalledOut && this.isAmongText(piece)) return { ...CALLED_OUT };
    return this.isQuotation(paragraph, before)
      ? { type: 'quote', because: 'Set in from the text around it.' }
      : undefined;
  }

  /** Running text stands before it, so it is no part of the head. */
  private isAmongText(piece: Piece): boolean {
    return this.pieces.some((each) => each !== piece && !each.verdict && each.isBody);
  }

  /** All its lines are set in, and it is no item of a list nor goes on with one. */
  private isQuotation(paragraph: Paragraph, before: Element | undefined): boolean {
    const isItem = (each: Element | undefined) =>
      each?.kind === 'paragraph' && isMarked(each.lines[0]?.segment.text ?? '');
    const isLine = isLineSetIn(paragraph) && endsAsSentence(textOf(paragraph)) && textOf(paragraph).length > LEAST_LINE;
    return (
      (isSetIn(paragraph) || (isLine && !this.found.indents)) &&
      !isItem(paragraph) &&
      !isItem(before) &&
      paragraph.size >= this.body * LEAST_QUOTATION
    );
  }

  private isHeading({ size, bold, lines }: Paragraph): boolean {
    const text = lines.map(({ segment }) => segment.text).join(' ');
    if (!/\p{L}/u.test(text) || text.length > 200) return false;
    if (size >= this.body * LARGE) return !(/[.!]["”»]?$/u.test(text) && text.length > 60);
    return bold && !this.bodyIsBold && size >= this.body * SMALL && lines.length <= 3 && !/[.:;,]$/u.test(text);
  }

  private table({ rows, page, repeated }: FoundTable): void {
    const isContents = this.isContents(rows);
    const texts: string[] = [];
    const spans = rows.map((row) => {
      const cells = row.map((cell) =>
        cell
          .map((segment, at) => cutWord(segment.text, cell[at + 1]?.text, this.words))
          .reduce(joined, '')
          .replace(/\t/gu, ' '),
      );
      const text = cells.join('\t');
      const span = this.add(text);
      let from = span.from;
      row.forEach((cell, at) => {
        const [segment] = cell;
        if (segment) this.lines.push({ segment, page, from });
        from += (cells[at]?.length ?? 0) + 1;
      });
      texts.push(text.trim());
      return trimmed(text, span);
    });
    const piece = new Piece(texts.join(' '), spans, true, 'table');
    piece.verdict = {
      type: 'table',
      because: 'Its lines stand in columns.',
      ...(isContents ? { leftOut: CONTENTS } : {}),
    };
    const above = this.pieces.at(-1);
    if (isContents && above?.verdict && isContentsHeading(above.text)) above.verdict.leftOut = CONTENTS;
    this.pieces.push(piece);
    for (const text of repeated) this.leaveOut(text, 'The head of a table, once more where it goes on.');
  }

  /** Each row ends with a page, and begins with what stands alone on a line further down. */
  private isContents(rows: FoundTable['rows']): boolean {
    const texts = rows.map((row) => row.map((cell) => cell.map(({ text }) => text).join(' ')).filter(Boolean));
    const lines = texts.filter((row) => /^(?:\d{1,4}|[ivxlc]{1,7})$/iu.test(row.at(-1) ?? '') && row.length >= 2);
    const found = lines.filter((row) => this.alone.has(wordsOfHeading(row.slice(0, -1).join(' '))));
    const goesOn = this.pieces.at(-1)?.verdict?.leftOut === CONTENTS;
    return (
      lines.length >= (goesOn ? 1 : LEAST_CONTENTS) && lines.length === texts.length && found.length * 2 > lines.length
    );
  }

  private picture({ image }: Picture, leftOut?: string): void {
    const piece = new Piece(OBJECT, [this.add(OBJECT)], true);
    const because = leftOut ?? 'A picture of the page.';
    piece.verdict = { type: 'figure', because, ...(leftOut ? { leftOut } : {}) };
    this.pieces.push(piece);
    this.made.set(piece, {
      type: 'figure',
      text: '',
      nodes: [{ type: 'figure', attrs: { blob: image.sha256, alt: '', width: image.width, height: image.height } }],
      spans: [],
      ...(leftOut ? { leftOut } : {}),
      because,
    });
  }

  private leaveOut(text: string, reason: string): void {
    const piece = new Piece(text, [this.add(text)], true);
    piece.verdict = { type: 'paragraph', because: reason, leftOut: reason };
    this.pieces.push(piece);
  }
}

/** “Agnes Thorvald in Brackwater”, right above the day. */
function isNameAboveDay(name: Paragraph, day: Element | undefined): boolean {
  return day?.kind === 'paragraph' && isDateLine(textOf(day)) && isBareName(textOf(name));
}

/** A line of an article's head that says who wrote it, where or when. */
function saysWhoOrWhen(text: string): boolean {
  return isHeadLine(text) || namesWriterOrDay(text);
}

/** What stands right below the title, in letters that no heading has. */
function standfirstAmong(
  paragraphs: readonly Paragraph[],
  title: Paragraph | undefined,
  headings: readonly Paragraph[],
): Paragraph | undefined {
  const [next, after] = title ? paragraphs.slice(paragraphs.indexOf(title) + 1) : [];
  if (next && after && isNameAboveDay(next, after)) return undefined;
  if (next && after && title && isBetween(title, next, after)) return next;
  if (!next || !headings.includes(next) || textOf(next).length < LEAST_STANDFIRST || namesPeople(textOf(next)))
    return undefined;
  if (namesWriterOrDay(textOf(next))) return undefined;
  return headings.some((each) => each !== next && styleOf(each) === styleOf(next)) ? undefined : next;
}

/** Between the title and who wrote it, smaller than the title by far, and no sentence. */
function isBetween(title: Paragraph, next: Paragraph, after: Paragraph): boolean {
  const text = textOf(next);
  if (text.length < LEAST_STANDFIRST || text.length > MOST_STANDFIRST || /[.:;]$/u.test(text)) return false;
  return (
    title.size > next.size * LARGER_TITLE &&
    !isHeadLine(text) &&
    !namesPeople(text) &&
    (isHeadLine(textOf(after)) || namesPeople(textOf(after)))
  );
}

const LARGER_TITLE = 1.25;
const MOST_STANDFIRST = 300;
/** In characters; a label or a heading is shorter. */
const LEAST_STANDFIRST = 25;
const LEAST_CONTENTS = 3;
const CONTENTS = 'A table of contents; it counts the pages of the file.';

/** Titles come on the first page, after a label or two. */
const FIRST = 8;

function titleAmong(paragraphs: readonly Paragraph[], body: number): Paragraph | undefined {
  const first = paragraphs.filter(({ lines }) => lines[0]?.page === 1).slice(0, FIRST);
  const largest = first.reduce<Paragraph | undefined>(
    (best, each) => (!best || each.size > best.size * 1.03 ? each : best),
    undefined,
  );
  return largest && largest.size >= body * 1.12 ? largest : undefined;
}

/**
 * A hyphen at a line's end at which a word goes on becomes a soft one, which joins: printed text is hyphenated by
 * rule. A compound whose hyphenated form stands elsewhere in the text keeps its own.
 */
function cutWord(text: string, next: string | undefined, words: ReadonlySet<string>): string {
  if (next === undefined) return text;
  const head = /(\p{L}+)[-\u2010]$/u.exec(text)?.[1];
  const tail = /^\p{Ll}+/u.exec(next)?.[0];
  if (!head || !tail) return text;
  const isCompound = words.has(`${head}-${tail}`.toLowerCase()) || /^(?:and|or|und|oder|bis|et|ou)$/u.test(tail);
  return isCompound ? text : `${text.slice(0, -1)}\u00ad`;
}

function joined(text: string, more: string): string {
  return text === '' ? more : text.endsWith('\u00ad') ? text + more : `${text} ${more}`;
}

/** A span without the white space around its text. */
function trimmed(text: string, { from }: SourceSpan): SourceSpan {
  return { from: from + (text.length - text.trimStart().length), to: from + text.trimEnd().length };
}
