import { leaveOut, type Rule } from './rule.ts';

/** Notices stand before the article or after it; an article on the subject has them in between. */
const EDGE = 6;

const COOKIES = /cookies|файлы cookie|ملفات تعريف الارتباط|עוגיות/iu;
const SPEAKER =
  /\b(?:we|our|this (?:site|website|page)|by (?:continuing|using|clicking)|you (?:agree|accept|can)|wir|unsere?|diese (?:seite|website)|nous|notre|ce site|nosotros|nuestr[oa]s?|este sitio|utilizamos|мы|نحن|نستخدم|אנו|אנחנו)(?![\p{L}])/iu;

/** Sites must ask before they set cookies, and the question is copied with the text. */
export const cookieNotice: Rule = {
  name: 'cookie-notice',
  apply(pieces) {
    pieces.forEach((piece, at) => {
      if (piece.verdict || (at >= EDGE && at < pieces.length - EDGE) || piece.weight > 80) return;
      if (COOKIES.test(piece.text) && SPEAKER.test(piece.text) && !/["“”„«»]/.test(piece.text)) {
        leaveOut(piece, 'paragraph', 'The site’s notice about cookies.');
      }
    });
  },
};
