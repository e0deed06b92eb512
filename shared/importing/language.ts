import { eld } from 'eld/medium';
import type { Direction } from './imported.ts';
import { weigh, wordsOf } from './wording.ts';

/** What can't be told. */
export const UNDETERMINED = 'und';

/** Some paragraphs tell as much as a book. */
const SAMPLE_LENGTH = 4000;
/** Below this many words the statistics of letters are chance. */
const LEAST_WORDS = 6;

/** The language as a two-letter BCP 47 tag, or `und` where the text is too short or too mixed to tell. */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE_LENGTH);
  if (weigh(wordsOf(sample)) < LEAST_WORDS) return UNDETERMINED;
  const guess = eld.detect(sample);
  return guess.isReliable() && /^[a-z]{2}$/.test(guess.language) ? guess.language : UNDETERMINED;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;
const LETTER = /\p{L}/gu;

/**
 * The direction of most of its letters. The first strong character alone would turn an Arabic article that begins with
 * a Latin name; it decides only where both are equally many.
 */
export function directionOf(text: string): Direction {
  const sample = text.slice(0, SAMPLE_LENGTH * 4);
  const letters = sample.match(LETTER)?.length ?? 0;
  const rtl = (sample.match(RIGHT_TO_LEFT) ?? []).filter((character) => /\p{L}/u.test(character)).length;
  if (rtl * 2 !== letters || letters === 0) return rtl * 2 > letters ? 'rtl' : 'ltr';
  return new RegExp(RIGHT_TO_LEFT.source, 'u').test(sample.match(/\p{L}/u)?.[0] ?? '') ? 'rtl' : 'ltr';
}
