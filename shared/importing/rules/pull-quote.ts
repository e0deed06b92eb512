import type { Piece } from '../piece.ts';
import { decide, neighbour, type Rule } from './rule.ts';

/** From this length on a line without full stop is no heading: none in the samples had more than eleven words. */
export const LONGEST_HEADING = 12;
/** Between the two lengths a line may be either; whether the body says the same decides. */
const SHORTEST_PULL_QUOTE = 6;
const LONGEST_PULL_QUOTE = 60;
/** Share of its words that one paragraph has too. A heading shares some words with its section, not most. */
const SAME_WORDS = 0.75;
/** A line with a full stop might be a paragraph: it must be in the body nearly word for word. */
const SAME_PAIRS = 0.85;
/** An article has a handful; more are a sign of some other kind of text, and comparing all would take long. */
const MOST_CANDIDATES = 400;
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
    const candidates = pieces.filter((piece, at) => at > title && isCandidate(pieces, at)).slice(0, MOST_CANDIDATES);
    const echoes = echoesIn(pieces, candidates);
    for (const piece of candidates) {
      const echo = echoes.get(piece) ?? { words: 0, pairs: 0 };
      if (piece.endsAsSentence) {
        if (echo.pairs >= SAME_PAIRS) decide(piece, 'pullquote', 'Stands free and repeats a sentence of the body.');
      } else if (echo.pairs >= SAME_PAIRS || (echo.words >= SAME_WORDS && piece.weight >= 8)) {
        decide(piece, 'pullquote', 'Stands free, without full stop, and says what a paragraph says.');
      } else if (stopsArePut && piece.weight > LONGEST_HEADING && standsFree(pieces, pieces.indexOf(piece))) {
        decide(piece, 'pullquote', 'Stands free: a statement as long as a sentence, without full stop.');
      }
    }
    attributions(pieces);
  },
};

function isCandidate(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  if (!piece || piece.verdict || piece.marker || piece.text.length > 600) return false;
  if (piece.weight < SHORTEST_PULL_QUOTE || piece.weight > LONGEST_PULL_QUOTE) return false;
  if (/[,;:，；：]$/u.test(piece.text)) return false;
  return true;
}

/** A paragraph stands on at least one side, and on neither a line of the same shape: those are verses, or a table. */
function standsFree(pieces: readonly Piece[], at: number): boolean {
  const sides = [neighbour(pieces, at, -1), neighbour(pieces, at, 1)];
  const alike = (piece: Piece | undefined): boolean =>
    piece !== undefined && !piece.endsAsSentence && !/[:：]$/u.test(piece.text) && piece.weight > LONGEST_HEADING && (!piece.verdict || piece.verdict.type === 'pullquote');
  return sides.some((piece) => piece?.isBody && piece.endsAsSentence) && !sides.every(alike) && !sides.some((piece) => alike(piece) && !piece?.verdict);
}

interface Echo {
  /** Share of the candidate's words, and of its pairs of neighbouring words, that one paragraph has. */
  words: number;
  pairs: number;
}

/** For each candidate the paragraph that resembles it most. One pass over the text, whatever the number of candidates. */
function echoesIn(pieces: readonly Piece[], candidates: readonly Piece[]): Map<Piece, Echo> {
  const owners = new Map<string, Piece[]>();
  const sizes = new Map<Piece, { words: number; pairs: number }>();
  for (const piece of candidates) {
    const { words, pairs } = grams(piece.words);
    sizes.set(piece, { words: words.size, pairs: pairs.size });
    for (const gram of [...words, ...pairs]) {
      const list = owners.get(gram);
      if (!list) owners.set(gram, [piece]);
      else if (list.length < MOST_OWNERS) list.push(piece);
    }
  }
  const echoes = new Map<Piece, Echo>();
  if (candidates.length === 0) return echoes;
  for (const body of pieces) {
    if (!body.isKept || body.weight < 10 || !(body.verdict === undefined || body.verdict.type === 'paragraph' || body.verdict.type === 'quote')) continue;
    const hits = new Map<Piece, { words: number; pairs: number }>();
    const { words, pairs } = grams(body.words);
    for (const [kind, found] of [['words', words], ['pairs', pairs]] as const) {
      for (const gram of found) {
        for (const piece of owners.get(gram) ?? []) {
          // A paragraph must say more than the quote taken from it.
          if (piece === body || body.weight < piece.weight * (piece.endsAsSentence ? 1.3 : 0.7)) continue;
          const hit = hits.get(piece) ?? { words: 0, pairs: 0 };
          hit[kind] += 1;
          hits.set(piece, hit);
        }
      }
    }
    for (const [piece, hit] of hits) {
      const size = sizes.get(piece);
      if (!size) continue;
      const best = echoes.get(piece) ?? { words: 0, pairs: 0 };
      best.words = Math.max(best.words, size.words === 0 ? 0 : hit.words / size.words);
      best.pairs = Math.max(best.pairs, size.pairs === 0 ? 0 : hit.pairs / size.pairs);
      echoes.set(piece, best);
    }
  }
  return echoes;
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

/** "— Olle Brandt, ferry owner" under a pull quote says whose words it takes. */
function attributions(pieces: readonly Piece[]): void {
  pieces.forEach((piece, at) => {
    const before = pieces[at - 1];
    if (piece.verdict || before?.verdict?.type !== 'pullquote' || before.verdict.leftOut) return;
    if (/^[-–—]\s*\S/u.test(piece.text) && piece.weight <= 14 && !piece.endsInFullStop) {
      decide(piece, 'pullquote', 'Says whose words the pull quote takes.');
    }
  });
}
