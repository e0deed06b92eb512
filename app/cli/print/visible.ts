/**
 * What a text may hold that a terminal would obey or not show: control characters (an escape sequence can rewrite what
 * stands above it), marks and overrides of direction, zero-width characters, soft hyphens, tags. Joiners stay where
 * they join letters or emoji, which are misspelt without.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|(?<!\p{L}|\p{M}|\p{Extended_Pictographic}|\u{fe0f})[\u200c\u200d]|[\u200c\u200d](?!\p{L}|\p{Extended_Pictographic})/gu;

/** A text for a person at a terminal: hidden characters stand as their code, such as ⟨U+202E⟩. Line ends and tabs stay. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  });
}
