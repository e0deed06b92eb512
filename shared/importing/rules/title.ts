import type { Piece } from '../piece.ts';
import { isTopic } from '../pieces.ts';
import { likeness } from '../wording.ts';
import { SECTIONS } from '../words/furniture.ts';
import { plain } from '../words/plain.ts';
import { COPYRIGHT_REASON } from './copyright.ts';
import { decide, leaveOut, type Rule } from './rule.ts';

/** Headlines come first, after a few lines of menu at most. */
const FIRST_PIECES = 14;
/** Where the headline stands again it does so before the body begins. */
const REPEATED_WITHIN = 25;
/** The longest headlines in the samples had 24 words. */
const MOST_WORDS = 32;
/** A headline with a full stop is shorter than the sentence with which a text without headline begins. */
const MOST_WORDS_WITH_STOP = 12;
/** A line that comes more often is a refrain, or a form. */
const MOST_REPEATS = 4;
/** Of its words two versions of a headline share at least this much: one word of eight may differ. */
const SAME_HEADLINE = 0.86;

/**
 * The headline is the first line that can be one: short, no full stop, not the label of a department. Where one of the
 * first lines stands there twice, that one is it, whatever precedes it: sites print the headline again. A letter has a
 * line that says what it is about.
 */
export const title: Rule = {
  name: 'title',
  apply(pieces) {
    const candidates = pieces
      .slice(0, FIRST_PIECES)
      .map((piece, at) => ({ piece, at }))
      .filter(({ piece }) => !piece.verdict);
    if (pieces.length < 2 || pieces.some(({ verdict }) => verdict?.type === 'title')) return;
    const topic = candidates.find(({ piece }) => isTopic(piece.text));
    if (topic && !pieces.slice(0, topic.at).some(({ isBody }) => isBody)) {
      decide(topic.piece, 'title', 'Says what it is about.');
      return;
    }
    const repeated = candidates.find(({ piece, at }) => isTitleShaped(piece) && isRepeated(pieces, at));
    const found = repeated?.at ?? firstHeadline(pieces, candidates);
    const piece = found === undefined ? undefined : pieces[found];
    if (!piece || found === undefined) return;
    decide(
      piece,
      'title',
      repeated ? 'The headline: it stands there twice.' : 'The first line that can be a headline.',
    );
    const below = pieces[found + 1];
    if (below && !below.verdict && SECTIONS.has(below.words.join(' ')))
      leaveOut(below, 'heading', 'A label below the headline.');
    for (const other of pieces.slice(0, found)) {
      if (other.verdict) continue;
      if (likeness(other.words, piece.words) >= 0.6) leaveOut(other, 'heading', 'The headline with the site’s name.');
      else if (!other.isBody && other.weight <= 4) leaveOut(other, 'heading', 'A label above the headline.');
    }
  },
};

interface Candidate {
  piece: Piece;
  at: number;
}

function firstHeadline(pieces: readonly Piece[], candidates: readonly Candidate[]): number | undefined {
  const [first] = candidates;
  if (!first) return undefined;
  const clean = candidates.find(
    ({ piece }) => piece !== first.piece && isTitleShaped(piece) && namesSite(first.piece, piece),
  );
  if (clean) return clean.at;
  // Labels may stand above each other: the site's name, then the department.
  const headline = candidates.find(({ piece }, at) => {
    const next = candidates[at + 1]?.piece;
    return !next || !isTitleShaped(next) || !isLabel(pieces, piece, next);
  });
  return headline && isTitleShaped(headline.piece) ? headline.at : undefined;
}

/** The notice at the foot has a few lines of menu below it. */
const FOOT_PIECES = 12;

/** The department ("Politics"), or the site's name: it stands in the notice at the foot too. */
function isLabel(pieces: readonly Piece[], piece: Piece, next: Piece): boolean {
  if (piece.weight > 4 || piece.endsAsSentence) return false;
  const line = piece.words.join(' ');
  const standsAtFoot = pieces
    .slice(-FOOT_PIECES)
    .some((foot) => foot.verdict?.leftOut === COPYRIGHT_REASON && foot.words.join(' ').includes(line));
  if (standsAtFoot) return true;
  if (next.weight < 3) return false;
  if (SECTIONS.has(line)) return true;
  const [first = ''] = piece.text.split(/\s*[|:/]\s*/u);
  if (first !== piece.text && SECTIONS.has(first.toLowerCase())) return true;
  const shouts = (text: string): boolean => /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);
  return shouts(piece.text) && !shouts(next.text) && piece.weight <= 3;
}

function isTitleShaped(piece: Piece): boolean {
  if (piece.verdict || piece.marker || piece.weight > MOST_WORDS || piece.text.length > 300 || piece.weight === 0)
    return false;
  if (/[,;:，；：،]$/u.test(piece.text)) return false;
  if (!piece.endsInFullStop) return true;
  return piece.weight <= MOST_WORDS_WITH_STOP && !/^["“„«‘]/.test(piece.text);
}

function isRepeated(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  if (!piece || piece.weight < 2) return false;
  let repeats = 0;
  for (let other = at + 1; other < Math.min(pieces.length, at + REPEATED_WITHIN); other += 1) {
    const twin = pieces[other];
    // Twins on both sides of a credit are a caption and its copy.
    if (other === at + 2 && pieces[at + 1]?.verdict?.type === 'credit') continue;
    if (twin && !twin.verdict && isSameHeadline(piece, twin)) repeats += 1;
  }
  return repeats > 0 && repeats < MOST_REPEATS;
}

/** Whether a line is the headline with the site's name after it, as the browser's tab shows it. */
function namesSite(line: Piece, headline: Piece): boolean {
  const head = /^(.{8,}?)\s+[|–—·-]\s+[^|]{2,60}$/u.exec(line.text)?.[1];
  return head !== undefined && headline.weight < line.weight && plain(head) === headline.words.join(' ');
}

/** The same line again. A paragraph that begins with the headline's words is longer, or ends in a full stop. */
export function isSameHeadline(headline: Piece, other: Piece): boolean {
  if (other.weight > MOST_WORDS * 1.5 || other.text.length > 400) return false;
  if (other.endsInFullStop !== headline.endsInFullStop) return false;
  return likeness(headline.words, other.words) >= SAME_HEADLINE;
}
