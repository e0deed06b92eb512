import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { canMount, onSmallDisk, whyNoDisk } from '../../support/small-disk.ts';
import { ARTICLE, Machine } from '../cli/machine.ts';

const HOUR = 3_600_000;
let machine: Machine;
let services: Services;
let clock: number;
let brief: BriefId;

beforeEach(async () => {
  machine = await Machine.make();
  clock = Date.now() + HOUR;
  const capabilities = { shell: 'browser', nativeMenu: false } as const;
  services = await openServices({ home: machine.home, version: '0', capabilities, now: () => clock, connects: false });
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  const bytes = Buffer.from(ARTICLE).toString('base64');
  const { preview } = await services.call('import.preview', { name: 'ferry.txt', bytes });
  ({ brief } = await services.call('import.accept', { preview, decisions: [] }));
});

afterEach(async () => {
  await services.close();
  await machine.remove();
});

const say = (body: string) =>
  services.call('brief.act', { brief, action: { do: 'annotate', kind: 'note', passages: [], body } });

const backUp = async () => {
  await services.call('offline.backUp', {});
  return services.call('offline.backups', { brief });
};

describe('backups', () => {
  it('are made of what changed, into a folder of choice, and opened beside the brief', async () => {
    await services.call('offline.backupSettings', { folder: machine.path('stick') });
    await say('First.');
    expect(await backUp()).toHaveLength(1);
    expect(await backUp()).toHaveLength(1);
    expect(await readdir(machine.path('stick'))).toContain(brief);

    const before = await services.call('brief.show', { brief });
    const [only] = await services.call('offline.backups', { brief });
    await services.call('brief.act', { brief, action: { do: 'withdraw', target: before.annotations[0]?.id as never } });
    const found = await services.call('offline.openBackup', { brief, name: only?.name ?? '' });
    expect(found.locked === false && found.shown.annotations).toEqual(before.annotations);
    expect((await services.call('brief.show', { brief })).annotations).toEqual([]);
  });

  it('lose what is erased', async () => {
    const SECRET = 'obsidian-parakeet-1138';
    const { entries } = await say(SECRET);
    await backUp();
    clock += HOUR;
    const holding = async () => {
      const folder = join(machine.home, 'backups', brief);
      const names = (await readdir(folder)).filter((name) => name.endsWith('.brief'));
      const packages = await Promise.all(names.map(async (name) => unzipSync(await readFile(join(folder, name)))));
      return packages.flatMap((parts) => Object.values(parts)).some((part) => Buffer.from(part).includes(SECRET));
    };
    expect(await holding()).toBe(true);
    const target = entries.find(({ type }) => type === 'commented')?.id as never;
    await services.call('offline.erase', { brief, target });
    expect(await holding()).toBe(false);
    expect(await services.call('offline.backups', { brief })).toHaveLength(1);
  });

  it.skipIf(!canMount)(
    `are told of once with the library where its disk is nearly full at the first start${whyNoDisk}`,
    async () => {
      await onSmallDisk('16m', async (home) => {
        const capabilities = { shell: 'browser', nativeMenu: false } as const;
        const first = await openServices({ home, version: '0', capabilities, connects: false });
        expect((await first.call('offline.shortOfRoom', {})).map(({ what }) => what)).toEqual(['library']);
        await first.close();
      });
    },
  );

  it('say what is wrong with a folder', async () => {
    const choosing = services.call('offline.backupSettings', { folder: 'somewhere' });
    await expect(choosing).rejects.toMatchObject({ code: 'not-a-folder' });
  });
});
