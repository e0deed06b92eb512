import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefId } from '../../../shared/model/ids.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { pairAtRelay, type Team } from './team.ts';

let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;

beforeEach(async () => {
  ({ team, ann, bo, brief } = await pairAtRelay('commenter'));
  await bo.onRelay(brief);
});
afterEach(() => team.close());

const rowOf = async (analyst: Analyst) => (await analyst.services.call('library.list', {}))[0];
const search = (analyst: Analyst, query: string) => analyst.services.call('library.search', { query });

describe('the library of a computer on which nobody works', () => {
  it('follows what comes from the relay, in its list and in its search', async () => {
    const before = await rowOf(bo);
    expect(before).toMatchObject({ id: brief, annotations: 0, comments: 0 });
    expect(await search(bo, 'zirconium')).toEqual([]);
    let told = 0;
    bo.services.on('library.changed', () => told++);

    await ann.annotate(brief, 'Thursday', 'Is there zirconium aboard?');
    const row = await waitFor(
      () => rowOf(bo),
      (now) => now?.annotations === 1,
      'the row shows the annotation',
    );
    expect(row).toMatchObject({ open: 1, comments: 1 });
    expect(row?.changedAt).toBeGreaterThan(before?.changedAt ?? 0);
    await waitFor(
      async () => told,
      (times) => times > 0,
      'the windows are told',
    );
    expect(await search(bo, 'zirconium')).toMatchObject([{ brief, places: [{ words: 'zirconium' }] }]);

    // Also where the words that were kept are read after a restart.
    await bo.stop();
    await bo.start();
    expect(await search(bo, 'zirconium')).toHaveLength(1);
    expect(await rowOf(bo)).toMatchObject({ annotations: 1 });
  });

  it('is told of many changes a few times only, and of the last one', async () => {
    const began = Date.now();
    const shown: number[] = [];
    bo.services.on('library.changed', () => void rowOf(bo).then((row) => shown.push(row?.annotations ?? 0)));
    for (let i = 0; i < 40; i++)
      await ann.act(brief, { do: 'annotate', passages: [], kind: 'note', body: `Note ${i}` });
    await bo.sees(brief, 40);
    await waitFor(
      async () => shown.at(-1),
      (annotations) => annotations === 40,
      'the list was told of the last',
    );
    expect(shown.length).toBeLessThanOrEqual(2 + (Date.now() - began) / 1_000);
  });
});
