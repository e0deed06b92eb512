import type { Piece } from '../piece.ts';
import { leaveOut, type Rule } from './rule.ts';

/** “- 3 -”, “12” */
const PAGE_NUMBER = /^[-–—\s]{0,4}\d{1,4}[-–—\s]{0,4}$/u;
const LONGEST = 100;

/**
 * A line that stands again right below the number of each page is printed at the top of each page, and so is its first
 * copy; scans and faxes as text have no other sign of where a page ends.
 */
export const runningHead: Rule = {
  name: 'running-head',
  apply(pieces) {
    const heads = new Set<string>();
    pieces.forEach((piece, at) => {
      const before = pieces[at - 1];
      if (before && piece.text.length <= LONGEST && isPageNumber(before)) heads.add(piece.words.join(' '));
    });
    if (heads.size === 0) return;
    const copies = new Map<string, number>();
    for (const { text, words } of pieces) {
      const key = text.length <= LONGEST ? words.join(' ') : '';
      if (heads.has(key)) copies.set(key, (copies.get(key) ?? 0) + 1);
    }
    for (const piece of pieces) {
      if (piece.verdict || piece.text.length > LONGEST) continue;
      // Once below a number and once above all: a subheading doesn't stand there twice.
      if ((copies.get(piece.words.join(' ')) ?? 0) > 1)
        leaveOut(piece, 'paragraph', 'Printed at the top of each page.');
      else if (isPageNumber(piece) && /[-–—]/u.test(piece.text)) leaveOut(piece, 'paragraph', 'The number of a page.');
    }
  },
};

function isPageNumber({ text }: Piece): boolean {
  return PAGE_NUMBER.test(text);
}
