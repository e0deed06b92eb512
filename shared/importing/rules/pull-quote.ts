import type { Piece } from '../piece.ts';
import { isCapitalised } from '../wording.ts';
import { decide, neighbour, type Rule } from './rule.ts';

/** From this length on a line without full stop is no heading: none in the samples had more than eleven words. */
export const LONGEST_HEADING = 12;
/** Between the two lengths a line may be either; whether the body says the same decides. */
const SHORTEST_PULL_QUOTE = 6;
const LONGEST_PULL_QUOTE = 60;
/** Shorter statements ("Water is the new oil") can't be told from headings by their wording. */
const SHORTEST_PARAPHRASE = 8;
/** Share of its telling words that one paragraph has too. A heading shares some words with its section, not most. */
const SAME_WORDS = 0.65;
/** A word that this share of the paragraphs has tells nothing. */
const EVERYWHERE = 0.4;
const FEWEST_PARAGRAPHS = 4;
/** Wordings are compared over this much of a text; far more than an article, so that a book can't stall the import. */
const MOST_COMPARED_WORDS = 400_000;
/** A line with a full stop might be a paragraph: it must be in the body nearly word for word. */
const SAME_PAIRS = 0.85;
/** An article has a handful; more are a sign of some other kind of text, and comparing all would take long. */
const MOST_CANDIDATES = 400;
/** So many pull quotes has no article. */
const MOST_QUOTES = 15;
/** A pair of words that is in more candidates than this says nothing about any. */
const MOST_OWNERS = 12;

/**
 * A pull quote is set free between paragraphs to catch the eye. It says what a paragraph says, shorter or in other
 * words, so comparing wordings can't decide alone. What it is: a whole statement, as long as a sentence, that the
 * designer leaves without a full stop, in a text whose paragraphs have one.
 */
export const pullQuote: Rule = {
  name: 'pull-quote',
  apply(pieces) {
    const title = pieces.findIndex((piece) => piece.verdict?.type === 'title');
    const bodies = pieces.filter((piece) => !piece.verdict && piece.weight > LONGEST_HEADING);
    const stopped = bodies.filter((piece) => piece.endsAsSentence || /[:：]$/u.test(piece.text)).length;
    const stopsArePut = stopped >= 2 && stopped * 10 >= bodies.length * 6;
    const found: number[] = [];
    for (let at = title + 1; at < pieces.length && found.length < MOST_CANDIDATES; at += 1) {
      if (isCandidate(pieces[at])) found.push(at);
    }
    const echoes = echoesIn(
      pieces,
      found.flatMap((at) => pieces[at] ?? []),
    );
    for (const at of found) {
      const piece = pieces[at];
      if (!piece) continue;
      const echo = echoes.get(piece) ?? { words: 0, pairs: 0 };
      if (piece.endsAsSentence) {
        if (echo.pairs >= SAME_PAIRS) decide(piece, 'pullquote', 'Stands free and repeats a sentence of the body.');
      } else if (
        echo.pairs >= SAME_PAIRS ||
        (echo.words >= SAME_WORDS && piece.weight >= SHORTEST_PARAPHRASE && !asks(piece))
      ) {
        decide(piece, 'pullquote', 'Stands free, without full stop, and says what a paragraph says.');
      } else if (stopsArePut && piece.weight > LONGEST_HEADING && !isCutShort(piece) && standsFree(pieces, at)) {
        decide(piece, 'pullquote', 'Stands free: a statement as long as a sentence, without full stop.');
      }
    }
    // A book's contents say what its chapters say, and verses stand free.
    const quotes = pieces.filter(({ verdict }) => verdict?.type === 'pullquote');
    if (quotes.length > MOST_QUOTES) for (const piece of quotes) piece.verdict = undefined;
    attributions(pieces);
  },
};

/** A paragraph of several sentences whose last one goes on elsewhere; a pull quote has one or two. */
function isCutShort({ text }: Piece): boolean {
  return (text.match(/\p{Ll}{2}[.!?]["”’»]?\s+["“‘«]?(?=\p{Lu})/gu)?.length ?? 0) >= 2;
}

function isCandidate(piece: Piece | undefined): piece is Piece {
  if (!piece || piece.verdict || piece.marker || piece.text.length > 600) return false;
  if (piece.weight < SHORTEST_PULL_QUOTE || piece.weight > LONGEST_PULL_QUOTE) return false;
  if (/[,;:，；：]$/u.test(piece.text)) return false;
  return true;
}

/** A paragraph stands on at least one side, and on neither a line of the same shape: those are verses, or a table. */
function standsFree(pieces: readonly Piece[], at: number): boolean {
  const sides = [neighbour(pieces, at, -1), neighbour(pieces, at, 1)];
  const alike = (piece: Piece | undefined): boolean =>
    piece !== undefined &&
    !piece.endsAsSentence &&
    !/[:：]$/u.test(piece.text) &&
    piece.weight > LONGEST_HEADING &&
    (!piece.verdict || piece.verdict.type === 'pullquote');
  return (
    sides.some((piece) => piece?.isBody && piece.endsAsSentence) &&
    !sides.every(alike) &&
    !sides.some((piece) => alike(piece) && !piece?.verdict)
  );
}

interface Echo {
  /** Share of the candidate's words, and of its pairs of neighbouring words, that one paragraph has. */
  words: number;
  pairs: number;
}

/**
 * For each candidate the paragraph that resembles it most. Two passes over the text, whatever the number of
 * candidates: which words are everywhere, then who has which.
 */
function echoesIn(pieces: readonly Piece[], candidates: readonly Piece[]): Map<Piece, Echo> {
  const echoes = new Map<Piece, Echo>();
  if (candidates.length === 0) return echoes;
  const bodies = comparable(pieces);
  const owners = new Map<string, Piece[]>();
  for (const piece of candidates) {
    const { words, pairs } = grams(piece.words);
    for (const gram of [...words, ...pairs]) {
      const list = owners.get(gram);
      if (!list) owners.set(gram, [piece]);
      else if (list.length < MOST_OWNERS) list.push(piece);
    }
  }
  const spread = new Map<string, number>();
  for (const body of bodies) {
    for (const word of grams(body.words).words) if (owners.has(word)) spread.set(word, (spread.get(word) ?? 0) + 1);
  }
  const isTelling = (word: string): boolean =>
    bodies.length < FEWEST_PARAGRAPHS || (spread.get(word) ?? 0) < bodies.length * EVERYWHERE;
  const sizes = new Map(
    candidates.map((piece) => {
      const { words, pairs } = grams(piece.words);
      return [piece, { words: [...words].filter(isTelling).length, pairs: pairs.size }];
    }),
  );
  for (const body of bodies) {
    const hits = new Map<Piece, Echo>();
    const count = (gram: string, kind: 'words' | 'pairs'): void => {
      for (const piece of owners.get(gram) ?? []) {
        // A paragraph says more than the quote taken from it.
        if (piece === body || body.weight < piece.weight * (piece.endsAsSentence ? 1.3 : 0.7)) continue;
        const hit = hits.get(piece) ?? { words: 0, pairs: 0 };
        hit[kind] += 1;
        hits.set(piece, hit);
      }
    };
    const { words, pairs } = grams(body.words);
    for (const word of words) if (isTelling(word)) count(word, 'words');
    for (const pair of pairs) count(pair, 'pairs');
    for (const [piece, hit] of hits) {
      const size = sizes.get(piece) ?? { words: 0, pairs: 0 };
      const best = echoes.get(piece) ?? { words: 0, pairs: 0 };
      echoes.set(piece, {
        words: Math.max(best.words, size.words === 0 ? 0 : hit.words / size.words),
        pairs: Math.max(best.pairs, size.pairs === 0 ? 0 : hit.pairs / size.pairs),
      });
    }
  }
  return echoes;
}

function comparable(pieces: readonly Piece[]): Piece[] {
  const bodies: Piece[] = [];
  let words = 0;
  for (const piece of pieces) {
    const type = piece.verdict?.type;
    if (!piece.isKept || piece.weight < 10 || !(type === undefined || type === 'paragraph' || type === 'quote'))
      continue;
    words += piece.words.length;
    if (words > MOST_COMPARED_WORDS) break;
    bodies.push(piece);
  }
  return bodies;
}

function asks(piece: Piece): boolean {
  return /[?？؟]["”’»)]?$/u.test(piece.text);
}

/** Words of one or two letters ("is", "of") are in every paragraph; a character of unspaced writing counts in pairs. */
function grams(all: readonly string[]): { words: Set<string>; pairs: Set<string> } {
  const words = new Set<string>();
  const pairs = new Set<string>();
  all.forEach((word, at) => {
    if (word.length > 2) words.add(word);
    const next = all[at + 1];
    if (next !== undefined) {
      pairs.add(`${word} ${next}`);
      if (word.length === 1 && next.length === 1 && word > '\u2e80') words.add(word + next);
    }
  });
  return { words, pairs };
}

/** "— Olle Brandt, ferry owner" under a pull quote says whose words it takes; a bare name must occur in the body. */
function attributions(pieces: readonly Piece[]): void {
  pieces.forEach((piece, at) => {
    const before = pieces[at - 1];
    if (piece.verdict || before?.verdict?.type !== 'pullquote' || before.verdict.leftOut) return;
    if (piece.weight > 14 || piece.endsInFullStop || piece.text.length > 140) return;
    const dashed = /^[-–—]\s*\S/u.test(piece.text);
    const [name = ''] = piece.text.split(/\s*,\s*/u);
    const named =
      (/^["“„«‘]/.test(before.text) || piece.text.includes(',')) &&
      /^\p{Lu}/u.test(name) &&
      name.includes(' ') &&
      isCapitalised(name) &&
      pieces.some((body) => body !== piece && body.isBody && body.text.includes(name));
    if (dashed || named) decide(piece, 'pullquote', 'Says whose words the pull quote takes.');
  });
}
