import { leaveOut, type Rule } from './rule.ts';

/** “123”, “5K”, “1.2M” */
const COUNT = /^\d{1,3}(?:[.,]\d{1,3})?\s?(?:k|m|тыс\.?)?$/iu;

/** A number alone above the first paragraph or below the last counts comments, shares or readers. */
export const bareCounts: Rule = {
  name: 'bare-counts',
  apply(pieces) {
    const first = pieces.findIndex((piece) => piece.isBody);
    const last = pieces.findLastIndex((piece) => piece.isBody);
    pieces.forEach((piece, at) => {
      const isOutside = at < first || at > last;
      if (!piece.verdict && isOutside && COUNT.test(piece.text))
        leaveOut(piece, 'paragraph', 'The site’s count of comments or shares.');
    });
  },
};
