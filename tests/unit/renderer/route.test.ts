import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../renderer/route.ts';
import { briefIdSchema } from '../../../shared/model/ids.ts';

const brief = briefIdSchema.parse('ab'.repeat(32));

test.each<Route>([
  { screen: 'library' },
  { screen: 'library', searching: true },
  { screen: 'bin' },
  { screen: 'import' },
  { screen: 'brief', brief },
  { screen: 'join', link: 'briefmark://join?relay=https%3A%2F%2Fa&x#y' },
])('the address of %o leads back to it', (route) => {
  expect(parseRoute(formatRoute(route))).toEqual(route);
});

test.each(['', '#', '#/', '#/brief', '#/brief/x', '#/brief/../..', '#/join', '#/join/%E0%A4%A', '#/nowhere'])(
  '%o is the library',
  (hash) => {
    expect(parseRoute(hash)).toEqual({ screen: 'library' });
  },
);
