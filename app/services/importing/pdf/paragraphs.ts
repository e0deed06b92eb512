import { wordsOf } from '../../../../shared/importing/wording.ts';
import type { Paragraph } from './flow.ts';

/** A paragraph's words on one line. */
export function textOf({ lines }: Paragraph): string {
  return lines.map(({ segment }) => segment.text).join(' ');
}

/** What a paragraph is set in, so that those of one rank have the same. */
export function styleOf({ size, bold }: Paragraph): string {
  return `${(Math.round(size * 2) / 2 + (bold ? 0.1 : 0)).toFixed(1)}`;
}

/** A heading is shorter. */
const LEAST_STATEMENT = 8;
/** Of a statement's pairs of neighbouring words so many stand in one paragraph that it was taken from. */
const SAME_PAIRS = 0.6;

/**
 * Statements that are called out of the text in large letters: they say what a paragraph says, or have a style that is
 * used for nothing as short as a heading.
 *
 * @param large what looks like headings, below the head of the article
 */
export function calledOutAmong(large: readonly Paragraph[], all: readonly Paragraph[]): Set<Paragraph> {
  const long = new Set(
    large.filter((each) => wordsOf(textOf(each)).length >= LEAST_STATEMENT && each.lines.length > 1),
  );
  if (long.size === 0) return long;
  const short = new Set(large.filter((each) => !long.has(each)).map(styleOf));
  const bodies = all.filter((each) => each.lines.length > 1 && !large.includes(each)).map((each) => pairsIn(each));
  const isTaken = (each: Paragraph) => {
    const own = pairsIn(each);
    return bodies.some((body) => [...own].filter((pair) => body.has(pair)).length >= own.size * SAME_PAIRS);
  };
  return new Set(
    [...long].filter((each) => (short.size > 0 && !short.has(styleOf(each)) && !isCounted(each)) || isTaken(each)),
  );
}

function pairsIn(paragraph: Paragraph): Set<string> {
  const words = wordsOf(textOf(paragraph).replace(/[-\u00ad\u2010] (?=\p{Ll})/gu, ''));
  return new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`));
}

function isCounted(paragraph: Paragraph): boolean {
  return /^(?:\p{L}+ )?[\dIVX]+[.:)]?\s/u.test(textOf(paragraph));
}
