import search from 'approx-string-match';
import { MAX_QUOTE_LENGTH, type Quote } from '../model/entry.ts';
import type { TextRange } from './text-index.ts';

/** How many characters on each side of a passage its quote keeps; Hypothesis keeps as many. */
const CONTEXT = 32;

/*
 * Hypothesis' published weights (hypothesis/client, src/annotator/anchoring/match-quote.ts): the words themselves
 * decide, their surroundings break ties, and the position only parts what is otherwise equal.
 */
const QUOTE_WEIGHT = 50;
const PREFIX_WEIGHT = 20;
const SUFFIX_WEIGHT = 20;
const POSITION_WEIGHT = 2;
const ALL_WEIGHTS = QUOTE_WEIGHT + PREFIX_WEIGHT + SUFFIX_WEIGHT + POSITION_WEIGHT;

/** At most this share of a quote's characters may differ. Beyond it a sentence about something else can match. */
const MAX_ERROR_SHARE = 0.25;
/** A search with more errors than this takes longer than a frame, whatever the quote's length. */
const MAX_ERRORS = 128;
/** Below this score (of 1) a match that isn't exact is a guess. */
const THRESHOLD = 0.7;
/** The best match must lead the next by this much, or it is ambiguous. */
const LEAD = 0.05;
/** A quote shorter than this is matched to the letter only: two of three letters alike means nothing. */
const MIN_FUZZY_LENGTH = 12;
/** Words of this length that stand only once are theirs whatever surrounds them now. */
const MIN_SURE_LENGTH = 40;
/** Shorter ones that stand only once are, where one side of them is at least this much like it was. */
const MIN_SIDE_LIKENESS = 0.6;
/** How far around the hint a fuzzy search looks first, in characters. */
const NEIGHBOURHOOD = 4_000;

export interface QuoteMatch {
  range: TextRange;
  /** 0 to 1 */
  score: number;
  /** The words are the same to the letter. */
  exact: boolean;
  /** How much the side that is more like it was is so, from 0 to 1. */
  side: number;
}

/** What an anchor keeps of a passage's words and their surroundings. */
export function quoteAt(text: string, { from, to }: TextRange): Quote {
  const passage = text.slice(from, to).toWellFormed();
  const long = passage.length > MAX_QUOTE_LENGTH;
  return {
    exact: long ? passage.slice(0, MAX_QUOTE_LENGTH).toWellFormed() : passage,
    ...(long ? { tail: passage.slice(-MAX_QUOTE_LENGTH).toWellFormed() } : {}),
    prefix: text.slice(Math.max(0, from - CONTEXT), from).toWellFormed(),
    suffix: text.slice(to, to + CONTEXT).toWellFormed(),
  };
}

/** Whether a stretch of text is, to the letter, the passage that a quote was taken from. */
export function isQuoted(passage: string, { exact, tail }: Quote): boolean {
  if (tail === undefined) return passage === exact;
  return passage.length > MAX_QUOTE_LENGTH && passage.startsWith(exact) && passage.endsWith(tail);
}

/** How alike two texts are, from 0 to 1, by the least number of single-character changes between them. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length === 0) return 1;
  const maxErrors = Math.min(MAX_ERRORS, Math.floor(long.length / 2));
  // The short one within the long one costs no error for what hangs over, so that is added.
  const best = search(long, short, maxErrors).reduce(
    (least, match) => Math.min(least, match.errors + long.length - (match.end - match.start)),
    Number.POSITIVE_INFINITY,
  );
  return Math.max(0, 1 - best / long.length);
}

/**
 * Finds the passage that a quote was taken from, in a text that may have changed since.
 *
 * Exactly first, then fuzzily, first near the hint and then everywhere. Accepted only when unambiguous and above a
 * threshold: no match is better than a wrong one.
 *
 * @param hint where the passage began when it was marked, in UTF-16 units
 */
export function findQuote(text: string, quote: Quote, hint: number): QuoteMatch | undefined {
  if (quote.exact.trim() === '') return undefined;
  if (quote.tail !== undefined) return findLong(text, quote, quote.tail, hint);
  const exact = occurrences(text, quote.exact);
  if (exact.length > 0) return best(exact.map((range) => scored(text, range, quote, hint, 0)));
  if (quote.exact.length < MIN_FUZZY_LENGTH) return undefined;
  const near = Math.max(0, hint - NEIGHBOURHOOD);
  const nearby = text.slice(near, hint + quote.exact.length + NEIGHBOURHOOD);
  return (
    best(fuzzy(nearby, quote.exact).map((match) => scoredAt(text, quote, hint, match, near))) ??
    best(fuzzy(text, quote.exact).map((match) => scoredAt(text, quote, hint, match, 0)))
  );
}

/** A passage too long to be kept whole: its first words and its last are found each by itself. */
function findLong(text: string, quote: Quote, tail: string, hint: number): QuoteMatch | undefined {
  const { tail: _, ...head } = quote;
  const start = findQuote(text, { ...head, suffix: '' }, hint);
  const end = findQuote(text, { exact: tail, prefix: '', suffix: quote.suffix }, hint + quote.exact.length);
  if (!start || !end || end.range.to < start.range.to) return undefined;
  return {
    range: { from: start.range.from, to: end.range.to },
    score: Math.min(start.score, end.score),
    exact: start.exact && end.exact,
    side: Math.max(start.side, end.side),
  };
}

/** More occurrences than this of one quote are all the same to anybody; the search stops there. */
const MAX_OCCURRENCES = 1_000;

/** Where a text holds some words, in order, overlapping ones left out. */
export function occurrences(text: string, words: string): TextRange[] {
  const found: TextRange[] = [];
  for (let at = text.indexOf(words); at !== -1 && found.length < MAX_OCCURRENCES; ) {
    found.push({ from: at, to: at + words.length });
    at = text.indexOf(words, at + words.length);
  }
  return found;
}

interface FuzzyMatch {
  start: number;
  end: number;
  errors: number;
}

function fuzzy(text: string, words: string): FuzzyMatch[] {
  return search(text, words, Math.min(MAX_ERRORS, Math.floor(words.length * MAX_ERROR_SHARE)));
}

function scoredAt(text: string, quote: Quote, hint: number, match: FuzzyMatch, base: number): QuoteMatch {
  return scored(text, { from: base + match.start, to: base + match.end }, quote, hint, match.errors);
}

function scored(text: string, range: TextRange, quote: Quote, hint: number, errors: number): QuoteMatch {
  const before = text.slice(Math.max(0, range.from - quote.prefix.length), range.from);
  const after = text.slice(range.to, range.to + quote.suffix.length);
  const prefix = likeness(before, quote.prefix);
  const suffix = likeness(after, quote.suffix);
  const far = Math.abs(range.from - hint) / Math.max(1, text.length);
  const sum =
    QUOTE_WEIGHT * (1 - errors / quote.exact.length) +
    PREFIX_WEIGHT * prefix +
    SUFFIX_WEIGHT * suffix +
    POSITION_WEIGHT * (1 - far);
  return {
    range,
    score: sum / ALL_WEIGHTS,
    exact: errors === 0,
    side:
      before === quote.prefix && after === quote.suffix
        ? 1
        : Math.max(telling(quote.prefix) ? prefix : 0, telling(quote.suffix) ? suffix : 0),
  };
}

/** Whether one side's text is long enough that it can't be alike by chance: “The ” stands before half of all words. */
function telling(side: string): boolean {
  return side.length >= CONTEXT / 2;
}

/** The one match that is good enough and clearly better than every other that isn't the same place. */
function best(matches: QuoteMatch[]): QuoteMatch | undefined {
  const sorted = matches.sort((a, b) => b.score - a.score);
  const [first] = sorted;
  if (!first) return undefined;
  const second = sorted.find((match) => match.range.from >= first.range.to || match.range.to <= first.range.from);
  if (second && first.score - second.score < LEAD) return undefined;
  if (!first.exact) return first.score >= THRESHOLD ? first : undefined;
  const long = first.range.to - first.range.from >= MIN_SURE_LENGTH;
  return first.side >= MIN_SIDE_LIKENESS || (long && !second) ? first : undefined;
}
