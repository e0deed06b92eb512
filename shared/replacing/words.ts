/** A stretch of a text that is compared as one: a word, a number, white space, or a single other character. */
export interface Token {
  text: string;
  /** Where it begins, in UTF-16 units. */
  at: number;
  /** Whether it says something: neither white space nor punctuation. */
  word: boolean;
}

/** Scripts that set no spaces between words are compared character by character. */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu;

/** A text as tokens; together they are the text. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({
    text: match[0],
    at: match.index,
    word: /[\p{L}\p{N}]/u.test(match[0]),
  }));
}

/** How often each word stands in a text. */
export function wordCounts(tokens: readonly Token[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text, word } of tokens) if (word) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The share of words that two texts have in common, from 0 to 1 (Dice). */
export function commonShare(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const [word, count] of few) common += Math.min(count, many.get(word) ?? 0);
  const all = total(a) + total(b);
  return all === 0 ? 0 : (2 * common) / all;
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
