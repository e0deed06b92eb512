import type { Piece } from '../piece.ts';
import { decide, type Rule } from './rule.ts';

/** A number before running text of this length counts paragraphs; items of a list are shorter. */
const LONG = 22;
/** "1. (C)": a paragraph's own marking says the same, however short it is. */
const PORTION = /^\d{1,3}\.\s*\([A-Z]{1,5}(?:\/\/?[A-Z]{1,8})*\)\s/u;

/**
 * Cables and decisions number their paragraphs, and are cited by these numbers, so that they stay in the text. Told
 * from a list by what is numbered: most of it is long running text, parted by gaps.
 */
export const numberedParagraph: Rule = {
  name: 'numbered-paragraph',
  apply(pieces) {
    const numbered = pieces.filter((piece) => !piece.verdict && piece.marker === 'number' && piece.gapBefore);
    const long = numbered.filter(isLong).length;
    const marked = numbered.filter(({ text }) => PORTION.test(text)).length;
    if (numbered.length < 2 || Math.max(long, marked) * 3 < numbered.length * 2) return;
    for (const piece of numbered)
      if (isLong(piece) || piece.weight >= LONG / 2 || PORTION.test(piece.text))
        decide(piece, 'paragraph', 'A numbered paragraph; it is cited by its number.');
  },
};

function isLong(piece: Piece): boolean {
  return piece.weight >= LONG && (piece.endsAsSentence || /[;；]$/u.test(piece.text));
}
