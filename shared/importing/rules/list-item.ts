import type { Piece } from '../piece.ts';
import { decide, type Rule } from './rule.ts';

/**
 * Items of a list begin with a bullet, a dash or a number. A bullet has no other use. Dashes also open the lines of a
 * dialogue, and numbers stand before headings: both count only in company, and dashes only where the lines don't read
 * as speech, that is as capitalised sentences.
 */
export const listItem: Rule = {
  name: 'list-item',
  apply(pieces) {
    let start = 0;
    while (start < pieces.length) {
      const marker = pieces[start]?.marker;
      let end = start + 1;
      while (end < pieces.length && pieces[end]?.marker === marker) end += 1;
      if (marker && isList(pieces.slice(start, end))) {
        for (const piece of pieces.slice(start, end)) {
          if (!piece.verdict) decide(piece, 'list', 'Begins with a bullet or a number, as the items of a list do.');
        }
      }
      start = end;
    }
  },
};

function isList(run: readonly Piece[]): boolean {
  const marker = run[0]?.marker;
  if (marker === 'bullet') return true;
  if (run.length < 2) return false;
  if (marker === 'number') return true;
  return marker === 'dash' && !(run.every((piece) => piece.endsAsSentence) && run.some(isLongDash));
}

/** Speech is set with long dashes; a hyphen is how lists are typed. */
function isLongDash(piece: Piece): boolean {
  return /^[–—]/.test(piece.text);
}
