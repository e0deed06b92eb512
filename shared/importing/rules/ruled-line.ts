import { decide, type Rule } from './rule.ts';

/** A line of asterisks or dashes alone divides the text: nobody writes a word so. */
export const ruledLine: Rule = {
  name: 'ruled-line',
  apply(pieces) {
    for (const piece of pieces) {
      if (!piece.verdict && piece.marker === 'rule')
        decide(piece, 'rule', 'A line of dashes or asterisks divides the text.');
    }
  },
};
