import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../renderer/route.ts';
import { briefIdSchema } from '../../../shared/model/ids.ts';

const brief = briefIdSchema.parse('ab'.repeat(32));

test.each<Route>([{ screen: 'library' }, { screen: 'bin' }, { screen: 'import' }, { screen: 'brief', brief }])(
  'the address of %o leads back to it',
  (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  },
);

test.each(['', '#', '#/', '#/brief', '#/brief/x', '#/brief/../..', '#/nowhere'])('%o is the library', (hash) => {
  expect(parseRoute(hash)).toEqual({ screen: 'library' });
});
