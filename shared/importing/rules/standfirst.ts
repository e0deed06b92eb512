import type { Piece } from '../piece.ts';
import { SECOND_HEADLINE } from './doubled-headline.ts';
import { labelledIn } from './heading.ts';
import { decide, type Rule } from './rule.ts';

const LEAST_WORDS = 5;
const MOST_WORDS = 75;
/** Below a byline a shorter line may be the first subheading. */
const LEAST_STATEMENT = 13;
/** Without another sign a standfirst is told by being shorter than the paragraphs that follow. */
const SHORTER = 0.75;
const FEWEST_PARAGRAPHS = 3;
/** The copy of the headline comes after a standfirst and a picture or two. */
const NEAR = 16;
const COMPARED_PARAGRAPHS = 5;

/** "KARSA, 3 March –" or "KARSA (Reuters) -" opens the body, so what precedes it is not. */
const DATELINE = /^[\p{Lu}][\p{Lu}\p{M} .'’-]{2,40}(?:,[^–—-]{0,40}|\s*\([^)]{2,40}\))?\s*[–—-]+\s/u;

/**
 * The standfirst sums the article up under the headline. Layout sets it apart: a byline, a picture, the headline again
 * or no full stop comes between it and the body. Failing these it must be clearly shorter than the paragraphs below.
 */
export const standfirst: Rule = {
  name: 'standfirst',
  apply(pieces) {
    const title = pieces.findIndex((piece) => piece.verdict?.type === 'title');
    if (title < 0) return;
    // Pictures with a line each may stand between the headline and its copy, the standfirst below both.
    const copy = pieces.slice(0, title + NEAR).findLastIndex((piece) => piece.verdict?.leftOut === SECOND_HEADLINE);
    const inBetween = pieces.slice(title + 1, copy).some((piece) => !piece.verdict);
    const headline = copy > title && !inBetween ? copy : title;
    let bylineBefore = false;
    let at = headline + 1;
    while (at < pieces.length && pieces[at]?.verdict) {
      if (pieces[at]?.verdict?.type === 'byline') bylineBefore = true;
      if (pieces[at]?.verdict?.type === 'list' || pieces[at]?.verdict?.type === 'quote') return;
      at += 1;
    }
    const piece = pieces[at];
    if (!piece || piece.weight < LEAST_WORDS || piece.weight > MOST_WORDS || piece.marker) return;
    if (labelledIn(pieces).has(piece)) return;
    if (DATELINE.test(piece.text) || /^["“„«]/.test(piece.text)) return;
    const because = sign(pieces, headline, at, bylineBefore);
    if (because) decide(piece, 'standfirst', because);
  },
};

function sign(pieces: readonly Piece[], title: number, at: number, bylineBefore: boolean): string | undefined {
  const piece = pieces[at];
  const following = pieces.slice(at + 1);
  const body = following.filter((other) => !other.verdict && other.isBody).slice(0, COMPARED_PARAGRAPHS);
  if (!piece || body.length === 0) return undefined;
  const next = following.findIndex((other) => !other.verdict);
  const between = following.slice(0, next < 0 ? following.length : next);
  const copy = following.slice(0, NEAR).some((other) => other.verdict?.leftOut === SECOND_HEADLINE);
  if (copy) return 'Stands between the headline and its copy.';
  if (!bylineBefore && between.some((other) => other.verdict?.type === 'byline'))
    return 'Stands between the headline and the byline.';
  if (!piece.endsAsSentence && at === title + 1) return 'Under the headline, and not a sentence of the body.';
  const headOnly = pieces.slice(title + 1, at).every(({ verdict }) => verdict?.leftOut || verdict?.type === 'byline');
  if (!piece.endsAsSentence && headOnly && piece.weight >= LEAST_STATEMENT)
    return 'Under the headline and its byline, and not a sentence of the body.';
  if (!bylineBefore && between.some(isPicture)) return 'Stands between the headline and the picture.';
  if (DATELINE.test(following[next]?.text ?? '')) return 'Stands above the line that says where the report comes from.';
  const weights = body.map((other) => other.weight).sort((a, b) => a - b);
  const median = weights[Math.floor(weights.length / 2)] ?? 0;
  if (body.length < FEWEST_PARAGRAPHS || at > title + (bylineBefore ? 3 : 4)) return undefined;
  if (piece.weight <= median * SHORTER && piece.weight >= 8 && piece.isBody)
    return 'Under the headline, and shorter than the paragraphs below.';
  return undefined;
}

function isPicture(piece: Piece): boolean {
  return piece.verdict?.type === 'caption' || piece.verdict?.type === 'credit';
}
