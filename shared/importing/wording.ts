/**
 * What a line of text is like, as far as rules need to know: its words, whether it ends as a sentence does, and how
 * alike two lines are. Works without a dictionary, in any script.
 */

/** Writing without spaces between words; a character is taken for a word, and counted as half a one. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const UNSPACED_PARTS = new RegExp(`[${UNSPACED}]|[^${UNSPACED}]+`, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]$`, 'u');
/** The first character of such writing; looking for it is much cheaper than asking for a character's script. */
const MAYBE_UNSPACED = /[\u0e01-\uffff]/;

/** What may stand behind a full stop: quotation marks, brackets, the number of a note. */
const CLOSERS = '["\'”’“»›«)\\]】」』¹²³⁰⁴-⁹*†‡\\u200e\\u200f]*';
const SENTENCE_END = new RegExp(`[.!?…。！？؟۔।։]\\s*${CLOSERS}\\s*$`, 'u');
const FULL_STOP_END = new RegExp(`[.…。۔।։]\\s*${CLOSERS}\\s*$`, 'u');

/** Words in lower case, compatibility forms folded and apostrophes dropped, so that "Iraq’s" and "Iraq's" are one. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').replace(NOT_SPELT, '').toLowerCase();
  const words: string[] = plain.match(WORD) ?? [];
  return MAYBE_UNSPACED.test(plain) ? words.flatMap(split) : words;
}

/** Apostrophes, soft hyphens, and the vowel signs of Arabic and Hebrew: the same word has them or not. */
const NOT_SPELT = /['’ʼ‘\u00ad\u064b-\u0652\u0670\u0640\u05b0-\u05bc\u05c1\u05c2]/gu;

function split(word: string): string | string[] {
  return MAYBE_UNSPACED.test(word) ? (word.match(UNSPACED_PARTS) ?? word) : word;
}

/** A length in words that is fair to writing without spaces. */
export function weigh(words: readonly string[]): number {
  let weight = 0;
  for (const word of words) weight += word.length <= 2 && MAYBE_UNSPACED.test(word) && IS_UNSPACED.test(word) ? 0.5 : 1;
  return weight;
}

/** What stands behind an article's last sentence: “（完）”. */
const ENDING = /\s*[（(【](?:完|终|END|end|ends|fin)[)）】]\s*$/u;

function withoutEnding(tail: string): string {
  return tail.replace(ENDING, '');
}

/** Whether a text ends as a sentence does: with its mark, or one within quotation marks or brackets. */
export function endsAsSentence(text: string): boolean {
  return SENTENCE_END.test(withoutEnding(text.slice(-40)));
}

/** Whether it ends with the mark of a plain statement. */
export function endsInFullStop(text: string): boolean {
  return FULL_STOP_END.test(withoutEnding(text.slice(-40)));
}

/** Which share of the words of either text the other has too: 1 for the same words in any order (Dice). */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  // Two texts of very different length can't reach any threshold: don't compare them word by word.
  if (a.length > b.length * 3 || b.length > a.length * 3) return 0;
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of b) {
    const left = counts.get(word) ?? 0;
    if (left > 0) {
      counts.set(word, left - 1);
      shared += 1;
    }
  }
  return (2 * shared) / (a.length + b.length);
}

/** Whether every word begins with a capital, small joining words aside; true in scripts without capitals. */
export function isCapitalised(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}'’.-]+/gu) ?? [];
  return (
    words.length > 0 &&
    words.every(
      (word) => /^[^\p{Ll}]/u.test(word) || JOINING.has(word.toLowerCase()) || /^(?:al|el|d|l)[-'’]/.test(word),
    )
  );
}

const JOINING = new Set(
  'and und et y e en i и و for in at of the a de du des da do dos del della di van von der den zu zur af av ter bin ibn via with mit für pour para by'.split(
    ' ',
  ),
);
