import { describe, expect, test } from 'vitest';
import { findHidden } from '../../../shared/hidden-characters.ts';

const shorts = (text: string) => findHidden(text).map((hidden) => hidden.short);

describe('hidden characters are found', () => {
  test.each([
    ['a right-to-left override', 'pay \u202eeerf\u202c now', ['RLO', 'PDF']],
    ['isolates', '\u2066a\u2069 \u2067b\u2069 \u2068c\u2069', ['LRI', 'PDI', 'RLI', 'PDI', 'FSI', 'PDI']],
    ['embeddings', '\u202aa\u202b\u202d', ['LRE', 'RLE', 'LRO']],
    ['marks of direction', 'a\u200e\u200f\u061c', ['LRM', 'RLM', 'ALM']],
    ['zero-width characters within a word', 'har\u200bbour \u2060x\ufeff', ['ZWSP', 'WJ', 'BOM']],
    ['joiners between Latin letters', 'po\u200crt po\u200drt', ['ZWNJ', 'ZWJ']],
    ['soft hyphens', 'dredg\u00ading', ['SHY']],
    ['control characters', '\0a\x07b\x1bc\x7fd\x85e\x9f', ['NUL', 'BEL', 'ESC', 'DEL', '85', '9F']],
    ['a carriage return', 'a\rb', ['CR']],
  ])('%s', (_, text, expected) => {
    expect(shorts(text)).toEqual(expected);
  });

  test('with their place and their name', () => {
    expect(findHidden('a\u202eb')).toEqual([{ from: 1, to: 2, name: 'right-to-left override', short: 'RLO' }]);
    expect(findHidden('\x07')[0]?.name).toBe('control character U+0007');
  });

  test('also where two joiners stand side by side', () => {
    expect(shorts('می\u200c\u200cخواهم')).toEqual(['ZWNJ', 'ZWNJ']);
  });
});

describe('what belongs to the spelling is none', () => {
  test.each([
    ['plain text with tabs and line ends', 'The harbour\n\tand its tolls – “paid”.'],
    ['a family', '👩\u200d👩\u200d👧'],
    ['an emoji with a skin tone', '🧑🏽\u200d🚒'],
    ['a heart on fire, with its variation selector', '❤\ufe0f\u200d🔥'],
    ['Persian, whose suffixes take a non-joiner', 'می\u200cخواهم کتاب\u200cها'],
    ['Hindi, whose half forms take a joiner', 'क्\u200dष'],
    ['Malayalam, with a joiner at the end of a word', 'അവന്\u200d '],
    ['accents that combine', 'e\u0301'],
    ['a no-break space, which shows as one', '12\u00a0km'],
  ])('%s', (_, text) => {
    expect(findHidden(text)).toEqual([]);
  });
});
