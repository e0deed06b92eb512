import type { Piece } from '../piece.ts';
import { isCapitalised, likeness } from '../wording.ts';
import { namesDate } from '../words/dates.ts';
import { endsWithCredit, SAME_CAPTION } from './credit.ts';
import { SECOND_HEADLINE } from './doubled-headline.ts';
import { decide, type Rule } from './rule.ts';

const MOST_WORDS = 75;
const LEAST_WORDS = 3;

const PICTURE_WORDS =
  /\b(?:pictured|photographed|seen (?:here|in|on|at|from)|file photo|file picture|handout|in this (?:photo|picture|image|undated)|\((?:left|right|centre|center|l|r|c)\)|(?:a |an )?(?:aerial|satellite|general) view|screenshot|undated|aufgenommen|archivbild|archivfoto|im bild|sur cette photo|photo d['’]archives|imagen de archivo|في صورة|صورة أرشيفية|на фото|архивное фото|资料图|图为)(?![\p{L}])/iu;

/**
 * What a picture shows stands next to the line that names its photographer, above or below. Of the two neighbours the
 * one that reads as a caption is it: given twice, in the same group of lines, dated, saying "pictured", of one or two
 * sentences. A line that ends with its own credit is a caption too.
 */
export const caption: Rule = {
  name: 'caption',
  apply(pieces) {
    for (const piece of pieces) {
      if (isCaptionSized(piece) && endsWithCredit(piece.text) && piece.weight >= 5)
        decide(piece, 'caption', 'Ends with a picture’s credit.');
    }
    const found = { before: 0, after: 0 };
    const unclear: number[] = [];
    pieces.forEach((piece, at) => {
      if (piece.verdict?.type !== 'credit') return;
      const before = pieces[at - 1];
      const after = pieces[at + 1];
      if (before?.verdict?.type === 'table') return;
      if (before?.verdict?.type === 'caption' || after?.verdict?.type === 'caption') return;
      const beforeScore = score(before, before !== undefined && !piece.gapBefore, after);
      const afterScore = score(after, after !== undefined && !after.gapBefore, before);
      const best = afterScore > beforeScore ? after : before;
      if (!best || Math.max(beforeScore, afterScore) < ENOUGH) {
        unclear.push(at);
        return;
      }
      found[best === after ? 'after' : 'before'] += 1;
      decide(best, 'caption', 'Stands next to a picture’s credit.');
    });
    // A page sets all its pictures alike: where one side is the rule, the unclear ones follow it.
    if (found.before > 0 === found.after > 0) return;
    for (const at of unclear) {
      const piece = pieces[found.after > 0 ? at + 1 : at - 1];
      if (piece && isCaptionSized(piece) && piece.weight <= 40 && sentences(piece) <= 1 && !isSpeech(piece)) {
        decide(piece, 'caption', 'Stands next to a credit on the side where this page has its captions.');
      }
    }
  },
};

const ENOUGH = 2;
/** Of a credit's two neighbours a caption is shorter than the paragraph on the other side. */
const MUCH_SHORTER = 0.6;

/** How much a credit's neighbour reads like a caption; the weights only have to put the clearer sign first. */
function score(piece: Piece | undefined, sameGroup: boolean, other: Piece | undefined): number {
  if (!piece || !isCaptionSized(piece)) return 0;
  let points = 0;
  if (other && !other.verdict && piece.weight >= 4 && likeness(piece.words, other.words) >= SAME_CAPTION) points += 4;
  if (sameGroup) points += 2;
  if (namesDate(piece.text)) points += 2;
  if (PICTURE_WORDS.test(piece.text)) points += 2;
  if (piece.weight >= 5 && piece.weight <= 40) points += 1;
  if (other && piece.weight < other.weight * MUCH_SHORTER && sentences(piece) <= 1) points += 1;
  if (isSpeech(piece)) points -= 2;
  if (piece.weight > 45) points -= 2;
  if (sentences(piece) > 2) points -= 1;
  return points;
}

function sentences(piece: Piece): number {
  return (piece.text.match(/[.!?。]["”’»)]?(?=\s+["“‘«(]?\p{Lu}|$)/gu) ?? ['']).length;
}

function isSpeech(piece: Piece): boolean {
  return /["“”„«»]/.test(piece.text);
}

function isCaptionSized(piece: Piece): boolean {
  return !piece.verdict && !piece.marker && piece.weight >= LEAST_WORDS && piece.weight <= MOST_WORDS;
}

/**
 * A line that stands free, names a day and a year and isn't a sentence, or calls itself a picture: a caption whose
 * credit was not copied.
 */
export const captionAlone: Rule = {
  name: 'caption-alone',
  apply(pieces) {
    const again = pieces.findIndex((piece) => piece.verdict?.leftOut === SECOND_HEADLINE);
    const standfirst = pieces.findIndex((piece) => piece.verdict?.type === 'standfirst');
    pieces.forEach((piece, at) => {
      const inHead = standfirst >= 0 && at > standfirst && at < again && again < HEAD_PIECES;
      if (inHead && !piece.verdict && piece.weight <= 5 && !piece.endsAsSentence && isCapitalised(piece.text)) {
        decide(piece, 'credit', 'A name between the headline and its copy, where the picture was.');
      }
      if (!isCaptionSized(piece) || piece.weight < 3 || piece.weight > 60) return;
      const next = pieces[at + 1];
      const doubled = next !== undefined && !next.verdict && likeness(piece.words, next.words) >= SAME_CAPTION;
      const dated = /\b(?:19|20)\d{2}\b/.test(piece.text) && namesDate(piece.text);
      const picture = PICTURE_WORDS.test(piece.text) && piece.weight <= 40;
      if (inHead && piece.weight <= 60)
        decide(piece, 'caption', 'Stands between the headline and its copy, where the picture was.');
      else if (doubled && piece.weight >= 5 && (dated || picture))
        decide(piece, 'caption', 'A line about a picture, given twice.');
      else if (
        dated &&
        !piece.endsAsSentence &&
        piece.weight >= 6 &&
        piece.weight <= 45 &&
        / /.test(piece.text) &&
        hasFullDate(piece.text)
      ) {
        decide(piece, 'caption', 'Names a day and is no sentence, as captions are.');
      } else if (piece.weight >= 3 && /^[▲▼△▽◀►]|(?:摄|攝|供图|供圖)[）)]?$/u.test(piece.text)) {
        decide(piece, 'caption', 'Points at a picture.');
      } else if (
        /^(?:(?:file )?photo|picture|image|foto|bild|pictured|archivbild|فيديو|صورة)\s*[:：]\s/iu.test(piece.text) &&
        piece.weight >= 5
      ) {
        decide(piece, 'caption', 'Calls itself a picture.');
      }
    });
  },
};

const HEAD_PIECES = 20;

/** A year right after a month or a day: "June 24, 2025", "11. April 2030"; a bare year also stands in pull quotes. */
function hasFullDate(text: string): boolean {
  return (
    /\d{1,2}(?:st|nd|rd|th|\.)?,? (?:\p{L}+\.? )?(?:19|20)\d{2}\b/u.test(text) || /\d{4}年\d{1,2}月\d{1,2}日/.test(text)
  );
}
