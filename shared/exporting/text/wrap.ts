const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]|\p{Extended_Pictographic}/u;
const NARROW = /^[\p{M}\p{Cf}]$/u;

/** How many columns a text takes where every letter is as wide as the next: East Asian ones and emoji take two. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += NARROW.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

/** Breaks a text into lines of at most so many columns. Line ends stay; a word that is too long is broken. */
export function wrapped(text: string, columns: number, first = '', rest = first): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, columns - Math.max(first.length, rest.length)))
    .map((line, i) => `${i === 0 ? first : rest}${line}`.trimEnd())
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let now = '';
  let taken = 0;
  for (const piece of pieces(line, width)) {
    const columns = columnsOf(piece);
    if (taken > 0 && taken + columnsOf(piece.trimEnd()) > width) {
      lines.push(now.trimEnd());
      now = '';
      taken = 0;
    }
    now += piece;
    taken += columns;
  }
  return [...lines, now.trimEnd()];
}

/** Words with the spaces behind them; scripts without spaces break between characters, long words where they must. */
function* pieces(line: string, width: number): Iterable<string> {
  for (const word of line.match(/\S+\s*|\s+/gu) ?? []) {
    if (columnsOf(word) <= width && !/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word)) yield word;
    else yield* broken(word);
  }
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A segmenter's time grows with the square of its text: it took seconds for a word of 40,000 letters. */
const STRETCH = 256;

/** The characters of a word as people count them, a stretch at a time. */
function* broken(word: string): Iterable<string> {
  let stretch = STRETCH;
  for (let from = 0; from < word.length; ) {
    const isLast = from + stretch >= word.length;
    const whole = [...graphemes.segment(word.slice(from, from + stretch))].map(({ segment }) => segment);
    // The stretch may end within its last character.
    const sure = isLast ? whole : whole.slice(0, -1);
    yield* sure;
    const taken = sure.reduce((sum, { length }) => sum + length, 0);
    from += taken;
    stretch = taken === 0 ? stretch * 2 : STRETCH;
  }
}
