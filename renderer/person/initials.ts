import { MAX_INITIALS_LENGTH } from '../../shared/model/entry.ts';

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The initials to propose for a name: its first letter and that of its last word, particles such as "van der" left
 * out. Names in scripts without capitals or spaces give their first character.
 */
export function proposeInitials(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/[\s\-‐’'.]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ''))
    .filter(Boolean);
  const capital = words.filter((word) => !/^\p{Ll}/u.test(word));
  const chosen = capital.length > 0 ? capital : words;
  const first = chosen[0];
  const last = chosen.length > 1 ? chosen.at(-1) : undefined;
  return limitInitials([first, last].map(firstGrapheme).join('').toLocaleUpperCase());
}

/** The characters of a text that fit into initials. */
export function limitInitials(text: string): string {
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (kept.length + segment.length > MAX_INITIALS_LENGTH) break;
    kept += segment;
  }
  return kept;
}

function firstGrapheme(word: string | undefined): string {
  for (const { segment } of GRAPHEMES.segment(word ?? '')) return segment;
  return '';
}
