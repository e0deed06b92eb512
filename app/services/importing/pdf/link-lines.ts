import type { Piece } from '../../../../shared/importing/piece.ts';
import { leaveOut } from '../../../../shared/importing/rules/rule.ts';

const REASON = 'A link to another page.';
const ABOVE = 'The heading of links to other pages.';
/** An address is what the article cites. */
const ADDRESS = /^(?:https?:|www\.|doi[.:])/iu;
const MOST_WORDS = 24;
/** In a menu above the headline. */
const MOST_WORDS_ABOVE = 12;

/**
 * Leaves out what a browser's page has around its article: lines that are links and nothing else, above the headline or
 * below the last paragraph, and the headings of these.
 *
 * @param linked the pieces all of whose letters are links
 */
export function leaveOutLinks(pieces: readonly Piece[], linked: ReadonlySet<Piece>): void {
  const last = pieces.findLastIndex((piece) => piece.isBody && !linked.has(piece));
  const title = pieces.findIndex(({ verdict }) => verdict?.type === 'title');
  if (last < 0) return;
  pieces.forEach((piece, at) => {
    const isLink = linked.has(piece) && piece.isKept && !ADDRESS.test(piece.text) && isLoose(piece);
    if (!isLink || !((at > last && piece.weight <= MOST_WORDS) || (at < title && piece.weight <= MOST_WORDS_ABOVE)))
      return;
    leaveOut(piece, 'paragraph', REASON);
    const above = pieces[at - 1];
    if (above && at - 1 > last && above.isKept && !above.endsAsSentence && isLoose(above))
      leaveOut(above, 'heading', ABOVE);
  });
}

function isLoose({ verdict }: Piece): boolean {
  return !verdict || verdict.type === 'list' || verdict.type === 'heading' || verdict.type === 'paragraph';
}
