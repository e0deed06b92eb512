import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefId } from '../../../shared/model/ids.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { pairAtRelay, type Team } from './team.ts';

let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;

beforeEach(async () => {
  ({ team, ann, bo, brief } = await pairAtRelay('editor'));
});
afterEach(() => team.close());

/** Both do something without knowing of each other, and then meet; gives what both see. */
async function atOnce(hers: () => Promise<unknown>, his: () => Promise<unknown>) {
  for (const each of [ann, bo]) {
    await each.onRelay(brief);
    team.wire(each).cut();
  }
  await hers();
  await his();
  for (const each of [ann, bo]) team.wire(each).mend();
  for (const each of [ann, bo]) await each.onRelay(brief);
  // That one's own is on the relay doesn't say that the other's came, be it an entry or a letter of the article.
  const [seen] = await waitFor(
    async () =>
      [await ann.show(brief), await bo.show(brief), await ann.entries(brief), await bo.entries(brief)] as const,
    ([hers, his, ids, others]) => isDeepStrictEqual([hers, ids.join()], [his, others.join()]),
    'both have the same',
  );
  return seen;
}

describe('two people at once', () => {
  it('who annotate the same words have an annotation each', async () => {
    const { annotations } = await atOnce(
      () => ann.annotate(brief, 'four per cent', 'Of what?'),
      () => bo.annotate(brief, 'four per cent', 'Since when?'),
    );
    expect(annotations.map(({ by, quote }) => [by.name, quote])).toEqual([
      ['Ann Okoro', 'four per cent'],
      ['Bo Tan', 'four per cent'],
    ]);
  });

  it('who resolve the same thread leave the later reason, and both decisions in its story', async () => {
    const { id: annotation } = await ann.annotate(brief, 'four per cent', 'Of what?');
    await bo.sees(brief, 1);
    const { annotations } = await atOnce(
      () => ann.act(brief, { do: 'resolve', annotation, reason: 'answered' }),
      () => bo.act(brief, { do: 'resolve', annotation, reason: 'rejected' }),
    );
    expect(annotations[0]?.status).toMatchObject({ state: 'resolved', reason: 'rejected' });
    expect((await ann.entriesOf(brief)).filter(({ type }) => type === 'status')).toHaveLength(2);
  });

  it('of whom one withdraws what the other answers: the answer is kept, and comes back with it', async () => {
    const { id: annotation } = await ann.annotate(brief, 'four per cent', 'Of what?');
    await bo.sees(brief, 1);
    const seen = await atOnce(
      () => ann.act(brief, { do: 'withdraw', target: annotation }),
      () => bo.act(brief, { do: 'comment', annotation, body: 'Of the base wage.' }),
    );
    expect(seen.annotations).toEqual([]);
    await ann.act(brief, { do: 'restore', target: annotation });
    const { annotations } = await bo.sees(brief, 1);
    expect(annotations[0]?.comments.map(({ body }) => body)).toEqual(['Of what?', 'Of the base wage.']);
  });

  it('of whom one edits the paragraph that the other annotates: the annotation stays with its words', async () => {
    const { annotations, blocks } = await atOnce(
      () => ann.edit(brief, 2, 'On Tuesday it was said: '),
      () => bo.annotate(brief, 'four per cent', 'Of what?'),
    );
    expect(blocks[2]?.text).toMatch(/^On Tuesday it was said: The company/);
    expect(annotations[0]).toMatchObject({ quote: 'four per cent', placement: 'placed' });
  });

  it('who edit the same paragraph keep both their words', async () => {
    const { blocks } = await atOnce(
      () => ann.edit(brief, 1, 'Hers. '),
      () => bo.edit(brief, 1, 'His. '),
    );
    expect(blocks[1]?.text).toMatch(/^(?:Hers\. His\.|His\. Hers\.) Crews/);
  });

  it('who rename themselves have their new names everywhere, also on what they wrote before', async () => {
    await ann.annotate(brief, 'four per cent', 'Of what?');
    await bo.sees(brief, 1);
    const renamed = (analyst: Analyst, name: string) => async () => {
      await analyst.services.call('person.change', { name, initials: 'XY', colour: '#4c5561' });
      await analyst.act(brief, { do: 'annotate', passages: [], kind: 'note', body: 'New name' });
    };
    const { annotations, people } = await atOnce(renamed(ann, 'Ann Abara'), renamed(bo, 'Bo Lim'));
    expect(people.map(({ name }) => name).sort()).toEqual(['Ann Abara', 'Bo Lim']);
    expect(annotations.find(({ quote }) => quote === 'four per cent')?.by.name).toBe('Ann Abara');
  });
});
