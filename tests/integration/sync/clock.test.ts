import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BriefId } from '../../../shared/model/ids.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { pairAtRelay, type Team } from './team.ts';

const HOURS = 60 * 60 * 1000;

let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;

beforeEach(async () => {
  ({ team, ann, bo, brief } = await pairAtRelay('commenter'));
});
afterEach(() => team.close());

it('issues anew what was refused for its time, with what answers it, once the clock is right', async () => {
  bo.ahead = 3 * HOURS;
  team.wire(bo).cut();
  await bo.until(brief, ({ state }) => state === 'offline');
  const passage = await bo.annotate(brief, 'four per cent', 'Of what?');
  await bo.act(brief, { do: 'comment', annotation: passage.id, body: 'And since when?' });
  team.wire(bo).mend();
  const { refused } = await bo.until(brief, (state) => state.refused.length >= 3, 'all is refused');
  expect(refused[0]?.why).toMatch(/clock is more than ten minutes ahead.*sent by itself/);
  await bo.services.call('sync.now', { brief });
  const types = (await bo.state(brief)).refused.map(({ entry }) => entry?.type);
  expect(types.sort()).toEqual(['annotated', 'commented', 'commented']);
  expect((await ann.show(brief)).annotations).toEqual([]);

  bo.ahead = 0;
  await bo.services.call('sync.now', { brief });
  await ann.sees(brief, 1);
  const [hers] = await waitFor(
    async () => (await ann.show(brief)).annotations,
    ([only]) => only?.comments.length === 2,
    'both comments',
  );
  expect(hers?.comments.map(({ body }) => body)).toEqual(['Of what?', 'And since when?']);
  expect(Date.parse(String(hers?.at))).toBeLessThan(Date.now() + 60_000);
  expect((await bo.until(brief, ({ state }) => state === 'on-relay')).refused).toEqual([]);
  expect((await bo.show(brief)).annotations).toEqual((await ann.show(brief)).annotations);
});
