import { expect, test } from 'vitest';
import { strengthOf } from '../../../../renderer/person/passphrase-strength.ts';

test.each([
  ['harbour', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abcdefghijklmnop', 'weak'],
  ['12345678', 'weak'],
  ['password password password', 'weak'],
  ['Harbour1!', 'weak'],
  ['heron quay lantern', 'fair'],
  ['four brown herons waiting', 'strong'],
  ['kT9x2mQ7vB4z', 'strong'],
] as const)('%o is %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
