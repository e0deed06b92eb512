/** What begins another line, or does something else than show itself: in a name it could make what stands beside it. */
const NOT_IN_ONE_LINE = /[\p{Cc}\u2028\u2029]+/gu;
/** What leaves no trace on a page or a screen. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800]+/gu;

/** Whether a text can be somebody's name: one line, with something in it that can be seen. */
export function isName(text: string): boolean {
  return text.search(NOT_IN_ONE_LINE) < 0 && isSeen(text);
}

/** A name as it is shown. Of an entry's nobody can say that it is one: whoever signed it may have written anything. */
export function nameShown(text: string): string {
  return isSeen(text) ? text.replace(NOT_IN_ONE_LINE, ' ').trim() : '?';
}

function isSeen(text: string): boolean {
  return text.replace(UNSEEN, '') !== '';
}
