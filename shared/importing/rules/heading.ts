import type { Piece } from '../piece.ts';
import { LONGEST_HEADING } from './pull-quote.ts';
import { decide, neighbour, type Rule } from './rule.ts';

/** Headings in one piece: a heading and one below it. Longer runs are verses, addresses, or the cells of a table. */
const LONGEST_RUN = 2;
const SUBHEADING_LEVEL = 2;

/**
 * A subheading is a short line without full stop that stands above running text. A short sentence ("He refused.") is a
 * paragraph; so is a short line with nothing under it, or one of many in a row.
 */
export const heading: Rule = {
  name: 'heading',
  apply(pieces) {
    const title = pieces.findIndex((piece) => piece.verdict?.type === 'title');
    const labels = labelledIn(pieces);
    let run: number[] = [];
    pieces.forEach((piece, at) => {
      if (at <= title || !piece.isKept) return;
      if (!piece.verdict && isHeadingShaped(piece) && !labels.has(piece)) {
        run.push(at);
        return;
      }
      if (run.length > 0 && run.length <= LONGEST_RUN && isSectionText(piece)) {
        for (const heading of run) {
          const found = pieces[heading];
          if (found) decide(found, 'heading', 'A short line without full stop above running text.', SUBHEADING_LEVEL);
        }
      } else if (run.length > LONGEST_RUN && isSectionText(piece)) {
        const last = pieces[run.at(-1) ?? -1];
        const above = neighbour(pieces, run.at(-1) ?? 0, -1);
        if (last?.gapBefore && above && !above.gapBefore)
          decide(last, 'heading', 'A short line above running text.', SUBHEADING_LEVEL);
      }
      run = [];
    });
  },
};

/** “KEEPER: And the goose?”, “Action: T. Lodge, by 1 May”: who says it, or what it is, and then the thing itself. */
const LABELLED = /^\p{Lu}[\p{L}\p{M} .'’-]{0,30}[:：]\s+\S/u;
/** So many are the habit of minutes and transcripts; a colon alone parts many a heading. */
const LEAST_LABELLED = 3;

/** The lines that begin with a label, in a text that has the habit. */
export function labelledIn(pieces: readonly Piece[]): ReadonlySet<Piece> {
  const labelled = pieces.filter(({ text }) => LABELLED.test(text));
  return new Set(labelled.length >= LEAST_LABELLED ? labelled : []);
}

function isHeadingShaped(piece: Piece): boolean {
  const { text } = piece;
  if (text.length > 120 || piece.weight === 0 || piece.weight > LONGEST_HEADING || piece.marker === 'dash')
    return false;
  if (!/\p{L}/u.test(text) || (piece.indented && /\d/.test(text))) return false;
  if (piece.endsInFullStop || /[,;:،؛，；：]$/u.test(text)) return false;
  if (/^\p{Ll}/u.test(text) || /^[-–—…]/u.test(text)) return false;
  // A line of dialogue, and what somebody shouts or asks in one.
  if (/^["“„«「『]/.test(text) && /[.!?…]["”“»」』]$/u.test(text)) return false;
  return !/!$/u.test(text) || piece.weight <= 6;
}

function isSectionText(piece: Piece): boolean {
  const type = piece.verdict?.type;
  if (type === 'list' || type === 'quote' || type === 'credit' || type === 'caption' || type === 'pullquote')
    return true;
  if (type !== undefined || /^\p{Ll}/u.test(piece.text)) return false;
  return piece.indented || piece.endsAsSentence || /[:：]$/u.test(piece.text) || piece.weight > LONGEST_HEADING;
}
