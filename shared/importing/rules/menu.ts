import type { Piece } from '../piece.ts';
import { isBareName } from './byline.ts';
import { CONTROL_REASON, LINKS_REASON } from './page-controls.ts';
import { leaveOut, type Rule } from './rule.ts';

/** A page's menus stand above the headline and below the last paragraph. */
const FIRST_PIECES = 14;
const MOST_WORDS = 4;
const MOST_ENTRIES = 24;

/**
 * Lines without a gap between them are one menu: where one of them is a control, so are the other short ones. "Region"
 * or "Abo" alone might be anything; between "Skip to content" and "Sign in" it is a link.
 */
export const menu: Rule = {
  name: 'menu',
  apply(pieces) {
    let last = pieces.length - 1;
    while (last >= 0 && !pieces[last]?.isBody) last -= 1;
    let from = 0;
    while (from < pieces.length) {
      let to = from + 1;
      while (to < pieces.length && !pieces[to]?.gapBefore) to += 1;
      const group = pieces.slice(from, to);
      const isAtEdge = from < FIRST_PIECES || from > last;
      // In a text without gaps all lines are one group, and it says nothing.
      const isMenu = group.length >= 2 && group.length <= MOST_ENTRIES && !group.some((piece) => piece.isBody);
      if (isAtEdge && isMenu && group.some(isControl)) {
        for (const piece of group) if (isEntry(piece)) leaveOut(piece, 'paragraph', CONTROL_REASON);
      }
      from = to;
    }
  },
};

function isControl({ verdict }: Piece): boolean {
  return verdict?.leftOut === CONTROL_REASON || verdict?.leftOut === LINKS_REASON;
}

function isEntry(piece: Piece): boolean {
  return (
    !piece.verdict && !piece.marker && piece.weight <= MOST_WORDS && !piece.endsAsSentence && !isBareName(piece.text)
  );
}
