/*
 * Some characters say how letters are to be set, not which letters they are: a soft hyphen, a ligature, a quotation
 * mark drawn for vertical lines. The article has the letters, so that words are found whoever looks for them.
 */

const SET_FORMS = /[\u00ad\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe48]/g;

/** The letters themselves: soft hyphens gone, ligatures taken apart, forms for vertical writing as their usual ones. */
export function plainLetters(text: string): string {
  return text.replace(SET_FORMS, (form) => (form === '\u00ad' ? '' : form.normalize('NFKC')));
}
