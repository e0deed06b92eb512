import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { MergeReceipt } from '../../../shared/offline/merging.ts';
import type { UpdateReport } from '../../../shared/offline/updating.ts';
import { ARTICLE, Machine } from '../cli/machine.ts';

const CORRECTED = ARTICLE.replace('four per cent', 'five per cent').replace(
  'Talks resume on Thursday. Until',
  'Nobody sails for now.\n\nUntil',
);

let machine: Machine;

beforeEach(async () => {
  machine = await Machine.make();
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief', '--as', 'Ann Okoro');
  await writeFile(machine.path('corrected.txt'), CORRECTED);
});

afterEach(() => machine.remove());

describe('briefmark update', () => {
  it('says what would happen, does it, and leaves a version behind', async () => {
    const pay = await machine.annotate('ferry.brief', 'offered four per cent');
    const day = await machine.annotate('ferry.brief', 'Talks resume on Thursday');
    const harbours = await machine.annotate('ferry.brief', 'at both harbours');
    const update = ['update', 'ferry.brief', 'corrected.txt', '--as', 'Ann Okoro'];
    const before = await readFile(machine.path('ferry.brief'));
    const planned = await machine.json<UpdateReport>(...update, '--dry-run');
    expect(await readFile(machine.path('ferry.brief'))).toEqual(before);
    expect(planned).toMatchObject({ placed: 1, moved: 1, orphaned: 1 });
    const fates = Object.fromEntries(planned.annotations.map((each) => [each.id, each]));
    expect(fates[pay.id]).toMatchObject({
      before: { placement: 'placed', quote: 'offered four per cent' },
      after: { placement: 'moved', quote: 'offered five per cent' },
    });
    expect(fates[day.id]?.after).toEqual({ placement: 'orphaned', quote: null, offset: null });

    expect(await machine.json<UpdateReport>(...update)).toEqual(planned);
    const shown = await machine.show('ferry.brief');
    expect(shown.blocks.map(({ text }) => text)).toContain('Nobody sails for now.');
    const placements = Object.fromEntries(
      shown.annotations.map(({ id, placement, quote }) => [id, [placement, quote]]),
    );
    expect(placements).toEqual({
      [pay.id]: ['moved', 'offered five per cent'],
      [day.id]: ['orphaned', 'Talks resume on Thursday'],
      [harbours.id]: ['placed', 'at both harbours'],
    });
    expect((await machine.run(...update)).out).toContain('The article is the same.');
  });

  it('merges with a copy in which it wasn’t done, and not with one that got another article, unless one is chosen', async () => {
    await copyFile(machine.path('ferry.brief'), machine.path('bo.brief'));
    await machine.json('annotate', 'bo.brief', '--quote', 'on rosters', '--as', 'Bo Tan');
    await machine.json('update', 'ferry.brief', 'corrected.txt', '--as', 'Ann Okoro');
    await machine.json('merge', 'bo.brief', 'ferry.brief', '--out', 'all.brief');
    const all = await machine.show('all.brief');
    expect(all.blocks.map(({ text }) => text)).toContain('Nobody sails for now.');
    expect(all.annotations).toMatchObject([{ quote: 'on rosters', placement: 'placed' }]);

    await writeFile(machine.path('other.txt'), ARTICLE.replace('on Thursday', 'on Sunday'));
    await machine.json('update', 'bo.brief', 'other.txt', '--as', 'Bo Tan');
    const refused = await machine.run('merge', 'bo.brief', 'all.brief', '--out', 'both.brief');
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/different ones.*--article/)]);
    const chosen = ['--article', 'all.brief', '--out', 'both.brief'];
    const { setAside } = await machine.json<MergeReceipt>('merge', 'bo.brief', 'all.brief', ...chosen);
    expect(setAside).toMatchObject([{ id: 'text' }]);
    expect((await machine.show('both.brief')).blocks).toEqual(all.blocks);
  });

  it('says which file it can’t read, and changes nothing', async () => {
    const { code, err } = await machine.run('update', 'ferry.brief', 'none.txt');
    expect([code, err]).toEqual([1, expect.stringContaining('none.txt')]);
  });
});

describe('replacing the article in the library', () => {
  let services: Services;

  beforeEach(async () => {
    const capabilities = { shell: 'browser', nativeMenu: false } as const;
    services = await openServices({ home: machine.home, version: '0', capabilities });
  });

  afterEach(() => services.close());

  it('is one action, which is undone and done again as one', async () => {
    await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
    const name = 'ferry.txt';
    const imported = await services.call('import.preview', { name, bytes: Buffer.from(ARTICLE).toString('base64') });
    const { brief } = await services.call('import.accept', { preview: imported.preview, decisions: [] });
    const words = 'Thursday';
    const { article } = await services.call('brief.open', { brief });
    const text = JSON.stringify(article);
    expect(text).toContain(words);
    const from = ARTICLE.replaceAll('\n\n', '\n').indexOf(words);
    await services.call('brief.act', {
      brief,
      action: { do: 'annotate', kind: 'fact', passages: [{ from, to: from + words.length, words }] },
    });
    const before = await services.call('brief.show', { brief });
    const bytes = Buffer.from(CORRECTED).toString('base64');
    const { preview } = await services.call('import.preview', { name: 'corrected.txt', bytes });
    const planned = await services.call('offline.updatePreview', { brief, preview, decisions: [] });
    expect(planned.blocks.map(({ kind }) => kind)).toEqual(['same', 'same', 'changed', 'added', 'changed']);
    expect(await services.call('offline.update', { brief, preview, decisions: [] })).toEqual(planned);
    const after = await services.call('brief.show', { brief });
    expect(after.annotations).toMatchObject([{ placement: 'orphaned' }]);

    await services.call('brief.undo', { brief });
    expect(await services.call('brief.show', { brief })).toEqual(before);
    await services.call('brief.redo', { brief });
    expect(await services.call('brief.show', { brief })).toEqual(after);
    await services.call('brief.close', { brief });
    expect(await services.call('brief.show', { brief })).toEqual(after);
  });
});
