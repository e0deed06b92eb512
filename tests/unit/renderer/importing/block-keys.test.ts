import { expect, test } from 'vitest';
import { blockKey } from '../../../../renderer/importing/block-keys.ts';
import { words } from '../../../../renderer/words/words.ts';
import { BLOCK_TYPES } from '../../../../shared/article/block-types.ts';

test('every type has a letter of its own, and none is that of another command', () => {
  const letters = BLOCK_TYPES.map((type) => words.importing.types[type].key);
  letters.push(words.importing.leaveOutKey, words.importing.nextLeftOutKey, words.importing.fetchKey);
  expect(new Set(letters).size).toBe(letters.length);
});

test('letters work in either case, digits give headings, anything else means nothing', () => {
  expect(blockKey('t')).toEqual({ does: 'type', type: 'title' });
  expect(blockKey('T')).toEqual({ does: 'type', type: 'title' });
  expect(blockKey('3')).toEqual({ does: 'type', type: 'heading', level: 3 });
  expect(blockKey('x')).toEqual({ does: 'toggle' });
  expect(blockKey('7')).toBeUndefined();
  expect(blockKey('Shift')).toBeUndefined();
});
