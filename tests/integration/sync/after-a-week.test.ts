import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefId } from '../../../shared/model/ids.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { pairAtRelay, type Team } from './team.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

const rightNow = Date.now;
let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;

beforeEach(async () => {
  ({ team, ann, bo, brief } = await pairAtRelay('commenter'));
  await bo.onRelay(brief);
});

afterEach(async () => {
  Date.now = rightNow;
  await team.close();
});

/** A week goes by, in which one laptop is closed: what it had open is half open, and nothing of its own goes on. */
async function aWeekGoesBy(): Promise<void> {
  team.wire(bo).silence();
  await bo.act(brief, { do: 'annotate', passages: [], kind: 'note', body: 'Just before the lid was closed.' });
  Date.now = () => rightNow() + WEEK;
}

async function agree(...all: Analyst[]): Promise<void> {
  for (const each of all) await each.onRelay(brief);
  await waitFor(
    async () => Promise.all(all.map(async (each) => JSON.stringify((await each.show(brief)).annotations))),
    (shown) => new Set(shown).size === 1,
    'all see the same in the same order',
  );
}

describe('a laptop that wakes after a week', () => {
  it('brings what it had and gets what there is, while what has expired says so', async () => {
    const { link } = await ann.services.call('sharing.invite', { brief, role: 'viewer', lasting: HOUR });
    await aWeekGoesBy();
    const [theirs] = await ann.act(brief, { do: 'annotate', passages: [], kind: 'claim', body: 'Said on Friday.' });
    await ann.onRelay(brief);
    await team.stopRelay();
    await team.startRelay();
    team.wire(bo).mend();
    team.wire(bo).shake();
    await agree(ann, bo);
    const { annotations } = await ann.show(brief);
    expect(annotations).toHaveLength(2);
    const late = annotations.find(({ comments }) => comments[0]?.body.startsWith('Just before'));
    // It was said a week ago, and stands there.
    expect(Date.now() - Date.parse(String(late?.at))).toBeGreaterThan(WEEK - HOUR);
    expect(theirs).toBeDefined();

    const cem = await team.member('Cem Aydın');
    const joining = cem.services.call('sharing.join', { link: team.linkFor(cem, link) });
    await expect(joining).rejects.toMatchObject({ code: 'relay-invitation-expired' });
  });

  it('whose clock stood still loses nothing, and all see the same order', async () => {
    await aWeekGoesBy();
    const entries = await ann.act(brief, { do: 'annotate', passages: [], kind: 'claim', body: 'Said on Friday.' });
    const annotation = entries.find(({ type }) => type === 'annotated')?.id as never;
    bo.ahead = -WEEK;
    team.wire(bo).mend();
    team.wire(bo).shake();
    await bo.sees(brief, 2);
    await bo.act(brief, { do: 'comment', annotation, body: 'Is it?' });
    await agree(ann, bo);
    const thread = (await ann.show(brief)).annotations.find(({ id }) => id === annotation);
    // By its clock the answer came first: one that is ten minutes behind isn't set right by what others say.
    expect(thread?.comments.map(({ body }) => body).sort()).toEqual(['Is it?', 'Said on Friday.']);
  });

  it('whose clock runs a week ahead is told so, and offers again when it is right', async () => {
    bo.ahead = WEEK;
    await bo.act(brief, { do: 'annotate', passages: [], kind: 'note', body: 'From the future.' });
    const { refused } = await bo.until(brief, (state) => state.refused.length > 0 && state.pending === 0);
    expect(refused[0]?.why).toContain('clock');
    expect((await ann.show(brief)).annotations).toEqual([]);
    bo.ahead = 0;
    await bo.services.call('sync.offerAgain', { brief, ids: refused.map(({ id }) => id) });
    await ann.sees(brief, 1);
    await agree(ann, bo);
    expect((await bo.state(brief)).refused).toEqual([]);
  });
});
