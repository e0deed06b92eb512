import { decide, type Rule } from './rule.ts';

/** Whatever no other rule is sure of is read as part of the article: a sentence lost is worse than a label kept. */
export const paragraph: Rule = {
  name: 'paragraph',
  apply(pieces) {
    for (const piece of pieces) if (!piece.verdict) decide(piece, 'paragraph', 'Running text.');
  },
};
