import { describe, expect, test } from 'vitest';
import { DrawnWords } from '../../../../../../app/services/importing/pdf/drawn-words.ts';
import { floatsIn } from '../../../../../../app/services/importing/pdf/floats.ts';
import { levelHeadings } from '../../../../../../app/services/importing/pdf/heading-levels.ts';
import { leadingOf } from '../../../../../../app/services/importing/pdf/leading.ts';
import { countsOn, isMarked } from '../../../../../../app/services/importing/pdf/numbering.ts';
import { type Segment, segmentOf } from '../../../../../../app/services/importing/pdf/rows.ts';
import { Typewriters } from '../../../../../../app/services/importing/pdf/typewriter.ts';
import { Piece } from '../../../../../../shared/importing/piece.ts';

const glyphs = (text: string, width = (_letter: string) => 500) =>
  [...text].map((unicode) => ({ unicode, width: width(unicode) }));

function line(text: string, y: number, { x = 50, size = 10 } = {}): Segment {
  const looks = { bold: false, italic: false, mono: false };
  return segmentOf([{ text, x0: x, x1: x + text.length * size * 0.5, y, size, ...looks }]);
}

test.each([
  ['2. Next', '1. First', true],
  ['3. Later', '1. First', false],
  ['2.4 Next', '2.3 First', true],
  ['(b) next', '(a) first', true],
  ['c) next', 'b) first', true],
  ['2 ferries', '1 bridge', false],
  ['1936 was wet', '1935 was dry', false],
])('“%s” counts on from “%s”: %s', (text, from, counts) => {
  expect(countsOn(text, from)).toBe(counts);
});

test('items begin with bullets, numbers or letters, sentences do not', () => {
  for (const item of ['• one', '– one', '1. one', '2) one', '(a) one', '(iv) one'])
    expect(isMarked(item), item).toBe(true);
  for (const text of ['One', '1.5 metres', 'a one', '(see below) one']) expect(isMarked(text), text).toBe(false);
});

describe('words as they are drawn', () => {
  test('a soft hyphen at a line’s end is put back, in one go with its word or on its own', () => {
    const drawn = new DrawnWords();
    drawn.show(glyphs('noch nicht ausge'));
    drawn.moved();
    drawn.show(glyphs('\u00ad'));
    drawn.moved();
    drawn.show(glyphs('liefert, weil die'));
    drawn.moved();
    expect(drawn.as('noch nicht ausge')).toBe('noch nicht ausge\u00ad');
    expect(drawn.as('liefert, weil die')).toBe('liefert, weil die');
  });

  test('letters that are set apart are one word, words are not', () => {
    const drawn = new DrawnWords();
    for (const text of ['WATER BOARD', 'It is as it is']) {
      drawn.show(glyphs(text));
      drawn.moved();
    }
    expect(drawn.as('WAT E R B OA R D')).toBe('WATER BOARD');
    expect(drawn.as('It is as it is')).toBe('It is as it is');
  });
});

test('a font is a typewriter’s where narrow letters are as wide as wide ones', () => {
  const fonts = new Typewriters();
  fonts.use('typed');
  fonts.show(glyphs('the lid will jam'));
  fonts.use('set');
  fonts.show(glyphs('the lid will jam', (letter) => ('ilj'.includes(letter) ? 280 : 550)));
  expect(fonts.has('typed')).toBe(true);
  expect(fonts.has('set')).toBe(false);
  expect(fonts.has('never shown')).toBe(false);
});

test('the distance of lines is that within paragraphs, though most steps are between them', () => {
  const lines = [line('A line that', 12), line('goes on here.', 24)];
  for (let at = 0; at < 9; at += 1) lines.push(line('A paragraph of one line.', 44 + at * 20));
  const columns = [{ left: 50, right: 300, segments: lines }];
  expect(leadingOf(columns)(10)).toBeCloseTo(1.2);
});

test('what the text flows around is told by its letters and by the lines beside it', () => {
  const text = [0, 1, 2, 3, 4].map((at) => line('A line of the text that is short.', 100 + at * 14));
  const quote = [line('Everybody agrees', 105, { x: 260, size: 15 }), line('that the crop', 124, { x: 260, size: 15 })];
  const heading = line('What the crop is', 190, { size: 15 });
  const all = [...text, ...quote, heading].sort((a, b) => a.y - b.y);
  expect(floatsIn(all, 10)).toEqual([quote]);
});

test('headings that are counted have the levels of their numbers', () => {
  const pieces = ['1. Paper', '1.1 Wet paper', '1.1.1 Ironed paper', '2. Photographs'].map((text) => {
    const piece = new Piece(text, [], true);
    piece.verdict = { type: 'heading', level: 2, because: '' };
    return piece;
  });
  levelHeadings(pieces, 1, new Set(pieces));
  expect(pieces.map(({ verdict }) => verdict?.level)).toEqual([2, 3, 4, 2]);
});
