import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import type { Analyst } from './analyst.ts';
import { pairAtRelay, type Team } from './team.ts';

/* What a relay refused is offered again thread by thread: a comment stays with its annotation. */

let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;
let annotation: EntryId;
let comment: EntryId;

/** Bo writes an annotation and a comment on it offline, while Ann makes him a viewer and a commenter again. */
beforeEach(async () => {
  ({ team, ann, bo, brief } = await pairAtRelay('commenter'));
  await bo.onRelay(brief);
  team.wire(bo).cut();
  await bo.until(brief, ({ state }) => state === 'offline');
  await ann.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'viewer' });
  const [annotated] = await bo.act(brief, { do: 'annotate', passages: [], kind: 'note' });
  annotation = annotated?.id as EntryId;
  const [commented] = await bo.act(brief, { do: 'comment', annotation, body: 'Needs a source.' });
  comment = commented?.id as EntryId;
  team.wire(bo).mend();
  await bo.until(brief, ({ refused, pending }) => refused.length === 2 && pending === 0);
  await ann.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'commenter' });
  await bo.until(brief, ({ role }) => role === 'commenter');
});
afterEach(() => team.close());

/** Waits until Ann sees one thread with Bo's comment in it. */
async function annSeesBoth(): Promise<void> {
  const { annotations } = await ann.sees(brief, 1, 1);
  expect(annotations[0]?.comments.map(({ body }) => body)).toEqual(['Needs a source.']);
  expect(await bo.onRelay(brief)).toMatchObject({ refused: [], putAway: [] });
}

describe('refused things that are offered again', () => {
  it('are an annotation with its comment', async () => {
    await bo.services.call('sync.offerAgain', { brief, ids: [annotation] });
    await annSeesBoth();
  });

  it('are a comment with the annotation that it is about', async () => {
    await bo.services.call('sync.offerAgain', { brief, ids: [comment] });
    await annSeesBoth();
  });

  it('find each other when one comes later, also after a restart', async () => {
    await bo.services.call('sync.putAway', { brief, ids: [comment] });
    await bo.services.call('sync.offerAgain', { brief, ids: [annotation] });
    await ann.sees(brief, 1);
    await bo.stop();
    await bo.start();
    const { refused, putAway } = await bo.until(brief, ({ state }) => state === 'on-relay');
    expect([refused, putAway.map(({ id }) => id)]).toEqual([[], [comment]]);
    await bo.services.call('sync.putAway', { brief, ids: [comment], away: false });
    expect((await bo.state(brief)).refused.map(({ id }) => id)).toEqual([comment]);
    await bo.services.call('sync.offerAgain', { brief, ids: [comment] });
    await annSeesBoth();
  });
});
