/**
 * The colours that a person can have. White letters on each have at least 5.5:1, each has at least 3:1 against the
 * light page, and they are as far apart as the kinds' colours allow.
 */
export const PERSON_COLOURS = [
  '#7a3e9d',
  '#0b6b74',
  '#b3341a',
  '#1554b5',
  '#1b6e3c',
  '#a81f68',
  '#7a4e00',
  '#4c5561',
] as const;

/**
 * The colour that a person has until they choose another. It follows from the name, so that a team whose members each
 * begin on a computer of their own is not all of one colour.
 */
export function colourFor(name: string): (typeof PERSON_COLOURS)[number] {
  const letters = [...name.trim().normalize()];
  const place = letters.reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % PERSON_COLOURS.length, 0);
  return PERSON_COLOURS[place] ?? PERSON_COLOURS[0];
}

/** Initials that suit a name: the first letters of its first and its last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return (
    letters
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toLocaleUpperCase('und') || '?'
  );
}
