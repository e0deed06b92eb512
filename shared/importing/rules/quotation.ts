import { decide, leaveOut, type Rule } from './rule.ts';

/**
 * What is quoted at length is set off with ">" as in mail, or by indenting all of its lines. An indented line that
 * isn't a sentence is more likely a centred heading, so it is left to the other rules.
 */
export const quotation: Rule = {
  name: 'quotation',
  apply(pieces) {
    for (const piece of pieces) {
      if (piece.verdict) continue;
      if (piece.marker === 'quote') decide(piece, 'quote', 'Begins with “>”, the sign of a quotation.');
      else if (/^[>\s]+$/.test(piece.text)) leaveOut(piece, 'paragraph', 'An empty line of a quotation.');
      else if (piece.indented && piece.endsAsSentence && piece.weight >= 6)
        decide(piece, 'quote', 'Indented, unlike the rest.');
    }
  },
};
