import { leaveOut, type Rule } from './rule.ts';
import { isSameHeadline } from './title.ts';

/** More copies than this are a refrain or a form's line, and stay. */
const MOST_COPIES = 4;

export const SECOND_HEADLINE = 'The headline stands here a second time.';

/** A site shows the headline above the picture and again below it, and once more as the page's name. */
export const doubledHeadline: Rule = {
  name: 'doubled-headline',
  apply(pieces) {
    const headline = pieces.find((piece) => piece.verdict?.type === 'title');
    if (!headline) return;
    const copies = pieces.filter((piece) => !piece.verdict && isSameHeadline(headline, piece));
    if (copies.length > MOST_COPIES) return;
    for (const copy of copies) leaveOut(copy, 'heading', SECOND_HEADLINE);
  },
};
