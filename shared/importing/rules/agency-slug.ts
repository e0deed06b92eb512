import type { Piece } from '../piece.ts';
import { decide, leaveOut, type Rule } from './rule.ts';

/** The lines of an agency's head; a longer one has begun to report. */
const HEAD_PIECES = 8;
const LONGEST = 120;
const LAST_PIECES = 4;

const SLUG = 'An agency’s slug: it tells editors which report this is.';
const END = 'An agency’s sign that the report ends, or goes on.';
const INITIALS = 'The initials of those who wrote and edited it.';

/** Stand for themselves wherever they stand. */
const ENDS =
  /^(?:[-–—(/\s]*(?:30|ENDS?|MORE|ENDE|FIN|FINE|More to follow|MORE TO FOLLOW|END OF (?:STORY|REPORT))[-–—)/\s]*|#{2,}|NNNN|ZCZC(?: .*)?)$/u;
const PLAIN_WORD = /^(?:More to follow|30|ENDS?|ENDE|FINE?|MORE)$/u;
const WRITERS = /^[a-z]{2,4}(?:[/.][a-z]{2,4}){1,5}(?:[-/]?\d{1,4})?$/u;
/** "ALC 091512 GMT MAR 33": when it was sent. */
const SENT = /^(?:[A-Z]{2,5} )?(?:\d{6}|\d{4}) ?(?:GMT|UTC|Z)(?: [A-Z]{3,4}\.? \d{2,4})?$/u;
/** Numbers, priorities and codes of services. */
const CODES = [
  /\b(?:\d+(?:st|nd|rd|th) ?Ld|Writethru|1stLd|2ndLd)\b/u,
  /^(?:[a-z] [a-z] )?(?:BC|AM|PM|HFR)-\S/u,
  /^\p{Lu}{2,4}\d{3,5}\b.*(?:\/\p{Lu}{2,5}-\w+|\b\d{2,4})$/u,
  /^[\p{Lu}][\p{L}]+(?:[-/][\p{Lu}\p{N}][\p{L}\p{N}]*)+(?:[,/ ]+(?:\(.{2,30}\)|=\d.*|\d\w* ?(?:ld|lead|add).*|\d))?$/u,
  /^\p{Lu}[\p{L}-]+ =\d\b/u,
  /^(?:URGENT|FLASH|BULLETIN|ALERT|EILMELDUNG|EIL|ALERTE|СРОЧНО|МОЛНИЯ|عاجل|快讯)$/u,
];
const TO_EDITORS = /^\^?(?:Eds|Editors|EDS|Attention|ATTENTION|Note to editors|Achtung Redaktionen)\s*[:.]/u;
const BYLINE = /^\^(?:By|BY|Von|Par|Por)\s+\p{Lu}/u;

/**
 * What agencies put around a report for editors and machines. Slugs are words joined by hyphens, or codes; they stand
 * at the head, or where a second take begins. Some say by their "^" that they belong to the head.
 */
export const agencySlug: Rule = {
  name: 'agency-slug',
  apply(pieces) {
    let head = HEAD_PIECES;
    pieces.forEach((piece, at) => {
      if (piece.verdict || piece.text.length > LONGEST) return;
      const { text } = piece;
      // A word alone also ends a program, a film or a stanza.
      const isLast = at >= pieces.length - LAST_PIECES;
      if (ENDS.test(text) && (isLast || !PLAIN_WORD.test(text))) {
        leaveOut(piece, 'paragraph', END);
        head = at + HEAD_PIECES / 2;
      } else if (WRITERS.test(text)) leaveOut(piece, 'paragraph', INITIALS);
      else if (SENT.test(text)) leaveOut(piece, 'paragraph', 'When the agency sent it.');
      else if (TO_EDITORS.test(text)) leaveOut(piece, 'paragraph', 'A note to editors.');
      else if (at < head && isSlug(pieces, at)) leaveOut(piece, 'paragraph', SLUG);
      else if (BYLINE.test(sourceText(piece))) decide(piece, 'byline', 'Says who wrote the article.');
    });
  },
};

function isSlug(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at] as Piece;
  if (piece.endsAsSentence || piece.isBody) return false;
  const below = pieces[at + 1];
  return below !== undefined && CODES.some((code) => code.test(piece.text));
}

function sourceText(piece: Piece): string {
  return piece.signed ? `^${piece.text}` : piece.text;
}
