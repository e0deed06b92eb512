import type { Node } from 'prosemirror-model';
import { commentSchema } from '../../../shared/comments/schema.ts';
import { toMarkdown } from '../../../shared/comments/to-markdown.ts';
import { isOurLine } from '../../../shared/exporting/docx/comment-words.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { isSafeLink } from '../../../shared/rich-text.ts';
import type { ReviewedComment } from './reviewed-file.ts';
import { type Attributes, CHARACTER_OF, walkWord } from './walk-word.ts';
import { wallClockOf } from './wall-clock.ts';

/** Three times what the largest brief has; a file with more is meant to do harm. */
const MAX_COMMENTS = 50_000;

/** A comment, and the id of its last paragraph, by which Word's other parts name it. */
export interface ReadComment extends Omit<ReviewedComment, 'durableId' | 'parent' | 'done' | 'range'> {
  paraId?: string;
}

/** Reads word/comments.xml. */
export function readComments(xml: string, file: string, links: ReadonlyMap<string, string>): ReadComment[] {
  const reading = new Reading(file, links);
  walkWord(xml, file, reading);
  return reading.all;
}

interface Run {
  text: string;
  bold: boolean;
  italic: boolean;
  code: boolean;
  href?: string;
}

interface Paragraph {
  runs: Run[];
  listed: boolean;
}

class Reading {
  readonly all: ReadComment[] = [];
  private comment: { attributes: Attributes; paragraphs: Paragraph[]; paraId?: string } | undefined;
  private look: Omit<Run, 'text'> = plain();
  private inRunProperties = false;
  private inText = false;
  private href: string | undefined;

  constructor(
    private readonly file: string,
    private readonly links: ReadonlyMap<string, string>,
  ) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'comment') {
      if (this.all.length >= MAX_COMMENTS) {
        throw new Refusal(
          'too-many-comments',
          `“${this.file}” holds more than ${MAX_COMMENTS} comments, more than any review has. Nothing was read of it. Ask its sender for a new copy.`,
        );
      }
      this.comment = { attributes, paragraphs: [] };
    }
    const { comment } = this;
    if (!comment) return;
    switch (name) {
      case 'p':
        comment.paragraphs.push({ runs: [], listed: false });
        if (attributes.paraId) comment.paraId = attributes.paraId.toUpperCase();
        break;
      case 'numPr': {
        const paragraph = comment.paragraphs.at(-1);
        if (paragraph) paragraph.listed = true;
        break;
      }
      case 'hyperlink':
        this.href = attributes.id === undefined ? undefined : this.links.get(attributes.id);
        break;
      case 'r':
        this.look = plain();
        break;
      case 'rPr':
        this.inRunProperties = true;
        break;
      case 't':
        this.inText = true;
        break;
      default: {
        const character = CHARACTER_OF.get(name);
        if (character !== undefined) this.say(character);
        else if (this.inRunProperties) this.property(name, attributes.val);
      }
    }
  }

  text(piece: string): void {
    if (this.inText) this.say(piece);
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    if (name === 'rPr') this.inRunProperties = false;
    if (name === 'hyperlink') this.href = undefined;
    if (name !== 'comment' || !this.comment) return;
    const { attributes, paragraphs, paraId } = this.comment;
    this.comment = undefined;
    this.all.push({
      id: attributes.id ?? '',
      author: (attributes.author ?? '').trim(),
      ...wallClockOf(attributes.date),
      ...(paraId ? { paraId } : {}),
      lines: paragraphs.map(wordsOf),
      body: toMarkdown(docOf(paragraphs)).trim(),
    });
  }

  private property(name: string, value: string | undefined): void {
    const on = value !== '0' && value !== 'false' && value !== 'none';
    if (name === 'b') this.look.bold = on;
    if (name === 'i') this.look.italic = on;
    if (name === 'rStyle' && value === 'CodeInText') this.look.code = true;
  }

  private say(text: string): void {
    const { href } = this;
    this.comment?.paragraphs.at(-1)?.runs.push({ ...this.look, text, ...(href === undefined ? {} : { href }) });
  }
}

function plain(): Omit<Run, 'text'> {
  return { bold: false, italic: false, code: false };
}

function wordsOf({ runs }: Paragraph): string {
  return runs.map(({ text }) => text).join('');
}

/** What was said, as a comment of ours; the lines that an export adds are no part of it. */
function docOf(paragraphs: readonly Paragraph[]): Node {
  const said = paragraphs.filter((paragraph) => !isOurLine(wordsOf(paragraph)));
  const { nodes } = commentSchema;
  const blocks: Node[] = [];
  for (let i = 0; i < said.length; ) {
    const from = i;
    while (said[i]?.listed) i++;
    if (i > from) {
      const items = said.slice(from, i).map((each) => nodes.list_item.create(null, paragraphNode(each)));
      blocks.push(nodes.bullet_list.create(null, items));
    } else {
      blocks.push(paragraphNode(said[i++] as Paragraph));
    }
  }
  return nodes.doc.create(null, blocks.length > 0 ? blocks : nodes.paragraph.create());
}

function paragraphNode({ runs }: Paragraph): Node {
  const { nodes, marks } = commentSchema;
  const children = runs.flatMap(({ text, bold, italic, code, href }) => {
    const all = [
      ...(href && isSafeLink(href) ? [marks.link.create({ href })] : []),
      ...(bold && !code ? [marks.strong.create()] : []),
      ...(italic && !code ? [marks.em.create()] : []),
      ...(code ? [marks.code.create()] : []),
    ];
    return text
      .toWellFormed()
      .split('\n')
      .flatMap((line, at) => [
        ...(at > 0 ? [nodes.hard_break.create()] : []),
        ...(line ? [commentSchema.text(line, all)] : []),
      ]);
  });
  return nodes.paragraph.create(null, children);
}
