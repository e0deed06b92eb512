import { decide, type Rule } from './rule.ts';

const SUPERSCRIPT = /^[¹²³⁰⁴-⁹]+\s?\S/u;
const BRACKETED = /^\[(\d{1,3})\]\s+\S/u;

/**
 * A note at the foot begins with its raised number, or with a number in brackets that the text has used before. A
 * paragraph doesn't begin with either.
 */
export const footnote: Rule = {
  name: 'footnote',
  apply(pieces) {
    let before = '';
    for (const piece of pieces) {
      const number = BRACKETED.exec(piece.text)?.[1];
      if (!piece.verdict && SUPERSCRIPT.test(piece.text)) decide(piece, 'footnote', 'Begins with a raised number.');
      else if (!piece.verdict && number !== undefined && before.includes(`[${number}]`))
        decide(piece, 'footnote', 'Begins with a number that the text refers to.');
      if (piece.text.includes('[') && before.length < MAX_REMEMBERED) before += piece.text;
    }
  },
};

/** References are few; what is remembered of a file of brackets is bounded. */
const MAX_REMEMBERED = 1_000_000;
