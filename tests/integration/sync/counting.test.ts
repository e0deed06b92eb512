import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { Analyst } from './analyst.ts';
import { pairAtRelay, type Team } from './team.ts';

const MINUTE = 60_000;

let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;

beforeEach(async () => {
  ({ team, ann, bo, brief } = await pairAtRelay('editor'));
});
afterEach(() => team.close());

const isOffline = ({ state }: { state: string }) => state === 'offline';

const note = (analyst: Analyst, body: string) =>
  analyst.act(brief, { do: 'annotate', passages: [], kind: 'note', body });

describe('what waits for the relay', () => {
  it('is only what was done here, also while the relay’s state is fetched anew after a refusal', async () => {
    for (let i = 0; i < 20; i++) await note(ann, `Note ${i}`);
    await bo.sees(brief, 20);
    await bo.onRelay(brief);
    bo.ahead = 20 * MINUTE;
    bo.states.length = 0;
    const foreign = async () => {
      const { moments } = await bo.services.call('sync.waiting', { brief });
      return moments.filter(({ by }) => by.id !== bo.person.id);
    };
    // Two entries that are refused one after the other, so that the second new beginning waits for its turn.
    const entries = await note(bo, 'Too early');
    expect(await foreign()).toEqual([]);
    await bo.until(brief, ({ refused }) => refused.some(({ id }) => id === entries[0]?.id), 'it is refused');
    expect(await foreign()).toEqual([]);
    await bo.until(brief, ({ state, pending }) => state === 'on-relay' && pending === 0, 'all else is there');
    expect(Math.max(...bo.states.map(({ pending }) => pending))).toBeLessThanOrEqual(6);
    expect(bo.states.filter(({ state }) => state === 'offline')).toEqual([]);
  });

  it('counts a changed article as one thing, however often it was changed, also after a restart', async () => {
    await bo.onRelay(brief);
    team.wire(bo).cut();
    await bo.until(brief, isOffline);
    for (const words of ['A', 'B', 'C', 'D']) await bo.edit(brief, 1, words);
    expect(await bo.state(brief)).toMatchObject({ state: 'offline', pending: 1 });
    await bo.act(brief, { do: 'annotate', passages: [], kind: 'note', body: 'One more' });
    const { pending } = await bo.state(brief);
    await bo.stop();
    await bo.start();
    expect(await bo.until(brief, isOffline)).toMatchObject({ pending });
    expect(await bo.services.call('sync.waiting', { brief })).toMatchObject({ article: true, pictures: 0 });
    team.wire(bo).mend();
    await bo.onRelay(brief);
    expect(await bo.services.call('sync.waiting', { brief })).toMatchObject({ moments: [], article: false });
  });
});

it('the time since which there is no connection stays over a restart, and is a new one after a connection', async () => {
  await bo.onRelay(brief);
  team.wire(bo).cut();
  const { since = 0 } = await bo.until(brief, isOffline);
  await bo.stop();
  await bo.start();
  expect((await bo.until(brief, isOffline)).since).toBe(since);
  team.wire(bo).mend();
  await bo.onRelay(brief);

  // It was connected until its end: since then it isn't.
  const before = Date.now();
  await bo.stop();
  const after = Date.now();
  team.wire(bo).cut();
  await new Promise((done) => setTimeout(done, 300));
  await bo.start();
  const again = (await bo.until(brief, isOffline)).since ?? 0;
  expect(again).toBeGreaterThanOrEqual(before);
  expect(again).toBeLessThanOrEqual(after);
});
