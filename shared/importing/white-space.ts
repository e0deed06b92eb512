/**
 * What counts as white space in imported text: Unicode's White_Space, character for character.
 *
 * JavaScript's `\s` and `trim` won't do. They take U+FEFF, which inside a text is a zero-width character that must be
 * kept and shown, and they don't take U+0085, an old line end.
 */
const SPACE = '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const ONE = new RegExp(`[${SPACE}]`);
const ALL = new RegExp(`[${SPACE}]+`, 'g');

function isSpace(character: string): boolean {
  return ONE.test(character);
}

const OTHER = new RegExp(`[^${SPACE}]`);

/** Whether a text has nothing but white space. */
export function isBlank(text: string): boolean {
  return !OTHER.test(text);
}

/** The text without any white space: what two texts that differ in layout alone have in common. */
export function withoutSpace(text: string): string {
  return text.replace(ALL, '');
}

/** The stretch without the white space at its two ends; empty (`from` equals `to`) when there is nothing else. */
export function trimStretch(text: string, from: number, to: number): { from: number; to: number } {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charAt(start))) start += 1;
  while (end > start && isSpace(text.charAt(end - 1))) end -= 1;
  return { from: start, to: end };
}
