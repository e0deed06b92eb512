import type { Piece } from '../piece.ts';
import { isCapitalised, likeness } from '../wording.ts';
import { AGENCIES, CREDIT_WORDS } from '../words/agencies.ts';
import { namesDate } from '../words/dates.ts';
import { plain } from '../words/plain.ts';
import { decide, type Rule } from './rule.ts';

/** "Photo: Jane Roe for the Courier via Getty Images" is about as long as credits get. */
const MOST_WORDS = 12;
/** Of a caption and its copy: agencies shorten and sites re-word a little. */
export const SAME_CAPTION = 0.8;

/**
 * Who took the picture: a name and an agency, or a line that says "Photo:". Such a line has no verb, and every word of
 * it is a name. A short line between a caption and the same caption again is a credit wherever it comes from.
 */
export const credit: Rule = {
  name: 'credit',
  apply(pieces) {
    const spaced = pieces.filter((piece) => piece.gapBefore).length * 4 > pieces.length * 3;
    pieces.forEach((piece, at) => {
      if (piece.verdict) return;
      if (ILLUSTRATION.test(piece.text)) decide(piece, 'caption', 'Stands for a picture that the text does not hold.');
      else if (isCredit(piece.text)) decide(piece, 'credit', 'Names a photographer or an agency and nothing else.');
      else if (isBetweenCaptions(pieces, at)) decide(piece, 'credit', 'Stands between a caption and its copy.');
      else if (isCapitalsUnderCaption(pieces, at)) decide(piece, 'credit', 'A name in capitals right under a caption.');
      else if (spaced && at > 0 && isOverCaption(pieces, at)) decide(piece, 'credit', 'A name right above a caption.');
      else if (spaced && isUnderCaption(pieces, at)) decide(piece, 'credit', 'A name right under a caption.');
    });
  },
};

/** “[Illustration: The quay in 1870]”, as texts of books have it. */
const ILLUSTRATION = /^\[(?:illustration|abbildung|image|figure)\s*:[^\]]+\]$/iu;

function isBetweenCaptions(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  const before = pieces[at - 1];
  const after = pieces[at + 1];
  if (!piece || !before || !after || piece.text.length > 100 || piece.endsAsSentence || piece.weight > 8) return false;
  if (before.weight < 6 || before.weight > 80 || after.weight > 80) return false;
  return isCapitalised(piece.text) && likeness(before.words, after.words) >= SAME_CAPTION;
}

/** In the head of an article, where its picture is. */
const HEAD_PIECES = 20;

function isCapitalsUnderCaption(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  const before = pieces[at - 1];
  if (!piece || !before || piece.gapBefore || before.verdict || at > HEAD_PIECES || before.weight < 4) return false;
  return piece.weight >= 2 && piece.weight <= 4 && /^\p{Lu}{2,}(?:[ '’.-]+\p{Lu}{2,})+$/u.test(piece.text);
}

function isUnderCaption(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  const before = pieces[at - 1];
  if (!piece || !before || piece.gapBefore || piece.text.length > 60 || piece.endsAsSentence || before.verdict)
    return false;
  if (pieces[at + 1]?.gapBefore === false) return false;
  return (
    piece.weight >= 2 &&
    piece.weight <= 5 &&
    /\p{Lu}/u.test(piece.text) &&
    isCapitalised(piece.text) &&
    before.weight >= 8 &&
    before.weight <= 60 &&
    namesDate(before.text)
  );
}

/** A name right above a single sentence of a caption's length, where all other lines have a gap between them. */
function isOverCaption(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  const after = pieces[at + 1];
  if (!piece?.gapBefore || !after || after.gapBefore || after.verdict || pieces[at + 2]?.gapBefore === false)
    return false;
  if (piece.weight < 2 || piece.weight > 4 || piece.text.length > 60 || piece.endsAsSentence) return false;
  if (!/^\p{Lu}/u.test(piece.text) || !isCapitalised(piece.text)) return false;
  if (after.weight < 8 || after.weight > 45 || /["“”„«»]/.test(after.text)) return false;
  return !/[.!?]\s+\p{Lu}/u.test(after.text.replace(/\b\p{L}{1,3}\.\s/gu, ''));
}

/** Whether a line says who wrote or photographed, and nothing else. */
export function isCredit(line: string): boolean {
  if (line.length > 120) return false;
  const text = unwrap(line.trim());
  const flat = plain(text);
  const count = flat === '' ? 0 : flat.split(' ').length;
  if (count === 0 || count > MOST_WORDS) return false;
  // A number of a chapter may be the name of an agency.
  if (AGENCIES.has(flat)) return !/[?!]$|^[IVXLC]+$/.test(text);
  const introduced = CREDIT_WORDS.exec(text)?.[0];
  if (introduced) {
    const rest = text.slice(introduced.length);
    const named = / (?:by|of)$/i.test(introduced)
      ? rest.replace(/^\s*[:：]?\s*/u, '')
      : /^\s*[:：|/]\s*(.+)$/u.exec(rest)?.[1];
    if (named && isName(named)) return true;
    // “Courtesy Harbour Museum” needs no sign between.
    if (/^courtesy$/i.test(introduced) && isName(rest.trim())) return true;
  }
  if (/^(?:©|\(c\)|copyright)\s*\S/iu.test(text)) return isName(text.replace(/^(?:©|\(c\)|copyright)\s*/iu, ''));
  if (/[.?!。]$/u.test(text)) return false;
  const parts = text.split(/\s*(?:[/|,–—•·]|\bvia\b|\s-\s)\s*/u).filter((part) => part !== '');
  if (parts.length < 2 || !isCapitalised(text)) return false;
  if (parts.some((part) => AGENCIES.has(plain(part))) && parts.every((part) => part.split(/\s+/).length <= 5))
    return true;
  // An agency that isn't known: somebody's full name, a stroke, a name.
  return (
    /^[^/]+(?:\/[^/]+){1,2}$/.test(text) &&
    /\p{Lu}/u.test(text) &&
    parts.every((part) => part.split(/\s+/).length <= 4) &&
    parts.some((part) => part.split(/\s+/).length >= 2) &&
    !/\d/.test(text)
  );
}

function unwrap(text: string): string {
  return /^[([（【].*[)\]）】]$/u.test(text) ? text.slice(1, -1).trim() : text;
}

/** Some agencies write themselves small: “Uwe Brandis / dpa”. */
function withoutAgencies(text: string): string {
  const others = text.split(/[\s/|,]+/u).filter((word) => !AGENCIES.has(plain(word)));
  return others.length > 0 ? others.join(' ') : text;
}

function isName(text: string): boolean {
  return (
    !/[?!。]$/u.test(text) &&
    !/\.\s/.test(text.replace(/\b\p{L}\.\s/gu, '')) &&
    isCapitalised(withoutAgencies(text)) &&
    text.split(/\s+/).length <= 9
  );
}

/** "… le 12 février. YANN LE DÛ POUR « LE COURANT »": the photographer in capitals, after the full stop. */
const CAPITALS_AT_END =
  /[.!?…]\s+(\p{Lu}{2,}(?:[ '’-]\p{Lu}{2,}){1,4}(?:\s*(?:\/|,|POUR|FOR|FÜR|PARA)\s*[«“"]?\s?\p{Lu}[\p{Lu} ]+[»”"]?)?)$/u;

/** “(Photo Ann Okoro. AFP)”, “(Credit: AP/Lee Moro/Montage by the Courier)”: what begins so in brackets is nothing else. */
const IN_BRACKETS =
  /^[([（](?:[Pp]hotos?|PHOTOS?|[Ff]otos?|FOTO|[Cc]r[ée]dits?(?: [Pp]hoto)?|CREDIT|[Ii]mage|[Bb]ild)\s*(?:[:：]\s*\S|\p{Lu})/u;

/** The ways in which a longer line ends with a credit; what is in the first bracket of each has to be one. */
const TAILS: readonly (readonly [RegExp, (tail: string) => boolean])[] = [
  [
    /([([（][^()[\]（）]{2,80}[)\]）]\s*\.?)$/u,
    (tail) => isCredit(tail.replace(/\s*\.$/u, '')) || IN_BRACKETS.test(tail),
  ],
  [/(©\s*[^©.]{2,80})$/u, () => true],
  [CAPITALS_AT_END, () => true],
  [/(?:[.!?]|\s[|–—-])\s*(\p{L}[\p{L} ]{2,20}\s*[:：].{2,60})$/u, isCredit],
  [
    /(?:^|[.!?]\s+|\s[|–—-]\s)((?:photo|photograph|picture|image|credit|foto|bild|crédit|photos?)s?(?: credit| by)?\s*:?\s*[^.]{2,80})$/iu,
    isCredit,
  ],
  [
    /(?:[.!?]|\s[|–—/-])\s*([^.|–—]{2,60})$/u,
    (tail) => AGENCIES.has(plain(tail)) || (/[/,]/.test(tail) && isCredit(tail)),
  ],
];
/** So much of a line's end may be a credit. */
const LONGEST_TAIL = 120;

/** Where the credit begins with which a longer line ends, as captions do that carry their own; undefined without one. */
export function creditAt(text: string): number | undefined {
  const from = Math.max(0, text.length - LONGEST_TAIL);
  const tail = text.slice(from);
  for (const [pattern, isIt] of TAILS) {
    const found = pattern.exec(tail);
    if (found?.[1] && isIt(found[1])) return from + found.index + found[0].lastIndexOf(found[1]);
  }
  return undefined;
}

/** Whether a longer line ends with a credit. */
export function endsWithCredit(text: string): boolean {
  return creditAt(text) !== undefined;
}
