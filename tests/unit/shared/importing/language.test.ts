import { describe, expect, test } from 'vitest';
import { directionOf, languageOf } from '../../../../shared/importing/language.ts';

describe('the language', () => {
  test.each([
    [
      'en',
      'The mayor said yesterday that work in the harbour would begin in autumn, but nobody has told the residents what it will cost.',
    ],
    [
      'ru',
      'Мэр города вчера объявил, что работы в порту начнутся осенью, однако жители говорят, что никто не объяснил им, сколько это будет стоить.',
    ],
    [
      'es',
      'El ayuntamiento anunció ayer que las obras del puerto comenzarán en otoño, aunque nadie ha explicado cuánto costará.',
    ],
    ['zh', '市长昨天宣布，港口工程将于秋季开始，但居民们说没有人向他们解释需要多少钱以及由谁支付。'],
    // Short, and full of names: the letters' statistics alone took such for Vietnamese.
    ['en', 'Council approves budget\n\nThe vote was nine to four.'],
    ['en', 'Harbour notes\n\nThe tide came in at four. The tide went out at ten. Nobody on the pier was surprised.'],
    ['und', 'hello'],
    ['und', '1 2 3 4 5 6 7 8 9 10'],
  ])('is %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('the direction', () => {
  test.each([
    ['ltr', 'plain words'],
    ['rtl', 'عاد الصيادون إلى الميناء'],
    ['rtl', 'BBC قالت هيئة الإذاعة إن الصيادين عادوا إلى الميناء'],
    ['ltr', 'The word سلام means peace'],
    ['ltr', '123'],
  ])('is %s', (direction, text) => {
    expect(directionOf(text)).toBe(direction);
  });
});
