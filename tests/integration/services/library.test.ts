import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { BriefId } from '../../../shared/model/ids.ts';

let home: string;
let services: Services;

async function start(): Promise<void> {
  services = await openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
}

async function importText(text: string, name = 'article.txt'): Promise<BriefId> {
  const bytes = Buffer.from(text).toString('base64');
  const { preview } = await services.call('import.preview', { name, bytes });
  return (await services.call('import.accept', { preview, decisions: [] })).brief;
}

const comment = (brief: BriefId, body: string) =>
  services.call('brief.act', { brief, action: { do: 'annotate', passages: [], kind: 'note', body } });
const search = (query: string) => services.call('library.search', { query });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'briefmark-'));
  await start();
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
});

afterEach(async () => {
  await services.close();
  await rm(home, { recursive: true, force: true });
});

describe('the search over all briefs', () => {
  it('finds words of titles, texts and comments, and shows where they stand', async () => {
    const ferry = await importText(
      'Ferry crews strike\n\nThe harbour stayed shut on Monday, the résumé of talks says.',
    );
    const bank = await importText('Central bank holds rates\n\n部长在北京表示，利率不变。 The harbour loan is due.');
    await comment(bank, 'Ask the ministry what *due* means.');

    const [first, second] = await search('HARBOUR');
    expect(new Set([first?.brief, second?.brief])).toEqual(new Set([ferry, bank]));
    expect(await search('resume')).toEqual([
      { brief: ferry, places: [expect.objectContaining({ words: 'résumé', after: ' of talks says.' })] },
    ]);
    expect((await search('北京')).map(({ brief }) => brief)).toEqual([bank]);
    expect((await search('ministry'))[0]?.places[0]).toMatchObject({ words: 'ministry', by: 'Ann Okoro' });
    // Both words are needed, wherever they stand.
    expect((await search('ministry rates')).map(({ brief }) => brief)).toEqual([bank]);
    expect(await search('ministry ferry')).toEqual([]);
    expect(await search('  ')).toEqual([]);
  });

  it('knows what was said since, also after a restart, and forgets what was withdrawn or binned', async () => {
    const brief = await importText('Ferry crews strike\n\nThe harbour stayed shut.');
    expect(await search('tonnage')).toEqual([]);
    const { entries } = await comment(brief, 'What tonnage?');
    expect(await search('tonnage')).toHaveLength(1);

    await services.close();
    await start();
    expect(await search('tonnage')).toHaveLength(1);
    const target = entries.find(({ type }) => type === 'annotated')?.id;
    if (!target) throw new Error('Nothing was annotated.');
    await services.call('brief.act', { brief, action: { do: 'withdraw', target } });
    expect(await search('tonnage')).toEqual([]);
    await services.call('library.bin', { brief });
    expect(await search('harbour')).toEqual([]);
  });

  it('reads the briefs themselves where its cache is damaged', async () => {
    const brief = await importText('Ferry crews strike\n\nThe harbour stayed shut.');
    await search('harbour');
    await services.close();
    const cache = join(home, 'library', brief, 'search.json');
    expect(existsSync(cache)).toBe(true);
    await writeFile(cache, '{"v":1,"places":[');
    await start();
    expect(await search('harbour')).toHaveLength(1);
  });
});

describe('the same article a second time', () => {
  const text = 'Ferry crews strike\n\nThe harbour stayed shut, the union said.';

  it('is noticed, however it was saved', async () => {
    const brief = await importText(text);
    const bytes = Buffer.from(`\ufeff${text.toUpperCase().replaceAll('\n', '\r\n')}`).toString('base64');
    const again = await services.call('import.preview', { name: 'other.txt', bytes });
    expect(again.already).toMatchObject({ brief, title: 'Ferry crews strike' });

    const other = Buffer.from(`${text} Nobody answered.`).toString('base64');
    expect(await services.call('import.preview', { name: 'other.txt', bytes: other })).not.toHaveProperty('already');
    await services.call('library.bin', { brief });
    expect(await services.call('import.preview', { name: 'other.txt', bytes })).not.toHaveProperty('already');
  });
});

describe('an article with a picture that it does not hold', () => {
  it('is noticed a second time too', async () => {
    const text =
      '# Ferry crews strike\n\nThe harbour stayed shut.\n\n![The harbour at noon](https://example.org/a.png)\n';
    const bytes = Buffer.from(text).toString('base64');
    const { preview } = await services.call('import.preview', { name: 'ferry.md', bytes });
    const { brief } = await services.call('import.accept', { preview, decisions: [] });
    const again = await services.call('import.preview', { name: 'ferry.md', bytes });
    expect(again.already).toMatchObject({ brief });
  });
});

describe('where briefs are kept', () => {
  it('has folders, tags and an archive, which stay over a restart', async () => {
    const brief = await importText('Ferry crews strike\n\nThe harbour stayed shut.');
    await services.call('library.shelve', {
      briefs: [brief],
      folder: ' Ports / North/ ',
      tags: ['urgent'],
      archived: true,
    });
    await services.close();
    await start();
    const [line] = await services.call('library.list', {});
    expect(line).toMatchObject({ folder: 'Ports/North', tags: ['urgent'], archivedAt: expect.any(Number) });
    expect(line?.bytes).toBeGreaterThan(1_000);

    await services.call('library.shelve', { briefs: [brief], folder: '', archived: false });
    const [changed] = await services.call('library.list', {});
    expect(changed).toMatchObject({ tags: ['urgent'] });
    expect(changed).not.toHaveProperty('folder');
    expect(changed).not.toHaveProperty('archivedAt');
  });

  it('deletes only what is in the bin, and then wholly', async () => {
    const brief = await importText('Ferry crews strike\n\nThe harbour stayed shut.');
    await expect(services.call('library.emptyBin', { briefs: [brief] })).rejects.toMatchObject({ code: 'not-in-bin' });
    await services.call('library.bin', { brief });
    expect(await services.call('library.emptyBin', { briefs: [brief] })).toEqual({ deleted: 1 });
    expect(await services.call('library.list', {})).toEqual([]);
    expect((await readdir(join(home, 'library'))).filter((name) => name.includes(brief))).toEqual([]);
  });
});
