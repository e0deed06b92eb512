import type { Piece } from '../piece.ts';
import { wordsOf } from '../wording.ts';
import { namesDate } from '../words/dates.ts';
import { decide, type Rule } from './rule.ts';

/** Around the headline stand menus and pictures too. */
const FIRST_PIECES = 24;
/** “Imani Roth in Lower Merrow, with agencies” */
const MOST_WORDS_MORE = 8;
/** “Environment correspondent” */
const MOST_WORDS_OF_ROLE = 6;

/**
 * Whom a page names as its author in its data wrote the line with that name, above the first paragraph or below the
 * last; what stands right below it, as short as a role, says who that is.
 */
export function knownAuthor(authors: readonly string[]): Rule {
  const names = authors.map(wordsOf).filter((words) => words.length > 0);
  return {
    name: 'known-author',
    apply(pieces) {
      if (names.length === 0) return;
      const first = pieces.findIndex((piece) => piece.isBody && !isNamed(piece, names));
      const last = pieces.findLastIndex((piece) => piece.isBody);
      let below = false;
      pieces.forEach((piece, at) => {
        const isOutside = (at < first || first < 0 || at > last) && (at < FIRST_PIECES || at > last);
        const isOpen = piece.verdict === undefined && isOutside;
        if (isOpen && isNamed(piece, names)) decide(piece, 'byline', 'Names whom the page names as the author.');
        else if (isOpen && below && at < first && isRole(piece))
          decide(piece, 'byline', 'Stands right below the author’s name.');
        else {
          if (piece.isKept) below = false;
          return;
        }
        below = true;
      });
    },
  };
}

function isNamed({ words, endsAsSentence }: Piece, names: readonly (readonly string[])[]): boolean {
  return names.some((name) => {
    // “By” and its like stand before a name, in one word or two.
    const from = words.slice(0, 3).indexOf(name[0] as string);
    if (from < 0 || !name.every((word, at) => words[from + at] === word)) return false;
    const more = words.length - from - name.length;
    return more === 0 || (more <= MOST_WORDS_MORE && !endsAsSentence && from === 0);
  });
}

function isRole({ weight, endsAsSentence, text, marker }: Piece): boolean {
  return weight <= MOST_WORDS_OF_ROLE && !endsAsSentence && !marker && !namesDate(text) && /^\p{L}/u.test(text);
}
