import { wordsOf } from '../wording.ts';

/** A set of words or whole lines, in the form in which `wordsOf` gives them. */
export function plainSet(list: string): ReadonlySet<string> {
  return new Set(
    list
      .split(/[|\n]/)
      .map(plain)
      .filter((entry) => entry !== ''),
  );
}

/** A line as words alone: no punctuation, no capitals. */
export function plain(text: string): string {
  return wordsOf(text).join(' ');
}
