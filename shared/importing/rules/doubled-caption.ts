import { likeness } from '../wording.ts';
import { SAME_CAPTION } from './credit.ts';
import { leaveOut, type Rule } from './rule.ts';

/** Copy and caption stand around the credit; a headline may come between. */
const NEARBY = 3;
/** A copy may lack the credit in brackets that the caption has, no more. */
const SHORTEST_COPY = 0.6;

/** Sites give the caption twice, under the picture and in its description, the second time with small differences. */
export const doubledCaption: Rule = {
  name: 'doubled-caption',
  apply(pieces) {
    pieces.forEach((piece, at) => {
      if (piece.verdict?.type !== 'caption' || piece.verdict.leftOut) return;
      for (let other = Math.max(0, at - NEARBY); other <= Math.min(pieces.length - 1, at + NEARBY); other += 1) {
        const copy = pieces[other];
        if (!copy || other === at || (copy.verdict && copy.verdict.type !== 'caption') || copy.verdict?.leftOut)
          continue;
        if (copy.verdict && other < at) continue;
        if (copy.weight < piece.weight * SHORTEST_COPY || piece.weight < copy.weight * SHORTEST_COPY) continue;
        if (likeness(piece.words, copy.words) >= SAME_CAPTION)
          leaveOut(copy, 'caption', 'The caption stands here a second time.');
      }
    });
  },
};
