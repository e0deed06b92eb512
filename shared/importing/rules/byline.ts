import type { Piece } from '../piece.ts';
import { endsInFullStop, isCapitalised } from '../wording.ts';
import { AGENCIES } from '../words/agencies.ts';
import { isDateLine, namesDate } from '../words/dates.ts';
import { plain } from '../words/plain.ts';
import { decide, type Rule } from './rule.ts';

/** Author and date stand around the headline, at most a few lines of menu and picture further down; or at the end. */
const FIRST_PIECES = 16;
const MOST_WORDS = 24;
/** Past this many paragraphs the article has begun. */
const BODY_BEGUN = 2;

const BY =
  /^(?:[([]?(?:(?:additional |further |medically )?(?:reporting|reviewed|writing|editing|edited|translated|written|words|text|story|interview|compiled|produced|photographs|research) by|by|interview|von|par|por|di|door|av|af|texte? de|propos recueillis par|traduit par|aus dem \p{L}+ von|من إعداد|إعداد|بقلم|كتب|كتبت|ترجمة|מאת|автор|كتبه|תמונות|текст|作者|记者|文|文・写真|取材|執筆|撰文|编译|編譯|記者|本报记者|글)(?=[\s:：/|]))\s*[:：/|]?\s*(.+)$/iu;

/**
 * Who wrote it, and when. Names are capitalised, so "By Jane Doe" is told from a sentence that begins with "By"; a
 * line of nothing but a date, with "Published" or a time, can only be the article's own. Both are worth keeping: an
 * analyst cites them.
 */
export const byline: Rule = {
  name: 'byline',
  apply(pieces) {
    const head = headLength(pieces);
    const tail = lastBody(pieces);
    pieces.forEach((piece, at) => {
      if (piece.verdict || piece.text.length > 240) return;
      if (TIME_OF_ENTRY.test(piece.text) && pieces[at + 1]?.verdict?.type === 'heading')
        decide(piece, 'byline', 'Says when the entry below was written.');
      else if (SIGN_OFF.test(piece.text)) decide(piece, 'byline', 'Says who reported and who edited.');
      if (piece.verdict || (at >= head && at <= tail)) return;
      if (piece.weight <= MOST_WORDS && isBylineText(piece.text))
        decide(piece, 'byline', 'Says who wrote the article.');
      else if (isDateLine(piece.text) && !TIME_ALONE.test(piece.text))
        decide(piece, 'byline', 'Says when the article was published.');
      else if (at < head && (isPlaceAndDate(piece.text) || isNameAndDate(piece.text)))
        decide(piece, 'byline', 'Says where and when it was written.');
      else if (at < head && piece.weight <= MOST_WORDS && ISSUED.test(piece.text) && !piece.endsInFullStop)
        decide(piece, 'byline', 'Says who issued it.');
      else if (at > 0 && at <= BELOW_HEADLINE && piece.weight <= MOST_WORDS && namesWriterOrDay(piece.text))
        decide(piece, 'byline', 'Says who wrote it, or when.');
      else if (at < head && at > 0 && AUTHORS.test(piece.text)) decide(piece, 'byline', 'Names with initials.');
      else if (at > 0 && at <= BELOW_HEADLINE && namesPeople(piece.text))
        decide(piece, 'byline', 'Names people, below the headline.');
      else if (DATED_SOURCE.test(piece.text) && piece.text.length <= 120)
        decide(piece, 'byline', 'Says when and where the article was published.');
    });
    // A bare name counts where a date, or nothing but a role, stands right under it.
    pieces.slice(0, head).forEach((piece, at) => {
      const next = pieces[at + 1];
      if (piece.verdict || at === 0 || !next || next.verdict?.type !== 'byline') return;
      if (!isDateLine(next.text) && !isPlaceAndDate(next.text)) return;
      if (isBareName(piece.text) || UNSPACED_NAME.test(piece.text))
        decide(piece, 'byline', 'A name right above the date.');
    });
  },
};

/** “Reporting by Ann Okoro in Karsa; Editing by Tom Falk”, as agencies sign, above whatever their page adds. */
const SIGN_OFF =
  /^[([]?(?:(?:[Aa]dditional |[Ff]urther |[Ww]ith )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated)) by \p{Lu}[\p{L}\p{M}'’.-]+ \p{Lu}[^.!?]*(?:\b(?:[Ww]riting|[Ee]diting|[Rr]eporting) by [^!?]*)?[.)\]]?$/u;

/** “16:40 GMT”, above the heading of an entry. */
const TIME_OF_ENTRY = /^\d{1,2}[:.h]\d{2}\s*(?:[A-Z]{2,5}|uhr|h|[ap]\.?m\.?)?$/u;

/** The entries of a live blog begin with the hour; it says nothing of the article. */
const TIME_ALONE = /^\d{1,2}[:.h]\d{2}(?:\s*(?:uhr|h|am|pm|a\.m\.|p\.m\.))?$/iu;

const ISSUED =
  /^(?:(?:compiled|prepared|issued|submitted|drafted|produced) (?:by|for)\b|(?:from|authors?(?:\(s\))?|source|quelle|(?:heraus)?geber|auteurs?|fuente|autor(?:es)?|المصدر|источник|来源|來源|出处)\s*[:：])/iu;
/** "H. Osei and M. Lindqvist": initials, a surname, perhaps more of them. */
const AUTHORS =
  /^(?:\p{Lu}\.[\s-]?){1,3}\p{Lu}[\p{L}\p{M}'’-]+(?:(?:,? (?:and|und|et|y|e|и|&) |, )(?:\p{Lu}\.[\s-]?){1,3}\p{Lu}[\p{L}\p{M}'’-]+)*$/u;
/** "Torben Aaby and Lise Krogh": two whole names or more. */
const PEOPLE =
  /^(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.? )*\p{Lu}[\p{L}\p{M}'’-]+(?: (?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}'’-]+|van|von|de|da|di|der|den|bin|al|el)){1,4}(?:(?:,? (?:and|und|et|y|e|и|&) |, )(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.? )*\p{Lu}[\p{L}\p{M}'’-]+(?: (?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}'’-]+|van|von|de|da|di|der|den|bin|al|el)){1,4})+$/u;
/** Right below the headline; further down a pair of names may be a subheading. */
const BELOW_HEADLINE = 3;

/** Whether a line is nothing but the names of several people. */
export function namesPeople(text: string): boolean {
  return text.length <= 120 && PEOPLE.test(text);
}

/** "2032-06-04 09:12 来源：溪口晚报 作者：何秋月" */
const DATED_SOURCE =
  /^\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:来源|來源|作者|记者|記者|出处)\s*[:：\s]/u;

/** Whether a line names where a text comes from: “来源：新江网”. */
export function namesSource(text: string): boolean {
  return (
    text.length <= 80 && /^(?:source|quelle|fuente|fonte|المصدر|מקור|источник|来源|來源|出处)\s*[:：]\s*\S/iu.test(text)
  );
}

/** “Section 42, written by Dr Vollmer, 12 March 2035”; “Held on 6 June 2034, taken by Ruth Calloway”. */
const WRITTEN_BY =
  /(?:^|[\s,])(?:taken|written|prepared|compiled|drafted|bearbeitet|verfasst|protokolliert|erstellt|rédigé|établi|preparé|redactad[oa]|elaborad[oa]|preparad[oa]|opracowała?|przygotowała?|napisała?|vypracovala?|hazırlayan|підготувала?|подготовил[аи]?|составил[аи]?|إعداد|أعده|נכתב)\s+(?:(?:by|von|par|por|بقلم|בידי)\s+)?(?:Dr\.?\s+)?\p{Lu}?\p{Lo}?[\p{L}\p{M}'’.-]+(?:,|\s+\p{Lu}|\s+\p{Lo}|$)/u;

/** “Held in the village hall on 9 May 2035”, “Adopted at Montferrand on 17 October 2036”: where and when it was made. */
function endsWithDay(text: string): boolean {
  const words = text.split(/\s+/u);
  if (words.length < 4 || words.length > MOST_WORDS_TO_DAY) return false;
  return [3, 4, 5].some((count) => {
    const day = words.slice(-count).join(' ');
    return /(?<!\d)\d{4}(?!\d)/u.test(day) && /(?<!\d)\d{1,2}(?!\d)/u.test(day) && isDateLine(day);
  });
}

const MOST_WORDS_TO_DAY = 14;

/** A line of parts that ends with a day, or names who wrote it or when people met; no sentence. */
export function namesWriterOrDay(text: string): boolean {
  if (text.length > 160 || /[.!?…。]$/u.test(text.replace(/\p{L}{1,3}\.$/u, ''))) return false;
  const parts = text.split(/\s*[,،，|·•]\s+/u);
  const last = parts.at(-1) ?? '';
  if (endsWithDay(text)) return true;
  return (parts.length > 1 && parts.length <= 5 && /\d{4}/u.test(last) && isDateLine(last)) || WRITTEN_BY.test(text);
}

/** “K. Lindqvist, 8 March 2031”, “Ana Sol 15.08.2031, 14:10”, “AFP 30 avril 2031”: a name or an agency, then the date. */
function isNameAndDate(text: string): boolean {
  const words = text.length > LONGEST_HEAD_LINE ? [] : text.split(/\s+/u);
  for (let at = 1; at <= Math.min(MOST_NAMES, words.length - 1); at += 1) {
    const name = words
      .slice(0, at)
      .join(' ')
      .replace(/[\s,|•·–—-]+$/u, '');
    const rest = words
      .slice(at)
      .join(' ')
      .replace(/^[\s,|•·–—-]+/u, '');
    if (isDateLine(rest)) return isBareName(name) || AGENCIES.has(plain(name));
  }
  return false;
}

const MOST_NAMES = 5;
const LONGEST_HEAD_LINE = 160;

/** Whether a line in an article's head, whatever it is set as, says nothing but who wrote it, where it is from, or when. */
export function isHeadLine(text: string): boolean {
  if (text.length > LONGEST_HEAD_LINE) return false;
  if (isDateLine(text)) return !TIME_ALONE.test(text);
  return isBylineText(text) || namesSource(text) || isNameAndDate(text) || (ISSUED.test(text) && !endsInFullStop(text));
}

function isPlaceAndDate(text: string): boolean {
  // “HARROW, June 4 (Continental News)”
  const own = text.replace(/\s*\([^()]{2,40}\)\s*(?:[-–—]+)?$/u, '');
  const date = /^[\p{Lu}\p{Lo}][^\d,:]{1,30}?\s*[-–—,|•·]\s*(?=\S)(.+)$/u.exec(own)?.[1];
  return date !== undefined && isDateLine(date) && isCapitalised(own.slice(0, -date.length));
}

function headLength(pieces: readonly Piece[]): number {
  let bodies = 0;
  for (let at = 0; at < Math.min(pieces.length, FIRST_PIECES); at += 1) {
    if (pieces[at]?.isBody) bodies += 1;
    if (bodies > BODY_BEGUN) return at;
  }
  return Math.min(pieces.length, FIRST_PIECES);
}

function lastBody(pieces: readonly Piece[]): number {
  for (let at = pieces.length - 1; at >= 0; at -= 1) if (pieces[at]?.isBody) return at;
  return pieces.length;
}

/** Whether a line says who wrote something: “By Jane Doe, Karsa correspondent”. */
export function isBylineText(text: string): boolean {
  const names = BY.exec(text)?.[1];
  if (!names) return false;
  if (/[?!。]$/u.test(text) || (/\p{L}{4,}\.$/u.test(text) && !/^[([]?\p{L}* ?\p{L}+ing by/iu.test(text))) return false;
  // "By Jane Doe, Karsa correspondent | 3 June 2030, updated …": the name comes first, what follows is free.
  const [first = ''] = names.split(/\s*(?:[,|•·;–—]|\s-\s|\bin\b|\bat\b|\ble\b|\bam\b|\bfor\b)\s*/u);
  return (
    first !== '' &&
    first.split(/\s+/).length <= 9 &&
    (isCapitalised(first) || (namesDate(names) && isCapitalised(first.split(/\s+/).slice(0, 2).join(' '))))
  );
}

/** Names of a few signs, in writing without spaces. */
const UNSPACED_NAME = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2,8}$/u;

/** Two to five capitalised words; in writing without capitals, of letters alone. */
export function isBareName(text: string): boolean {
  const words = text.split(/\s+/);
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    /^[\p{Lu}\p{Lo}]/u.test(text) &&
    isCapitalised(text) &&
    !/[.?!:،؛\d]/.test(text.replace(/\b\p{L}\./gu, ''))
  );
}
