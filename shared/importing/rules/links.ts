import type { Piece } from '../piece.ts';
import { LINKS_REASON } from './page-controls.ts';
import { leaveOut, type Rule } from './rule.ts';

const REASON = 'A link to another article.';
/** Headlines of other articles are longer than the subheadings of this one. */
const LEAST_WORDS = 6;
const MOST_WORDS = 22;
/** Between paragraphs a longer line may be a pull quote. */
const MOST_WORDS_BETWEEN = 12;

const LINK_LINE =
  /^(?:read more|read also|also read|read next|see also|related|more|watch|listen|lesen sie auch|mehr zum thema|(?:à |a )?lire aussi|lea también|lee también|leggi anche|اقرأ أيضا|اقرأ أيضًا|إقرأ أيضا|читайте также|קראו גם|延伸阅读|相关阅读)\s*[:：|>»–—]\s*\S/iu;

/**
 * Under "Related articles" come the headlines of other articles. After the last paragraph of the text all lines that
 * are no sentences belong to them; between paragraphs only those right below, or too long for a subheading.
 */
export const links: Rule = {
  name: 'links',
  apply(pieces) {
    let last = pieces.length - 1;
    while (last >= 0 && !pieces[last]?.isBody) last -= 1;
    const spaced = pieces.filter((piece) => piece.gapBefore).length * 4 > pieces.length * 3;
    let listing = false;
    pieces.forEach((piece, at) => {
      // The most read articles come numbered.
      if (listing && at > last && piece.verdict?.type === 'list' && isLink(piece, true, spaced))
        leaveOut(piece, 'paragraph', REASON);
      if (piece.verdict) {
        listing =
          piece.verdict.leftOut === LINKS_REASON ||
          (listing && at > last) ||
          (listing && piece.verdict.leftOut === REASON);
        return;
      }
      if (LINK_LINE.test(piece.text) && piece.weight <= 30 && !/["“”«»]$/.test(piece.text))
        leaveOut(piece, 'paragraph', REASON);
      else if (listing && isLink(piece, at > last, spaced)) leaveOut(piece, 'paragraph', REASON);
      else listing = false;
    });
  },
};

function isLink(piece: Piece, atEnd: boolean, spaced: boolean): boolean {
  if (piece.text.length > 240 || piece.endsInFullStop || piece.weight > MOST_WORDS) return false;
  if (atEnd) return true;
  // Without empty lines nothing tells what belongs under the heading from what comes after.
  if (spaced && !piece.gapBefore) return true;
  return piece.weight >= LEAST_WORDS && piece.weight <= MOST_WORDS_BETWEEN;
}
