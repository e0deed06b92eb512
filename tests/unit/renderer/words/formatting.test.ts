import { describe, expect, test } from 'vitest';
import { formattingFor } from '../../../../renderer/words/formatting.ts';
import { choose } from '../../../../renderer/words/words.ts';

const english = formattingFor('en-GB', 'UTC');
const now = Date.UTC(2028, 9, 18, 15, 0); // a Wednesday

describe('times in short', () => {
  test.each([
    ['the time today', Date.UTC(2028, 9, 18, 9, 31), '09:31'],
    ['the weekday within a week', Date.UTC(2028, 9, 16, 23, 0), 'Mon'],
    ['the date a week ago, when the weekday would be today’s', Date.UTC(2028, 9, 11, 16, 0), '11 Oct'],
    ['the date within the year', Date.UTC(2028, 1, 3), '3 Feb'],
    ['the year as well, before', Date.UTC(2027, 11, 31), '31 Dec 2027'],
    ['the date of a time that is yet to come', Date.UTC(2028, 9, 20), '20 Oct'],
  ])('%s', (_, time, expected) => {
    expect(english.when(time, now)).toBe(expected);
  });

  test('midnight is 00:00', () => {
    expect(english.when(Date.UTC(2028, 9, 18, 0, 0), now)).toBe('00:00');
  });
});

test('plurals follow the language', () => {
  const forms = { one: '# brief', other: '# briefs' };
  expect(english.plural(0, forms)).toBe('0 briefs');
  expect(english.plural(1, forms)).toBe('1 brief');
  expect(english.plural(1200, forms)).toBe('1,200 briefs');
  const polish = formattingFor('pl');
  expect(polish.plural(2, { one: '# plik', few: '# pliki', other: '# plików' })).toBe('2 pliki');
});

test('languages have names, and what can’t be told has none', () => {
  expect(english.languageName('fr')).toBe('French');
  expect(english.languageName('und')).toBeUndefined();
  expect(english.languageName('not a tag')).toBeUndefined();
});

test('a person whose languages we don’t have gets English', () => {
  expect(choose(['xx', 'en-AU']).formatting.locale).toBe('en-AU');
  expect(choose(['xx']).formatting.locale).toBe('en-GB');
  expect(choose([]).words.everywhere.product).toBe('Briefmark');
});
