import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import type { OpenedPackage } from '../../../shared/offline/opened-package.ts';
import { filesUnder } from '../../support/files-under.ts';
import { ARTICLE, Machine } from '../cli/machine.ts';
import { Analyst } from '../sync/analyst.ts';

const everything = { history: true, original: true, images: true };
const SECRET = 'obsidian-heron-2718';

let ann: Analyst;
let bo: Analyst;
let brief: BriefId;

beforeEach(async () => {
  [ann, bo] = [await Analyst.named('Ann Okoro'), await Analyst.named('Bo Tan')];
  brief = await ann.import();
});

afterEach(() => Promise.all([ann.remove(), bo.remove()]));

async function handedOver(by: Analyst, more: { private?: boolean } = {}): Promise<Uint8Array> {
  const { bytes } = await by.services.call('offline.handOver', { brief, ...everything, ...more });
  return Buffer.from(bytes, 'base64');
}

async function opened(by: Analyst, bytes: Uint8Array): Promise<Extract<OpenedPackage, { locked: false }>> {
  const found = await by.services.call('offline.open', {
    name: 'carried.brief',
    bytes: Buffer.from(bytes).toString('base64'),
  });
  if (found.locked) throw new Error('It is locked.');
  return found;
}

async function added(by: Analyst, bytes: Uint8Array): Promise<void> {
  await by.services.call('offline.add', { opened: (await opened(by, bytes)).opened });
}

async function replace(by: Analyst, text: string): Promise<void> {
  const bytes = Buffer.from(text).toString('base64');
  const { preview } = await by.services.call('import.preview', { name: 'corrected.txt', bytes });
  await by.services.call('offline.update', { brief, preview, decisions: [] });
}

/** What lies under a folder; of packages, what lies in them. */
async function bytesUnder(path: string): Promise<Buffer[]> {
  const files = await filesUnder(path);
  return [...files].flatMap(([name, bytes]) =>
    name.endsWith('.brief') ? Object.values(unzipSync(bytes)).map(Buffer.from) : [bytes],
  );
}

describe('an article that was replaced by different ones', () => {
  beforeEach(async () => {
    await added(bo, await handedOver(ann));
    await replace(ann, ARTICLE.replace('six', 'seven'));
    await replace(bo, ARTICLE.replace('six', 'eight'));
    await bo.annotate(brief, 'both harbours', 'Which two?');
  });

  const words = async () => (await ann.article(brief)).join('\n');

  it.each([
    ['mine', 'seven', 'eight'],
    ['theirs', 'eight', 'seven'],
  ] as const)(
    'is %s where its person says so; the other is a version, and comes back',
    async (article, stays, kept) => {
      const found = await opened(ann, await handedOver(bo));
      expect(found.here).toEqual({ binned: false, articlesDiffer: true });
      const planned = await ann.services.call('offline.mergePreview', { opened: found.opened, article });
      expect(planned.setAside).toEqual([{ id: 'text', reason: expect.stringContaining('kept as a version') }]);
      await ann.services.call('offline.merge', { opened: found.opened, article });
      expect(await words()).toContain(`wants ${stays}`);
      expect((await ann.show(brief)).annotations).toMatchObject([{ quote: 'both harbours', placement: 'placed' }]);

      await ann.stop();
      await ann.start();
      expect(await words()).toContain(`wants ${stays}`);
      const [moment] = (await ann.services.call('offline.history', { brief })).filter(({ what }) => what === 'kept');
      const { id = '', at = 0 } = moment ?? {};
      const { shown, blocks } = await ann.services.call('offline.moment', { brief, at, kept: id });
      expect(JSON.stringify(shown.blocks)).toContain(`wants ${kept}`);
      expect(blocks.filter(({ kind }) => kind !== 'same')).toHaveLength(1);

      await ann.services.call('offline.bringBack', { brief, at, kept: id });
      expect(await words()).toContain(`wants ${kept}`);
      // And it goes along in every file.
      await bo.services.call('library.bin', { brief });
      await bo.services.call('library.emptyBin', { briefs: [brief] });
      await added(bo, await handedOver(ann));
      const carried = await bo.services.call('offline.history', { brief });
      expect(carried.filter(({ what }) => what === 'kept').map((each) => each.id)).toEqual([id]);
    },
  );

  it('can be merged and the merge taken back', async () => {
    const before = await words();
    const { opened: token } = await opened(ann, await handedOver(bo));
    await ann.services.call('offline.merge', { opened: token, article: 'theirs' });
    await ann.services.call('offline.unmerge', { brief });
    expect(await words()).toBe(before);
    expect((await ann.show(brief)).annotations).toEqual([]);
  });
});

describe('a paragraph that two people edited apart', () => {
  it('is shown with both texts until somebody has looked', async () => {
    await added(bo, await handedOver(ann));
    await ann.edit(brief, 1, 'All ');
    await bo.edit(brief, 1, 'Since May, ');
    const { opened: token } = await opened(ann, await handedOver(bo));
    await ann.services.call('offline.merge', { opened: token });
    const [merged] = await ann.services.call('offline.editedApart', { brief });
    expect(merged?.paragraphs).toMatchObject([
      { ours: expect.stringMatching(/^All Crews/), theirs: expect.stringMatching(/^Since May, Crews/) },
    ]);
    await ann.services.call('offline.lookedAtEdits', { brief });
    expect(await ann.services.call('offline.editedApart', { brief })).toEqual([]);
  });

  it('tells how it came to be, with what either did', async () => {
    await added(bo, await handedOver(ann));
    await bo.annotate(brief, 'both harbours');
    await bo.edit(brief, 1, 'Since May, ');
    await ann.services.call('offline.merge', { opened: (await opened(ann, await handedOver(bo))).opened });
    const steps = await ann.services.call('offline.paragraph', { brief, child: 1 });
    expect(steps).toMatchObject([
      { kind: 'imported', before: null, after: expect.stringMatching(/^Crews/) },
      { kind: 'changed', by: { name: 'Bo Tan' }, after: expect.stringMatching(/^Since May, Crews/) },
    ]);
    expect(await ann.services.call('offline.paragraph', { brief, child: 2 })).toMatchObject([{ kind: 'imported' }]);
  });
});

describe('private notes', () => {
  const note = async (by: Analyst) =>
    by.act(brief, { do: 'annotate', kind: 'note', passages: [], body: SECRET, private: true });
  const privately = async (by: Analyst) => (await by.services.call('brief.open', { brief })).privately;

  it('are carried to their own author’s other computer alone, and only where that is asked for', async () => {
    await note(ann);
    const without = Object.values(unzipSync(await handedOver(ann)));
    expect(without.some((part) => Buffer.from(part).includes(SECRET))).toBe(false);
    const bytes = await handedOver(ann, { private: true });
    const found = await opened(bo, bytes);
    expect(found.privately).toBe(2);
    await added(bo, bytes);
    expect(await privately(bo)).toEqual([]);
    expect((await bytesUnder(bo.home)).some((each) => each.includes(SECRET))).toBe(false);

    const identity = await ann.services.call('identity.export', { passphrase: 'a long enough one' });
    const other = await Analyst.named('Somebody');
    await other.services.call('identity.import', { bytes: identity.bytes, passphrase: 'a long enough one' });
    await added(other, bytes);
    expect((await privately(other)).map(({ type }) => type)).toEqual(['annotated', 'commented']);
    await other.remove();
  });

  it('are in backups, and no byte of them is left when they are erased', async () => {
    const [annotation] = await note(ann);
    await ann.services.call('offline.backUp', {});
    expect((await bytesUnder(join(ann.home, 'backups'))).some((each) => each.includes(SECRET))).toBe(true);
    const target = annotation?.id as EntryId;
    const plan = { ids: [target, expect.any(String)], people: [{ name: 'Ann Okoro', entries: 2 }], kept: 0 };
    expect(await ann.services.call('offline.erasePreview', { brief, target })).toEqual(plan);
    await ann.services.call('offline.erase', { brief, target });
    expect((await bytesUnder(ann.home)).some((each) => each.includes(SECRET))).toBe(false);
    expect(await privately(ann)).toEqual([]);
    expect(await ann.services.call('offline.backups', { brief })).toHaveLength(1);
  });
});

describe('a file that was added by a command', () => {
  it('is noticed when somebody changes it where it lies', async () => {
    const machine = await Machine.make();
    const run = (...args: string[]) => machine.json(...args);
    await run('import', 'ferry.txt', '--out', 'ferry.brief', '--as', 'Ann Okoro');
    await run('add', 'ferry.brief');
    await machine.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?');
    const { openServices } = await import('../../../app/services/services.ts');
    const capabilities = { shell: 'browser', nativeMenu: false } as const;
    const services = await openServices({ home: machine.home, version: '0', capabilities, connects: false });
    expect(await services.call('offline.changedFiles', {})).toMatchObject([{ name: 'ferry.brief' }]);
    await services.close();
    await machine.remove();
  });
});
