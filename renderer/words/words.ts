import { english } from './english/english.ts';
import { type Formatting, formattingFor } from './formatting.ts';

/** All text on screen, in one language. English is the measure: another language has each of its entries. */
export type Words = typeof english;

const CATALOGUES: Record<string, Words> = { en: english };

/** The catalogue and formats for the first of a person's languages that we have; English where we have none. */
export function choose(languages: readonly string[]): { words: Words; formatting: Formatting } {
  for (const tag of languages) {
    const words = CATALOGUES[tag.split('-')[0] ?? ''];
    if (words) return { words, formatting: formattingFor(tag) };
  }
  return { words: english, formatting: formattingFor('en-GB') };
}

/** The words and formats that this window uses. */
export const { words, formatting } = choose(globalThis.navigator?.languages ?? []);
