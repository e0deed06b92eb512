import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Arriving } from '../../../app/services/brief/arriving.ts';
import { takeIn } from '../../../app/services/brief/incoming.ts';
import { newBrief } from '../../../app/services/brief/new-brief.ts';
import { rightEntries } from '../../../app/services/verifying/right-entries.ts';
import type { Events } from '../../../shared/bridge.ts';
import type { Payload } from '../../../shared/model/entry.ts';
import { DESCRIBED, largeArticle } from '../../support/large-brief.ts';
import { entryBy, personCalled } from '../../support/people.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { Team } from './team.ts';

/** So many at once are shown before they are verified. */
const MANY = 110;

describe('many entries that come at once', () => {
  let team: Team;
  let ann: Analyst;
  let bo: Analyst;

  beforeEach(async () => {
    team = await Team.withRelay();
    [ann, bo] = [await team.member('Ann Okoro'), await team.member('Bo Tan')];
  });
  afterEach(() => team.close());

  it('can be read before they are verified, and are on the disk afterwards', async () => {
    const brief = await team.share(ann);
    for (let i = 0; i < MANY; i++)
      await ann.act(brief, { do: 'annotate', passages: [], kind: 'claim', body: `Remark ${i}` });
    await ann.onRelay(brief);
    const arrived: Events['brief.arriving'][] = [];
    const verified = new Set<string>();
    bo.services.on('brief.arriving', (event) => arrived.push(event));
    bo.services.on('brief.changed', ({ settled }) => {
      for (const id of settled?.verified ?? []) verified.add(id);
    });
    await team.join(ann, bo, brief, 'commenter');
    const opened = await bo.services.call('brief.open', { brief });
    expect(opened.title).toBe('Ferry strike enters second week');
    await bo.sees(brief, MANY);
    await bo.onRelay(brief);
    await waitFor(
      async () => verified.size,
      (size) => size === 2 * MANY,
      'all are verified',
    );
    const early = arrived.flatMap(({ entries }) => entries.map(({ id }) => id));
    expect(early).toHaveLength(2 * MANY);
    expect([...verified].sort()).toEqual(early.sort());
    expect((await bo.services.call('brief.open', { brief })).unverified).toEqual([]);
    expect(await bo.entries(brief)).toEqual(await ann.entries(brief));
    await bo.stop();
    await bo.start();
    expect(await bo.entries(brief)).toEqual(await ann.entries(brief));
  });
});

describe('entries that nobody has signed', () => {
  const ann = personCalled('Ann Okoro');
  const eve = personCalled('Eve Quill');
  const annotated: Payload = { type: 'annotated', kind: 'fact', tags: [], anchors: [] };

  it('go again when they turn out to be forged, also beside a right one of the same id', async () => {
    const { brief } = newBrief(largeArticle(100), DESCRIBED, ann, 1_000);
    const right = entryBy(ann, brief.id, 2_000, annotated);
    const other = { ...entryBy(ann, brief.id, 3_000, annotated), kind: 'claim' };
    const signedByAnother = { ...entryBy(eve, brief.id, 4_000, annotated), by: ann.person.id };
    const twin = { ...right, kind: 'question' };
    const values = [twin, other, signedByAnother, right];
    const arriving = new Arriving(brief);
    expect(arriving.add([other, signedByAnother, right]).entries).toHaveLength(3);
    const verified = await rightEntries(brief.id, values);
    expect([...verified]).toEqual([right]);
    const { entries, refused } = takeIn(brief, { entries: values, verified }, ann.person.id, 5_000);
    expect(entries.map(({ id, type }) => [id, type])).toEqual([[right.id, 'annotated']]);
    expect(brief.notes.entries.get(right.id)).toMatchObject({ kind: 'fact' });
    expect(refused.map(({ reason }) => reason)).toEqual(['wrong id', 'wrong id', 'wrong id']);
    expect(arriving.settle(values)).toEqual({ verified: [right.id], disbelieved: [other.id, signedByAnother.id] });
    expect(arriving.all).toEqual({ entries: [], placements: [] });
  });
});
