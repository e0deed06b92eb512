/*
 * A font may have one glyph for several letters, such as Arabic lam and alef. Writing from right to left is drawn from
 * the left, so pdf.js turns it round letter by letter, and with it the letters of such a glyph, which stood in their
 * order already. LibreOffice also lengthens words by strokes and says of these that they are digits.
 */

/** Letters as they stand together. */
export const ARABIC_WORD = /[\u0620-\u06d3]+/gu;
const IS_ARABIC = /^[\u0620-\u06d3]+$/u;
/** Words of a page that are kept in mind. */
const MOST_WORDS = 20_000;

/**
 * Adds the words that pdf.js gives with letters turned round: each as it gives it, and as it should be.
 *
 * @param glyphs what a page shows in one go, with the gaps between
 */
export function addJoinedWords(glyphs: unknown, words: Map<string, string>): void {
  let word: string[] = [];
  const flush = () => {
    if (word.some((letters) => letters.length > 1) && words.size < MOST_WORDS)
      words.set([...word.join('')].reverse().join(''), word.reverse().join(''));
    word = [];
  };
  for (const glyph of Array.isArray(glyphs) ? glyphs : []) {
    const letters = unicodeOf(glyph);
    if (letters === undefined) continue;
    if (IS_ARABIC.test(letters)) word.push(letters);
    else flush();
  }
  flush();
}

/** The letters of a glyph; undefined for a gap. */
export function unicodeOf(glyph: unknown): string | undefined {
  const { unicode } = (typeof glyph === 'object' && glyph !== null ? glyph : {}) as { unicode?: unknown };
  return typeof unicode === 'string' ? unicode : undefined;
}

/** Digits within an Arabic word are the strokes by which it was lengthened. */
export const STROKES = /(?<=[\u0620-\u064a])(\d)\1*(?=[\u0620-\u064a])/gu;
