import { expect, test } from 'vitest';
import { countWords } from '../../../../shared/article/count-words.ts';

test('words are counted as readers of their language part them', () => {
  expect(countWords('The quay isn’t open: 4,5 metres too shallow.')).toBe(8);
  expect(countWords('港口今年不会开放')).toBeGreaterThan(2);
  expect(countWords('— …')).toBe(0);
});
