/*
 * Text as people search for it: case, accents and the finer points of scripts put aside, so that "resume" finds
 * "Résumé", and a word finds itself with and without Arabic vowel signs, soft hyphens or full-width letters.
 */

/** What search looks through, never at: soft hyphens, zero-width joiners, bidirectional marks, and tatweel. */
const IGNORED = /[\p{Cf}\u0640]/u;

/** Letters that are written several ways, as Unicode's decomposition alone does not bring together. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['ς', 'σ'],
  // Alef maqsura and Farsi yeh, teh marbuta, and Farsi kaf, as Arabic search engines fold them.
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ة', 'ه'],
  ['ک', 'ك'],
  ['ٱ', 'ا'],
  // Typographic quotes, dashes and the ellipsis are typed as their plain cousins.
  ['‘', "'"],
  ['’', "'"],
  ['‚', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['‐', '-'],
  ['‑', '-'],
  ['–', '-'],
  ['—', '-'],
  ['−', '-'],
]);

/** A text as it is searched, and the way back to where its letters stood. */
interface FoldedText {
  text: string;
  /** The offset in the original, in UTF-16 units, of a place in the folded text; its end included. */
  originalOffset(folded: number): number;
}

/** Folds a text for searching; `foldedWith` tells where each letter stood. */
export function folded(text: string): string {
  return isPlain(text) ? text.toLowerCase() : foldedWith(text).text;
}

/** Folds a text for searching, and keeps where each letter stood. */
function foldedWith(text: string): FoldedText {
  if (isPlain(text)) return { text: text.toLowerCase(), originalOffset: (at) => at };
  const offsets: number[] = [];
  let out = '';
  let at = 0;
  for (const letter of text) {
    const plain = foldLetter(letter);
    for (let i = 0; i < plain.length; i++) offsets.push(at);
    out += plain;
    at += letter.length;
  }
  // A letter that folded to nothing belongs to the one before it: a hit ends behind its vowel signs.
  return { text: out, originalOffset: (folded) => offsets[folded] ?? text.length };
}

/** Plain Latin text, which folding can't make longer or shorter: nearly every search is over such. */
function isPlain(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return /^[\u0000-\u007F]*$/.test(text);
}

function foldLetter(letter: string): string {
  if (IGNORED.test(letter)) return '';
  let out = '';
  for (const part of letter.normalize('NFKD').toLowerCase()) {
    // Hangul decomposes into letters that belong together; marks are accents, vowel signs and points.
    if (!/\p{M}/u.test(part)) out += SAME.get(part) ?? part;
  }
  return out;
}

/** A stretch of a text, in UTF-16 units; `to` is exclusive. */
export interface Hit {
  from: number;
  to: number;
}

/**
 * Finds every place where a query stands in a text, in order, none overlapping another; white space in the query stands
 * for any white space.
 *
 * @param most no more than this many
 */
export function findFolded(text: string, query: string, most = Number.POSITIVE_INFINITY): Hit[] {
  const words = folded(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  const { text: searched, originalOffset } = foldedWith(text);
  const hits: Hit[] = [];
  for (const { from, to } of placesOf(searched, words)) {
    if (hits.length >= most) break;
    hits.push({ from: originalOffset(from), to: originalOffset(to) });
  }
  return hits;
}

function* placesOf(text: string, words: readonly string[]): Generator<Hit> {
  const [only] = words;
  if (words.length === 1 && only !== undefined) {
    for (let at = text.indexOf(only); at >= 0; at = text.indexOf(only, at + only.length)) {
      yield { from: at, to: at + only.length };
    }
    return;
  }
  const pattern = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('\\s+'), 'gu');
  for (const match of text.matchAll(pattern)) yield { from: match.index, to: match.index + match[0].length };
}
