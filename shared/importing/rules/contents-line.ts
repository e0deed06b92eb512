import type { Piece } from '../piece.ts';
import { leaveOut, type Rule } from './rule.ts';

const REASON = 'A line of the table of contents; it counts the pages of the file.';
/** "2.1 Naming . . . . . . . 12", and several of these in one. */
const LEADERS = /(?:\s?[.·…_]){5,}\s*(?:\d{1,4}|[ivxlc]{1,7})(?=\s|$)/giu;
const ENDS_IN_NUMBER = /(?:\s?[.·…_]){5,}\s*(?:\d{1,4}|[ivxlc]{1,7})$/iu;
const HEADING =
  /^(?:table of contents|contents|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|contenido|indice|содержание|оглавление|المحتويات|فهرس(?: المحتويات)?|תוכן(?: העניינים| עניינים)?|目录|目錄|目次)$/iu;

/** Whether a line is what stands above a table of contents. */
export function isContentsHeading(text: string): boolean {
  return HEADING.test(text.trim());
}

/** Dots lead from a title to its page in a list of contents, and nowhere else. What such a line looks like says nothing. */
export const contentsLine: Rule = {
  name: 'contents-line',
  apply(pieces) {
    pieces.forEach((piece, at) => {
      const isCut = endsInDots(piece) && (endsInDots(pieces[at - 1]) || endsInDots(pieces[at + 1]));
      if (!isLine(piece) && !isCut) return;
      leaveOut(piece, 'paragraph', REASON);
      const above = pieces[at - 1];
      if (above?.isKept && isContentsHeading(above.text)) leaveOut(above, 'heading', REASON);
    });
  },
};

/** Dots as far as the line goes, so that the page after them was lost; a form has such lines too, but one alone. */
function endsInDots(piece: Piece | undefined): boolean {
  return piece !== undefined && piece.verdict?.type !== 'table' && /[.·…]{20,}$/u.test(piece.text.slice(-160));
}

function isLine({ isKept, text, verdict }: Piece): boolean {
  if (!isKept || verdict?.type === 'table' || text.length > 4_000 || !ENDS_IN_NUMBER.test(text.slice(-160)))
    return false;
  const lines = text.match(LEADERS)?.length ?? 0;
  return text.replace(/(?:\s?[.·…_]){5,}/gu, ' ').length / lines <= LONGEST;
}

/** A title and its dots; longer is a sentence that ends in dots and a number. */
const LONGEST = 240;

/** The words of a heading, to be compared with its line in a table of contents: without its number, marks and capitals. */
export function wordsOfHeading(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^[\d ]+/u, '')
    .trim();
}
