import type { Piece } from '../piece.ts';
import { isFramed } from '../pieces.ts';
import { decide, leaveOut, type Rule } from './rule.ts';

/** Longer lines than this are paragraphs, whatever is below them. */
const MOST_WORDS = 20;

const LONGEST_FRAMED = 120;

const REASON = 'Underlines the heading, or frames it.';

/**
 * A line of dashes or equal signs right under a short line makes it a heading; so does one above and one below. The
 * line itself only draws.
 */
export const underline: Rule = {
  name: 'underlined',
  apply(pieces) {
    pieces.forEach((piece, at) => {
      const above = pieces[at - 1];
      if (piece.marker !== 'rule' || piece.gapBefore || !above || !isShort(above)) return;
      leaveOut(piece, 'rule', REASON);
      const top = pieces[at - 2];
      if (top?.marker === 'rule' && !above.gapBefore) leaveOut(top, 'rule', REASON);
    });
  },
};

/** The lines above such marks are headings, of the first rank where they are drawn double. Runs once the title is known. */
export const underlinedHeading: Rule = {
  name: 'underlined-heading',
  apply(pieces) {
    pieces.forEach((piece, at) => {
      const mark = pieces[at + 1];
      if (!piece.verdict && piece.spans.length === 1 && piece.text.length <= LONGEST_FRAMED && isFramed(piece.text))
        decide(piece, 'heading', 'Dashes are set around it.', 2);
      if (piece.verdict || mark?.verdict?.leftOut !== REASON || mark.gapBefore) return;
      decide(piece, 'heading', 'A line is drawn under it.', 2);
    });
  },
};

function isShort(piece: Piece): boolean {
  return (
    !piece.verdict && !piece.marker && piece.spans.length <= 2 && piece.weight <= MOST_WORDS && !piece.endsInFullStop
  );
}
