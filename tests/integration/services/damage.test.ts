import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPackage } from '../../../app/services/package/package.ts';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { makeHome, removeHome } from '../../e2e/support/home.ts';

let home: string;
let services: Services;
let brief: BriefId;

function start(): Promise<Services> {
  return openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
}

beforeEach(async () => {
  home = await makeHome();
  services = await start();
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  ({ brief } = await services.call('library.sample', {}));
  await services.close();
});

afterEach(async () => {
  await services.close();
  await removeHome(home);
});

async function damage(name: string, where: number): Promise<void> {
  const path = join(home, 'library', brief, name);
  const bytes = await readFile(path);
  bytes.fill(0, Math.floor(bytes.length * where), Math.floor(bytes.length * where) + 40);
  await writeFile(path, bytes);
}

it('tells of damage whoever opened the brief first, until its person has read it', async () => {
  await damage('log', 0.5);
  services = await start();
  // The list reads every brief, and so is the first to mend the log.
  await services.call('library.list', {});
  const opened = await services.call('brief.open', { brief });
  expect(opened.damage?.sentences).toHaveLength(1);
  expect(opened.entries.length).toBeGreaterThan(15);
  await services.close();
  services = await start();
  expect((await services.call('brief.open', { brief })).damage).toEqual(opened.damage);

  await services.call('brief.putDamageAway', { brief });
  expect((await services.call('brief.open', { brief })).damage).toBeUndefined();
  await services.close();
  services = await start();
  expect((await services.call('brief.open', { brief })).damage).toBeUndefined();
});

it('tells when the log was cut off between two records, as far as a keyframe knows of them', async () => {
  const path = join(home, 'library', brief, 'log');
  const bytes = await readFile(path);
  const marker = bytes.subarray(8, 16);
  await writeFile(path, bytes.subarray(0, bytes.lastIndexOf(marker)));
  services = await start();
  expect((await services.call('brief.open', { brief })).damage?.sentences).toHaveLength(1);
});

it('keeps the article when its first record is damaged, and its brief when the description is', async () => {
  services = await start();
  const { article } = await services.call('brief.open', { brief });
  await services.close();
  await damage('log', 0.02);
  await damage('brief.json', 0.1);
  services = await start();
  const opened = await services.call('brief.open', { brief });
  expect(opened.article).toEqual(article);
  expect(opened.damage?.sentences).toHaveLength(1);
});

it('writes and hands on every entry that it shows, where an update of the notes is lost', async () => {
  services = await start();
  const { entries } = await services.call('brief.open', { brief });
  const annotation = entries.find(({ type }) => type === 'annotated')?.id as EntryId;
  const say = (body: string) => services.call('brief.act', { brief, action: { do: 'comment', annotation, body } });
  // The updates of one session build on one another.
  for (const body of ['A lost remark.', 'A second one.', 'A third one.']) await say(body);
  await services.close();

  const path = join(home, 'library', brief, 'log');
  const bytes = await readFile(path);
  bytes.fill(0, bytes.indexOf('A lost remark.'), bytes.indexOf('A lost remark.') + 4);
  await writeFile(path, bytes);
  services = await start();
  await say('And a fourth.');
  expect(await services.call('brief.notShown', { brief })).toEqual({ unknown: 0, notVerified: 0 });
  const shown = await services.call('brief.open', { brief });
  const said = shown.entries.flatMap((entry) => (entry.type === 'commented' ? entry.body : []));
  expect(said.slice(-3)).toEqual(['A second one.', 'A third one.', 'And a fourth.']);

  const packed = await services.call('brief.package', { brief });
  const read = readPackage(Buffer.from(packed.bytes, 'base64'), packed.name);
  expect(new Set(read.brief.notes.entries.keys())).toEqual(new Set(shown.entries.map(({ id }) => id)));
});
