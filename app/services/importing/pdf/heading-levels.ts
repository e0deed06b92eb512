import type { Piece } from '../../../../shared/importing/piece.ts';

/** “3”, “3.”, “3.2”, “3.2.1”: how deep a heading's number goes. */
const COUNTED = /^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S/u;
const DEEPEST = 6;
/** Two headings of a look show that headings have looks. */
const LEAST_LOOKS = 2;

/** So many questions that nothing sets apart are those of an interview. */
const LEAST_QUESTIONS = 3;

/**
 * Takes back headings by wording alone that nothing sets apart, where headings have looks, or where they are the
 * questions of an interview.
 *
 * @param looks the pieces that are headings by their looks
 * @param plain those that are set as the text is
 */
export function dropPlainHeadings(
  pieces: readonly Piece[],
  looks: ReadonlySet<Piece>,
  plain: ReadonlySet<Piece>,
): void {
  const found = pieces.filter((piece) => piece.verdict?.type === 'heading' && piece.isKept && plain.has(piece));
  const ownLooks = pieces.filter((piece) => looks.has(piece) && piece.isKept).length >= LEAST_LOOKS;
  const questions = found.filter(({ text }) => /[?？؟]["”»]?$/u.test(text));
  for (const piece of ownLooks ? found : questions.length >= LEAST_QUESTIONS ? questions : [])
    if (!looks.has(piece) && !COUNTED.test(piece.text)) piece.verdict = undefined;
}

/**
 * Gives headings the levels that their looks left open: what is a heading by its wording alone stands below those with
 * a look of their own, and where headings are counted, “2.1” stands below “2”.
 *
 * @param ranks how many looks headings have; those with one got their levels by it
 * @param looks the pieces that are headings by their looks
 */
export function levelHeadings(pieces: readonly Piece[], ranks: number, looks: ReadonlySet<Piece>): void {
  const headings = pieces.filter(({ verdict }) => verdict?.type === 'heading' && !verdict.leftOut);
  if (ranks > 0 && headings.filter((piece) => looks.has(piece)).length >= LEAST_LOOKS)
    for (const piece of headings) if (!looks.has(piece)) setLevel(piece, 2 + ranks);
  const depths = new Map(headings.map((piece) => [piece, COUNTED.exec(piece.text)?.[1]?.split('.').length]));
  const counted = headings.filter((piece) => depths.get(piece) !== undefined);
  const least = Math.min(...counted.map((piece) => depths.get(piece) as number));
  const top = Math.min(
    ...counted.filter((piece) => depths.get(piece) === least).map(({ verdict }) => verdict?.level ?? 2),
  );
  if (counted.length < LEAST_LOOKS) return;
  for (const piece of counted) setLevel(piece, top + (depths.get(piece) as number) - least);
}

function setLevel({ verdict }: Piece, level: number): void {
  if (verdict) verdict.level = Math.min(DEEPEST, level);
}
