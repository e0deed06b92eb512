import { leaveOut, type Rule } from './rule.ts';

const OWNED =
  /^(?:©|\(c\)|copyright(?! law| rules| reform| case| bill))\s*(?:©|\(c\))?\s*(?:by\s)?.{0,60}?(?:\b(?:19|20)\d{2}\b|\brights\b)/iu;
const RESERVED =
  /(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|все права защищены|جميع الحقوق محفوظة|כל הזכויות שמורות|版权所有|版權所有)/iu;

export const COPYRIGHT_REASON = 'The site’s copyright notice.';

/** The notice at a page's foot says whose the site is, in legal words that no article has at a line's start. */
export const copyright: Rule = {
  name: 'copyright',
  apply(pieces) {
    for (const piece of pieces) {
      if (piece.verdict || piece.text.length > 240 || /["“”„«»]/.test(piece.text)) continue;
      if (OWNED.test(piece.text) || (RESERVED.test(piece.text) && piece.weight <= 20)) {
        leaveOut(piece, 'paragraph', COPYRIGHT_REASON);
      }
    }
  },
};
