import { expect, test } from 'vitest';
import { mayServe, userIn } from '../../../../app/browser/peer-user.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1267 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31 1 0000000000000000 100 0 0 10 0
   1: 0100007F:A2F0 0100007F:1267 01 00000000:00000000 00:00000000 00000000  1001        0 32 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:1267 0100007F:A2F0 01 00000000:00000000 00:00000000 00000000  1000        0 33 1 0000000000000000 20 4 30 10 -1
`;

test('the user at the other end is the one whose socket has our addresses the other way round', () => {
  expect(userIn(TABLE, '0100007F:A2F0 0100007F:1267')).toBe(1001);
  expect(userIn(TABLE, '0100007F:1267 0100007F:A2F0')).toBe(1000);
});

test('a socket that isn’t listed says nothing', () => {
  expect(userIn(TABLE, '0100007F:A2F1 0100007F:1267')).toBeUndefined();
  expect(userIn('', '0100007F:A2F0 0100007F:1267')).toBeUndefined();
});

test('this user, root and an unknown one may be served, another user not', () => {
  const me = process.getuid?.() ?? 1;
  expect([me, 0, undefined].map(mayServe)).toEqual([true, true, true]);
  expect(mayServe(me + 1)).toBe(false);
});
