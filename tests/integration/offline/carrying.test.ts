import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Bytes } from '../../../app/services/crypto.ts';
import { lockPackage, unlockPackage } from '../../../app/services/package/lock.ts';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { ARTICLE, Machine } from '../cli/machine.ts';

/** A passphrase costs as much as it must only outside tests. */
const EASY = 10;
const capabilities = { shell: 'browser', nativeMenu: false } as const;
let machine: Machine;

beforeEach(async () => {
  machine = await Machine.make();
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief', '--as', 'Ann Okoro');
  await machine.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?');
});

afterEach(() => machine.remove());

const bytesOf = (file: string) => readFile(machine.path(file));

describe('a package', () => {
  it('leaves behind what its sender doesn’t want to hand over', async () => {
    await machine.json('add', 'ferry.brief');
    const { id, ...shown } = await machine.show('ferry.brief');
    await machine.json('package', id, '--out', 'bare.brief', '--no-history', '--no-original', '--no-images');
    await machine.json('package', id, '--out', 'whole.brief');
    const names = Object.keys(unzipSync(await bytesOf('bare.brief')));
    expect(names.filter((name) => name.startsWith('original/'))).toEqual([]);
    expect(Object.keys(unzipSync(await bytesOf('whole.brief')))).toContain('original/ferry.txt');
    expect(await machine.show('bare.brief')).toEqual({ id, ...shown });
    const { code, err } = await machine.run('show', 'bare.brief', '--at', '2001-01-01');
    expect([code, err]).toEqual([1, expect.stringMatching(/not there yet|left out/)]);
  });

  it('can be locked, and is opened with its passphrase only', async () => {
    await machine.json('add', 'ferry.brief');
    const { id } = await machine.show('ferry.brief');
    const input = 'a river and a bridge\n';
    const locking = ['package', id, '--out', 'locked.brief', '--lock', '--json'];
    expect((await machine.runWith({ input }, ...locking)).code).toBe(0);
    expect((await bytesOf('locked.brief')).includes('ferry')).toBe(false);
    expect((await machine.run('show', 'locked.brief')).err).toContain('locked with a passphrase');
    const unlocking = ['unlock', 'locked.brief', '--out', 'open.brief'];
    const wrong = await machine.runWith({ input: 'a river' }, ...unlocking);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('the passphrase is wrong')]);
    expect((await machine.runWith({ input }, ...unlocking)).code).toBe(0);
    expect(await machine.show('open.brief')).toEqual(await machine.show('ferry.brief'));
  });

  it('tells a wrong passphrase from a damaged file, wherever the damage is', async () => {
    const whole = await bytesOf('ferry.brief');
    const locked = await lockPackage(whole, 'right', EASY);
    await expect(unlockPackage(locked, 'a.brief', 'wrong')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    for (let at = 30; at < locked.length; at += Math.ceil(locked.length / 40)) {
      const flipped = locked.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      // What a zip says of times and rights is nobody's concern; anything else is damage.
      const opened = await unlockPackage(flipped, 'a.brief', 'right').catch((error: unknown) => error);
      if (opened instanceof Uint8Array) expect(Buffer.from(opened).equals(whole), String(at)).toBe(true);
      else expect(opened, String(at)).toMatchObject({ code: 'damaged-package' });
    }
    const cut = unlockPackage(locked.slice(0, locked.length / 2), 'a.brief', 'right');
    await expect(cut).rejects.toMatchObject({ code: 'damaged-package' });
    // Somebody changed it on purpose, and its checksum with it.
    const parts = unzipSync(locked);
    const age = parts['brief.age'] as Uint8Array;
    age[age.length - 5] = (age[age.length - 5] ?? 0) ^ 1;
    const lock = { ...JSON.parse(strFromU8(parts['lock.json'] as Uint8Array)), sha256: sha256Bytes(age) };
    const forged = zipSync({ 'lock.json': strToU8(JSON.stringify(lock)), 'brief.age': age }, { level: 0 });
    await expect(unlockPackage(forged, 'a.brief', 'right')).rejects.toMatchObject({ code: 'damaged-package' });
  });
});

describe('a package that is opened in the app', () => {
  let services: Services;

  beforeEach(async () => {
    services = await openServices({ home: machine.home, version: '0', capabilities });
    await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  });

  afterEach(() => services.close());

  const open = async (file: string, passphrase?: string) => {
    const bytes = (await bytesOf(file)).toString('base64');
    const found = await services.call('offline.open', { name: file, bytes, ...(passphrase ? { passphrase } : {}) });
    if (found.locked) throw new Error('It is locked.');
    return found;
  };

  it('is added, then a grown copy is merged after a look, and the merge is taken back', async () => {
    const first = await open('ferry.brief');
    expect(first).toMatchObject({ verification: { verified: 3, bad: [] } });
    expect(first.here).toBeUndefined();
    const { brief } = await services.call('offline.add', { opened: first.opened });

    await machine.json('annotate', 'ferry.brief', '--quote', 'on Monday', '--comment', 'Which?', '--as', 'Bo Tan');
    const before = await services.call('brief.show', { brief });
    const second = await open('ferry.brief');
    expect(second.here?.merge).toMatchObject({ added: 3, people: [{ name: 'Bo Tan', annotations: 1, comments: 1 }] });
    expect(await services.call('brief.show', { brief })).toEqual(before);
    const merged = await services.call('offline.merge', { opened: second.opened });
    expect(merged).toMatchObject({ report: second.here?.merge, back: true });
    expect((await services.call('brief.show', { brief })).annotations).toHaveLength(2);

    await services.call('offline.unmerge', { brief });
    expect(await services.call('brief.show', { brief })).toEqual(before);
    const third = await open('ferry.brief');
    await services.call('offline.merge', { opened: third.opened });
    await services.call('brief.act', { brief, action: { do: 'annotate', kind: 'note', passages: [] } });
    await expect(services.call('offline.unmerge', { brief })).rejects.toMatchObject({ code: 'changed-since-merge' });
    expect((await services.call('brief.show', { brief })).annotations).toHaveLength(3);
  });

  it('tells who changed the article in the other copy, and when', async () => {
    const { brief } = await services.call('offline.add', { opened: (await open('ferry.brief')).opened });
    await writeFile(machine.path('corrected.txt'), ARTICLE.replace('four', 'five'));
    await machine.json('update', 'ferry.brief', 'corrected.txt', '--as', 'Bo Tan');
    const grown = await open('ferry.brief');
    expect(grown.here?.merge).toMatchObject({ from: [{}, { edits: 1 }] });
    await services.call('offline.merge', { opened: grown.opened });
    const [change, version] = await services.call('offline.history', { brief });
    expect(change).toMatchObject({ what: 'article', by: { name: 'Bo Tan' }, edits: [{}] });
    const then = await services.call('offline.moment', { brief, at: version?.at ?? 0 });
    expect(JSON.stringify(then.shown.blocks)).toContain('four per cent');
    expect(JSON.stringify(await services.call('brief.show', { brief }))).toContain('five per cent');
  });

  it('asks for its passphrase first', async () => {
    await writeFile(machine.path('locked.brief'), await lockPackage(await bytesOf('ferry.brief'), 'right', EASY));
    const bytes = (await bytesOf('locked.brief')).toString('base64');
    expect(await services.call('offline.open', { name: 'locked.brief', bytes })).toEqual({ locked: true });
    await expect(open('locked.brief', 'wrong')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect((await open('locked.brief', 'right')).title).toBe('Ferry strike enters second week');
  });

  it('waits where the program was started with it, until its person has said what shall become of it', async () => {
    const bytes = Buffer.from(await lockPackage(await bytesOf('ferry.brief'), 'right', EASY)).toString('base64');
    const heard: number[] = [];
    services.on(
      'offline.handedIn',
      () => void services.call('offline.handedIn', {}).then((all) => heard.push(all.length)),
    );
    await services.call('offline.handIn', { name: 'ferry.brief', bytes });
    await services.call('offline.handIn', { name: 'ferry (2).brief', bytes });
    const [first, second] = await services.call('offline.handedIn', {});
    expect([first?.name, second?.name]).toEqual(['ferry.brief', 'ferry (2).brief']);
    const handedIn = first?.id ?? '';
    expect(await services.call('offline.open', { handedIn })).toEqual({ locked: true });
    expect(await services.call('offline.open', { handedIn, passphrase: 'right' })).toMatchObject({ locked: false });
    await services.call('offline.putAway', { handedIn });
    expect(await services.call('offline.handedIn', {})).toEqual([second]);
    expect(heard).toEqual([1, 2, 1]);
    await expect(services.call('offline.open', { handedIn })).rejects.toMatchObject({ code: 'no-such-package' });
    // Who asks by itself is no question for another window, and takes nobody's place.
    const asked = await services.call('offline.handIn', { name: 'dropped.brief', bytes, asked: true });
    expect(await services.call('offline.handedIn', {})).toEqual([second]);
    expect(await services.call('offline.open', asked)).toEqual({ locked: true });
    for (let at = 0; at < 7; at++) await services.call('offline.handIn', { name: `${at}.brief`, bytes });
    await expect(services.call('offline.handIn', { name: 'one.brief', bytes })).rejects.toMatchObject({
      code: 'too-many-handed-in',
      message: expect.stringContaining('one.brief'),
    });
  });

  it('is noticed when it changes where it lies, and can be merged from there', async () => {
    const path = machine.path('ferry.brief');
    const opened = async () => {
      const [waiting] = await services.call('offline.handedIn', {});
      const handedIn = waiting?.id ?? '';
      const found = await services.call('offline.open', { handedIn });
      await services.call('offline.putAway', { handedIn });
      if (found.locked) throw new Error('It is locked.');
      return found;
    };
    const changed = () => services.call('offline.changedFiles', {});
    const bytes = (await bytesOf('ferry.brief')).toString('base64');
    await services.call('offline.handIn', { name: 'ferry.brief', bytes, path });
    const { brief } = await services.call('offline.add', { opened: (await opened()).opened });
    expect(await changed()).toEqual([]);

    // Touched and written anew, but with the same in it.
    await utimes(path, 1, 1);
    expect(await changed()).toEqual([]);
    await machine.json('annotate', 'ferry.brief', '--quote', 'on Monday', '--comment', 'Which?', '--as', 'Bo Tan');
    const [first] = await changed();
    expect(first).toMatchObject({ name: 'ferry.brief', brief });

    // Whoever is not interested is asked again when it changes once more, and after a new start too.
    await services.call('offline.takeChanged', { id: first?.id ?? '', open: false });
    expect(await changed()).toEqual([]);
    await machine.json('annotate', 'ferry.brief', '--whole', '--comment', 'And now?', '--as', 'Bo Tan');
    await services.close();
    services = await openServices({ home: machine.home, version: '0', capabilities });
    const [second] = await changed();
    await services.call('offline.takeChanged', { id: second?.id ?? '', open: true });
    const merged = await services.call('offline.merge', { opened: (await opened()).opened });
    expect(merged.report.people).toMatchObject([{ name: 'Bo Tan', annotations: 2 }]);
    expect(await changed()).toEqual([]);

    await rm(path);
    expect(await changed()).toEqual([]);
  });

  it('is not looked for at a place whose file it isn’t', async () => {
    const bytes = (await bytesOf('ferry.brief')).toString('base64');
    await machine.json('annotate', 'ferry.brief', '--whole', '--comment', 'More.', '--as', 'Bo Tan');
    await services.call('offline.handIn', { name: 'ferry.brief', bytes, path: machine.path('ferry.brief') });
    const [waiting] = await services.call('offline.handedIn', {});
    const found = await services.call('offline.open', { handedIn: waiting?.id ?? '' });
    if (found.locked) throw new Error('It is locked.');
    await services.call('offline.add', { opened: found.opened });
    expect(await services.call('offline.changedFiles', {})).toEqual([]);
  });

  it('says that it lacks what the brief here has, and keeps that', async () => {
    await writeFile(machine.path('old.brief'), await bytesOf('ferry.brief'));
    const { brief } = await services.call('offline.add', { opened: (await open('ferry.brief')).opened });
    const action = { do: 'annotate' as const, kind: 'note' as const, passages: [], body: 'Only here.' };
    await services.call('brief.act', { brief: brief as BriefId, action });
    const old = await open('old.brief');
    expect(old.here?.merge).toMatchObject({ added: 0 });
    await services.call('offline.merge', { opened: old.opened });
    expect((await services.call('brief.show', { brief })).annotations).toHaveLength(2);
  });
});
