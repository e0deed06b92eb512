import { expect, test } from 'vitest';
import { limitInitials, proposeInitials } from '../../../../renderer/person/initials.ts';

test.each([
  ['Ann Okoro', 'AO'],
  ['ann okoro', 'AO'],
  ['Jan van der Berg', 'JB'],
  ['Ursula von der Leyden-Holm', 'UH'],
  ['Cher', 'C'],
  ['  Bo   Tan ', 'BT'],
  ['“Kit” O’Dell', 'KD'],
  ['Émile Zédé', 'ÉZ'],
  ['王小明', '王'],
  ['سارة محمود', 'سم'],
  ['', ''],
  ['  - ', ''],
])('the initials of %o are %o', (name, initials) => {
  expect(proposeInitials(name)).toBe(initials);
});

test('initials end before a character that doesn’t fit whole', () => {
  expect(limitInitials('ABCDE')).toBe('ABCD');
  expect(limitInitials('ABC👩')).toBe('ABC');
});
