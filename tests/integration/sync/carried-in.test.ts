import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BriefId } from '../../../shared/model/ids.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { Team } from './team.ts';

const EVERYTHING = { history: true, original: true, images: true };

let team: Team;
let ann: Analyst;
let bo: Analyst;
/** Gets a file, and never joins. */
let zoe: Analyst;

beforeEach(async () => {
  team = await Team.withRelay();
  [ann, bo, zoe] = [await team.member('Ann Okoro'), await team.member('Bo Tan'), await team.member('Zoe Brandt')];
});
afterEach(() => team.close());

async function handOver(brief: BriefId, from: Analyst, to: Analyst): Promise<string> {
  const { bytes } = await from.services.call('offline.handOver', { brief, ...EVERYTHING });
  const found = await to.services.call('offline.open', { name: 'ferry.brief', bytes });
  if (found.locked) throw new Error('It is locked.');
  return found.opened;
}

async function add(brief: BriefId, from: Analyst, to: Analyst): Promise<void> {
  await to.services.call('offline.add', { opened: await handOver(brief, from, to) });
}

async function merge(brief: BriefId, from: Analyst, to: Analyst): Promise<void> {
  await to.services.call('offline.merge', { opened: await handOver(brief, from, to) });
}

it('what somebody wrote who never joined comes to the relay by an owner, and by nobody else', async () => {
  const brief = await team.share(ann, [[bo, 'commenter']]);
  await bo.onRelay(brief);
  await add(brief, ann, zoe);
  await zoe.annotate(brief, 'four per cent', 'Of what?');
  await merge(brief, zoe, bo);
  const { refused } = await bo.until(brief, (state) => state.refused.length >= 2, 'it is refused');
  for (const { why } of refused) expect(why).toMatch(/author is not a member.*owner can carry it in/);
  expect((await ann.show(brief)).annotations).toEqual([]);

  await merge(brief, zoe, ann);
  await ann.onRelay(brief);
  const shown = await bo.sees(brief, 1);
  expect(shown.annotations[0]).toMatchObject({ by: { name: 'Zoe Brandt' }, quote: 'four per cent' });
  // What was refused for him is on the relay now: it is no longer set aside.
  await bo.until(brief, ({ state, refused }) => state === 'on-relay' && refused.length === 0);
});

it('keeps the right that it was made under, and none of an editor from the first role on', async () => {
  const brief = await ann.import();
  const hers = await ann.annotate(brief, 'Thursday', 'Which one?');
  const also = await ann.annotate(brief, 'four per cent', 'Of what?');
  await add(brief, ann, zoe);
  // While nobody has a role, whoever has a copy is an editor.
  await zoe.act(brief, { do: 'resolve', annotation: hers.id, reason: 'answered' });
  await ann.services.call('sharing.share', { brief, relay: team.addressFor(ann) });
  await team.join(ann, bo, brief, 'commenter');
  // She doesn't know of it.
  await zoe.act(brief, { do: 'resolve', annotation: also.id, reason: 'noted' });
  await zoe.annotate(brief, 'on Monday', 'Or Tuesday?');
  await merge(brief, zoe, ann);
  const { refused } = await ann.until(brief, (state) => state.refused.length > 0 && state.pending === 0, 'one refused');
  expect(refused.map(({ entry, why }) => [entry?.type, why])).toEqual([
    ['status', 'Its author’s role in this brief does not allow it.'],
  ]);
  await waitFor(
    async () => (await bo.show(brief)).annotations.map(({ quote, status }) => `${quote}: ${status.state}`).sort(),
    (seen) => seen.length === 3,
    'all three are there',
  ).then((seen) => expect(seen).toEqual(['Thursday: resolved', 'four per cent: open', 'on Monday: open']));
  expect((await ann.show(brief)).annotations).toEqual((await bo.show(brief)).annotations);
});
