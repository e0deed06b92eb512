/** The offset one word or letter on or back from another, as the reader's language parts them. */
export function steppedFrom(text: string, offset: number, by: 1 | -1, what: 'word' | 'letter'): number {
  const reach = what === 'word' ? 200 : 20;
  const from = Math.max(0, offset - reach);
  const granularity = what === 'word' ? 'word' : 'grapheme';
  const parts = [...new Intl.Segmenter(undefined, { granularity }).segment(text.slice(from, offset + reach))];
  const ends = parts
    .filter(({ isWordLike }) => what === 'letter' || isWordLike)
    .map(({ index, segment }) => from + (by === 1 ? index + segment.length : index));
  const next = by === 1 ? ends.find((end) => end > offset) : ends.findLast((end) => end < offset);
  return next ?? offset;
}
