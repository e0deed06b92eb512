/** Colours that a person can have: white initials on them have a contrast of at least 4.5 (WCAG 2.2 AA). */
export const PERSON_COLOURS = [
  '#7c3f9d',
  '#0b6b74',
  '#b3341a',
  '#1554b5',
  '#1b6e3c',
  '#a81f68',
  '#8a5a00',
  '#4c5561',
] as const;

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
