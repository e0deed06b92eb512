/** What JSON lets stand as it is, although a terminal would obey it or not show it. */
const HIDDEN = /[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * A value as JSON for a program, safe to look at in a terminal too: hidden characters are written as escapes, which
 * mean the same to whoever parses it.
 */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  return `${json.replace(HIDDEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
