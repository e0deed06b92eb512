import { Fragment, type Mark, type Node } from 'prosemirror-model';
import { pictureMarkdown } from './pictures.ts';
import { commentSchema } from './schema.ts';

const { nodes } = commentSchema;

/**
 * Writes a comment as Markdown that `fromMarkdown` reads back as the same comment.
 *
 * prosemirror-markdown's own writer loses text here and there ("&amp;" typed by hand comes back as "&", spaces at an
 * edge vanish, "a**.b**c" keeps its asterisks). People discuss file names, code and prices in comments, so every
 * character that Markdown would read is escaped, and a character that emphasis can't stand beside is written as its
 * number. Empty paragraphs at the outside are left out: Markdown has none.
 */
export function toMarkdown(doc: Node): string {
  return blocks(doc).join('\n').trim();
}

/** The lines of a node's children, parted by empty lines. */
function blocks(parent: Node): string[] {
  const lines: string[] = [];
  let before: Node | undefined;
  let alternate = false;
  parent.forEach((child) => {
    if (isEmptyParagraph(child) && parent.type !== nodes.list_item) return;
    // Two lists of one sort would become one, unless their signs differ.
    alternate = before?.type === child.type && !alternate;
    if (before) lines.push('');
    lines.push(...block(child, alternate));
    before = child;
  });
  return lines;
}

function isEmptyParagraph(node: Node): boolean {
  return node.type === nodes.paragraph && node.content.size === 0;
}

function block(node: Node, alternate: boolean): string[] {
  switch (node.type) {
    case nodes.blockquote:
      return blocks(node).map((line) => (line ? `> ${line}` : '>'));
    case nodes.bullet_list:
      return items(node, () => (alternate ? '* ' : '- '));
    case nodes.ordered_list:
      return items(node, (index) => `${(node.attrs.order as number) + index}${alternate ? ')' : '.'} `);
    case nodes.code_block: {
      const fence = '`'.repeat(Math.max(3, longestRun(node.textContent) + 1));
      return [fence, ...(node.textContent === '' ? [] : node.textContent.split('\n')), fence];
    }
    default:
      return inline(node).split('\n').map(escapeLineStart);
  }
}

function items(list: Node, sign: (index: number) => string): string[] {
  const lines: string[] = [];
  list.forEach((item, _, index) => {
    const start = sign(index);
    const indent = ' '.repeat(start.length);
    const own = blocks(item);
    // A first line that is empty ends the item for Markdown, so an item that begins so says its emptiness.
    const [first = '', ...rest] = own;
    lines.push(`${start}${first || (rest.length > 0 ? '&#32;' : '')}`.trimEnd());
    for (const line of rest) lines.push(line ? indent + line : '');
  });
  return lines;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** What would make a line a list, a quotation or a fence. */
function escapeLineStart(line: string): string {
  return line.replace(/^([-+>]|~~~)/, '\\$1').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

const DELIMITERS: Record<string, string> = { strong: '**', em: '_' };

/** A paragraph's text: its nodes one after another, with what opens and closes their marks between them. */
function inline(parent: Node): string {
  const children = withoutLastBreak(parent);
  let out = '';
  let open: Mark[] = [];
  for (const [index, child] of children.entries()) {
    const before = children[index - 1];
    const after = children[index + 1];
    const wanted = emphasis(child);
    const kept = sharedStart(open, wanted);
    for (const mark of open.slice(kept).reverse()) out += close(mark);
    for (const mark of wanted.slice(kept)) out += mark.type.name === 'link' ? '[' : DELIMITERS[mark.type.name];
    open = wanted;
    if (child.type === nodes.hard_break) out += '\\\n';
    else if (child.type === nodes.picture) out += pictureMarkdown(child.attrs);
    else if (child.marks.some((mark) => mark.type.name === 'code')) out += codeSpan(child.text ?? '');
    else out += text(child, before, after);
  }
  for (const mark of open.reverse()) out += close(mark);
  return out;
}

/** A line break at a paragraph's end is nothing in Markdown but a stray backslash. */
function withoutLastBreak(parent: Node): Node[] {
  const children: Node[] = [];
  parent.forEach((child) => {
    children.push(child);
  });
  while (children.at(-1)?.type === nodes.hard_break) children.pop();
  return children;
}

function emphasis(node: Node): Mark[] {
  return node.type === nodes.hard_break ? [] : node.marks.filter((mark) => mark.type.name !== 'code');
}

function sharedStart(a: readonly Mark[], b: readonly Mark[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count]?.eq(b[count] as Mark)) count++;
  return count;
}

function close(mark: Mark): string {
  if (mark.type.name !== 'link') return DELIMITERS[mark.type.name] as string;
  return `](<${(mark.attrs.href as string)
    .replace(/[\\<>]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/[\n\r]/g, '')}>)`;
}

function codeSpan(code: string): string {
  const fence = '`'.repeat(longestRun(code) + 1);
  const body = code.replace(/\n/g, ' ');
  // markdown-it takes a space away from each end, also from a span that is nothing but spaces.
  const padded = /^`|`$|^ .+ $/.test(body) ? ` ${body} ` : body;
  return fence + padded + fence;
}

/** A text node, escaped; its first and last characters as numbers where they would break what stands beside them. */
function text(node: Node, before: Node | undefined, after: Node | undefined): string {
  const characters = [...(node.text ?? '')];
  const last = characters.length - 1;
  return characters
    .map((character, index) => {
      const startsHere = index === 0 && breaksEdge(character, node, before);
      const endsHere = index === last && breaksEdge(character, node, after);
      if (startsHere || endsHere || /[\n\t]/.test(character)) return numbered(character);
      if (character === '&') return /[#\w]/.test(characters[index + 1] ?? ' ') ? '&amp;' : '&';
      return /[\\`*_[\]<]/.test(character) ? `\\${character}` : character;
    })
    .join('');
}

/**
 * Whether a character can't stand at the border with a neighbour as it is: white space is trimmed at the edge of a
 * line and forbidden within emphasis; and CommonMark sees emphasis begin or end only where its "flanking" rules hold,
 * which a number (it begins and ends as punctuation does) always satisfies on the outer side.
 */
function breaksEdge(character: string, node: Node, neighbour: Node | undefined): boolean {
  const white = /\s/u.test(character);
  if (!neighbour || neighbour.type === nodes.hard_break) return white;
  const own = emphasis(node);
  const others = emphasis(neighbour);
  if (own.length === others.length && sharedStart(own, others) === own.length) return false;
  // Where only a link begins or ends, its brackets mean the same whatever stands beside them.
  if ([...own, ...others].every((mark) => mark.type.name === 'link')) return false;
  if (/^[!-/:-@[-`{-~]$/.test(character)) return false;
  return white || isOuter(own, others);
}

/** Whether a delimiter's outer side faces this text: it lacks a mark that its neighbour has. */
function isOuter(own: readonly Mark[], others: readonly Mark[]): boolean {
  return others.some((mark) => !own.some((each) => each.eq(mark)));
}

function numbered(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** A comment of plain text, as somebody types it: a paragraph for each block of lines. */
export function commentOfText(plain: string): Node {
  const paragraphs = plain.split(/\n{2,}/).map((lines) => {
    const inlineNodes = lines
      .split('\n')
      .flatMap((line, index) => [
        ...(index > 0 ? [nodes.hard_break.create()] : []),
        ...(line ? [commentSchema.text(line)] : []),
      ]);
    return nodes.paragraph.create(null, Fragment.from(inlineNodes));
  });
  return nodes.doc.create(null, paragraphs);
}
