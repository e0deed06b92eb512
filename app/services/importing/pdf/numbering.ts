const BULLET = /^[•‣▪▫◦●○■□⁃∙·–—*-]\s+\S/u;
const NUMBER = /^(?:\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))\s+\S/u;
/** “3.”, “3)”, “(3)”, “2.14”, “b)”: what stands before the last count, the count, and what stands behind it. */
const COUNT = /^(\(?(?:\d{1,3}\.){0,4})(\d{1,3}|[a-z])([.)]{0,2})\s+\S/u;

/** Whether a line begins with a bullet. */
export function isBulleted(text: string): boolean {
  return BULLET.test(text);
}

/** Whether a line begins with a number or a letter, as the items of a list do. */
export function isNumbered(text: string): boolean {
  return NUMBER.test(text);
}

/** Whether a line begins with a bullet or a number, as an item does. */
export function isMarked(text: string): boolean {
  return isBulleted(text) || isNumbered(text);
}

/** Whether a line begins with the number that comes right after another's: 2. after 1., 3.5 after 3.4, c) after b). */
export function countsOn(text: string, from: string): boolean {
  const [a, b] = [COUNT.exec(from), COUNT.exec(text)];
  if (!a || !b || a[1] !== b[1] || a[3] !== b[3] || `${a[1]}${a[3]}` === '') return false;
  return orderOf(b[2] as string) === orderOf(a[2] as string) + 1;
}

function orderOf(count: string): number {
  return /\d/u.test(count) ? Number(count) : count.charCodeAt(0);
}
