import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';

const ARTICLE = [
  'Ferry strike enters second week',
  '',
  'Crews on the island line will not sail before their claim is heard, the union said on Monday.',
  '',
  'The company has offered four per cent. The union wants six, and a written promise on rosters.',
].join('\n');

let home: string;
let services: Services;

async function start(): Promise<Services> {
  return openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
}

async function importArticle(text = ARTICLE): Promise<BriefId> {
  const bytes = Buffer.from(text).toString('base64');
  const { preview } = await services.call('import.preview', { name: 'ferry.txt', bytes });
  return (await services.call('import.accept', { preview, decisions: [] })).brief;
}

async function annotate(brief: BriefId, words: string, body?: string): Promise<EntryId> {
  const { article } = await services.call('brief.open', { brief });
  const { TextIndex } = await import('../../../shared/anchors/text-index.ts');
  const { articleFromJson } = await import('../../../shared/article/schema.ts');
  const { text } = new TextIndex(articleFromJson(article));
  const from = text.indexOf(words);
  const { entries } = await services.call('brief.act', {
    brief,
    action: {
      do: 'annotate',
      passages: [{ from, to: from + words.length, words }],
      kind: 'claim',
      ...(body ? { body } : {}),
    },
  });
  return entries.find((entry) => entry.type === 'annotated')?.id as EntryId;
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'briefmark-'));
  services = await start();
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
});

afterEach(async () => {
  await services.close();
  await rm(home, { recursive: true, force: true });
});

describe('the services', () => {
  it('keep an annotation with its thread over a restart', async () => {
    const brief = await importArticle();
    const annotation = await annotate(brief, 'four per cent', 'Of what?');
    await services.call('brief.act', { brief, action: { do: 'comment', annotation, body: 'Of the base wage.' } });
    await services.call('brief.act', { brief, action: { do: 'resolve', annotation, reason: 'answered' } });
    await services.close();
    services = await start();

    const shown = await services.call('brief.show', { brief });
    expect(shown.annotations).toMatchObject([
      {
        id: annotation,
        kind: 'claim',
        by: { name: 'Ann Okoro' },
        quote: 'four per cent',
        placement: 'placed',
        status: { state: 'resolved', reason: 'answered' },
        comments: [{ body: 'Of what?' }, { body: 'Of the base wage.' }],
      },
    ]);
  });

  it('take an annotation back with its thread, and do it again', async () => {
    const brief = await importArticle();
    await annotate(brief, 'four per cent', 'Of what?');
    await services.call('brief.undo', { brief });
    expect((await services.call('brief.show', { brief })).annotations).toEqual([]);
    await services.call('brief.redo', { brief });
    expect((await services.call('brief.show', { brief })).annotations).toMatchObject([
      { comments: [{ body: 'Of what?' }] },
    ]);
  });

  it('tell everybody who listens of a change before they answer', async () => {
    const brief = await importArticle();
    const heard: string[] = [];
    services.on('brief.changed', ({ entries, placements }) =>
      heard.push(...entries.map((e) => e.type), ...placements.map(([, p]) => p.state)),
    );
    await annotate(brief, 'written promise');
    expect(heard).toEqual(['annotated', 'placed']);
  });

  it('keep the file that was imported', async () => {
    const brief = await importArticle();
    expect(await readFile(join(home, 'library', brief, 'original', 'ferry.txt'), 'utf8')).toBe(ARTICLE);
  });

  it('open the sample with every kind in it', async () => {
    const { brief } = await services.call('library.sample', {});
    const { annotations, people } = await services.call('brief.show', { brief });
    expect(new Set(annotations.map(({ kind }) => kind)).size).toBe(8);
    expect(annotations.filter(({ placement }) => placement !== 'placed').map(({ placement }) => placement)).toEqual([
      'whole',
    ]);
    expect(people.length).toBe(4);
  });

  it('carry a brief to another library as a package', async () => {
    const brief = await importArticle();
    await annotate(brief, 'four per cent', 'Of what?');
    const before = await services.call('brief.show', { brief });
    const { name, bytes } = await services.call('brief.package', { brief });
    expect(name).toBe('Ferry strike enters second week.brief');
    await expect(services.call('library.addPackage', { name, bytes })).rejects.toThrow(Refusal);

    const elsewhere = join(home, 'elsewhere');
    const other = await openServices({
      home: elsewhere,
      version: '0',
      capabilities: { shell: 'browser', nativeMenu: false },
    });
    await other.call('library.addPackage', { name, bytes });
    expect(await other.call('brief.show', { brief })).toEqual(before);
    await other.close();
  });

  it('remember a comment that is being written', async () => {
    const brief = await importArticle();
    await services.call('brief.saveDraft', { brief, draft: { key: 'whole', body: 'Half a thou' } });
    services = await start();
    expect((await services.call('brief.open', { brief })).drafts).toMatchObject([{ body: 'Half a thou' }]);
  });

  it('put a brief into the bin and bring it back', async () => {
    const brief = await importArticle();
    await services.call('library.bin', { brief });
    expect((await services.call('library.list', {}))[0]?.binnedAt).toBeTypeOf('number');
    await services.call('library.bringBack', { brief });
    expect((await services.call('library.list', {}))[0]?.binnedAt).toBeUndefined();
  });
});
