import { readdir, readFile, writeFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { ShownBrief } from '../../../shared/shown.ts';
import { Machine } from '../cli/machine.ts';
import { type Parts, packed, partsOfBrief, withEntries, withManifest, withParts } from './packages.ts';

let machine: Machine;
let parts: Parts;
let good: ShownBrief;
let services: Services;

beforeAll(async () => {
  machine = await Machine.make();
  parts = await partsOfBrief(machine);
  good = await machine.show('good.brief');
  const capabilities = { shell: 'browser', nativeMenu: false } as const;
  services = await openServices({ home: machine.path('other home'), version: '0', capabilities });
});
afterAll(async () => {
  await services.close();
  await machine.remove();
});

/** Refused by every way in, with a sentence that names the file and the cause, and nothing changed. */
async function expectRefused(bytes: Uint8Array, code: string, why: string): Promise<void> {
  await writeFile(machine.path('bad.brief'), bytes);
  const before = await readdir(machine.home, { recursive: true });
  for (const argv of [
    ['show', 'bad.brief'],
    ['annotate', 'bad.brief', '--whole', '--as', 'Somebody New'],
    ['add', 'bad.brief'],
  ]) {
    const ran = await machine.runWith({ environment: { BRIEFMARK_DEBUG: '' } }, ...argv, '--json');
    expect(ran, argv.join(' ')).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/^briefmark: “bad\.brief” [^\n]*\n$/);
    expect(ran.err).toContain(why);
  }
  expect(new Uint8Array(await readFile(machine.path('bad.brief')))).toEqual(new Uint8Array(bytes));
  const kept = (names: string[]) => names.filter((name) => /^(identity|library)/.test(name)).sort();
  expect(kept(await readdir(machine.home, { recursive: true }))).toEqual(kept(before));

  const call = services.call('library.addPackage', {
    name: 'bad.brief',
    bytes: Buffer.from(bytes).toString('base64'),
  });
  await expect(call).rejects.toMatchObject({ name: 'Refusal', code });
  expect(await services.call('library.list', {})).toEqual([]);
}

describe('refused whole:', () => {
  test.each([
    ['a file that is cut short', () => packed(parts).subarray(0, 3_000), 'cut short'],
    ['one that lost its last byte', () => packed(parts).subarray(0, -1), 'cut short'],
    ['an empty one', () => new Uint8Array(), 'cut short'],
    ['text that is called .brief', () => strToU8('This is not a brief.'), 'not a Briefmark package'],
    ['somebody else’s zip', () => zipSync({ 'word/document.xml': strToU8('<w/>') }), 'word/document.xml'],
    ['a zip of nothing', () => zipSync({}), '“manifest.json” is missing'],
    ['one whose article is missing', () => packed(without('text.bin')), '“text.bin” is missing'],
    [
      'one whose manifest is no JSON',
      () => packed({ ...parts, 'manifest.json': strToU8('{') }),
      'not a Briefmark package',
    ],
    [
      'one with an article of random bytes',
      () => packed(withParts(parts, { 'text.bin': noise(500) })),
      'can’t be read',
    ],
    ['one with notes of random bytes', () => packed(withParts(parts, { 'notes.bin': noise(500) })), 'can’t be read'],
    ['one whose history is noise', () => packed(withParts(parts, { 'log.bin': noise(500) })), 'history'],
    ['one whose history is cut', () => packed(withParts(parts, { 'log.bin': cut('log.bin') })), 'history'],
    ['one whose article is cut', () => packed(withParts(parts, { 'text.bin': cut('text.bin') })), 'can’t be read'],
    ['one that names another founder', () => packed(withManifest(parts, { founder: 'f'.repeat(64) })), 'founder'],
    ['one of another brief’s id', () => packed(withManifest(parts, { brief: 'f'.repeat(64) })), 'founder'],
    ['one whose account is no list', () => packed(withParts(parts, { 'left-out.json': strToU8('{}') })), 'left out'],
    [
      'one with a part that nobody knows',
      () => packed(withParts(parts, { 'extra.bin': new Uint8Array([1]) })),
      'extra.bin',
    ],
  ])('%s', async (_, make, why) => {
    await expectRefused(
      make(),
      why === 'word/document.xml' || why === 'extra.bin' ? 'package-path' : 'damaged-package',
      why,
    );
  });

  test('a wrong checksum', async () => {
    const text = new Uint8Array(parts['text.bin'] ?? []);
    text[40] = (text[40] ?? 0) ^ 1;
    await expectRefused(packed({ ...parts, 'text.bin': text }), 'wrong-checksum', '“text.bin” has a wrong checksum');
  });

  test('a newer format', async () => {
    await expectRefused(packed(withManifest(parts, { version: 2 })), 'newer-format', 'Update Briefmark');
  });

  test.each([
    '../../evil',
    '/etc/evil',
    'original/../../evil',
    'original/a/b',
    'original/..',
    'C:\\evil',
    'original/C:evil',
  ])('a path that climbs out: %s', async (path) => {
    await expectRefused(packed({ ...parts, [path]: new Uint8Array([1]) }), 'package-path', 'outside its folder');
  });

  test('the article and the notes of another brief', async () => {
    const other = await Machine.make();
    const theirs = await partsOfBrief(other);
    const { 'text.bin': text = new Uint8Array(), 'notes.bin': notes = new Uint8Array() } = theirs;
    await other.remove();
    await expectRefused(packed(withParts(parts, { 'text.bin': text })), 'damaged-package', 'of another brief');
    await expectRefused(
      packed(withParts(parts, { 'text.bin': text, 'notes.bin': notes })),
      'damaged-package',
      'of another brief',
    );
  });

  test('an article that doesn’t fit the schema', async () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, parts['text.bin'] ?? new Uint8Array());
    doc.getXmlFragment('body').insert(0, [new Y.XmlElement('script')]);
    await expectRefused(
      packed(withParts(parts, { 'text.bin': Y.encodeStateAsUpdate(doc) })),
      'damaged-package',
      'can’t be read',
    );
  });
});

describe('kept, and not shown:', () => {
  async function shown(bytes: Uint8Array): Promise<{ brief: ShownBrief; err: string }> {
    await writeFile(machine.path('odd.brief'), bytes);
    const { code, out, err } = await machine.run('show', 'odd.brief', '--json');
    expect(code, err).toBe(0);
    return { brief: JSON.parse(out), err };
  }

  const hostile: [string, (entries: Y.Map<unknown>) => void, string][] = [
    [
      'an entry with a wrong signature',
      (entries) => replaceComment(entries, (entry) => ({ ...entry, sig: `${'A'.repeat(85)}A` })),
      '1 entry',
    ],
    [
      'an entry whose words were changed',
      (entries) => replaceComment(entries, (entry) => ({ ...entry, body: 'Forged.' })),
      '1 entry',
    ],
    ['an entry under another’s id', (entries) => entries.set('f'.repeat(64), comment(entries)), '1 entry'],
    [
      'an entry with a time that no calendar has',
      (entries) => replaceComment(entries, (entry) => ({ ...entry, at: 9e15 })),
      '1 entry',
    ],
    ['an entry with a prototype of its own', (entries) => entries.set('a'.repeat(64), withPrototype()), '1 entry'],
    [
      'things that are no entries',
      (entries) =>
        [1, 'x', null, [], new Y.Map(), new Y.Text('t')].forEach((value, i) => void entries.set(`k${i}`, value)),
      '6 entries',
    ],
    [
      'keys that mean something to JavaScript',
      (entries) => ['__proto__', 'constructor', 'toString'].forEach((key) => void entries.set(key, { id: key })),
      '3 entries',
    ],
    [
      'an entry of a hundred thousand values',
      (entries) => replaceComment(entries, (entry) => ({ ...entry, body: Array(100_001).fill(0) })),
      '1 entry',
    ],
    [
      'an entry as deep as a well',
      (entries) =>
        replaceComment(entries, (entry) => ({ ...entry, body: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) })),
      '1 entry',
    ],
  ];
  test.each(hostile)('%s', async (_, put, counted) => {
    const { brief, err } = await shown(packed(withEntries(parts, put)));
    expect(brief.title).toBe(good.title);
    expect(JSON.stringify(brief)).not.toContain('Forged.');
    expect(err).toContain(`${counted} `);
    expect(err).toContain('kept but not shown');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();

    // It stays in the file when somebody works on, and goes into a library with the rest.
    await machine.annotate('odd.brief', 'Thursday');
    expect((await machine.run('show', 'odd.brief')).err).toBe(err);
    const other = await Machine.make();
    await other.json('add', machine.path('odd.brief'));
    expect((await other.show(brief.id)).annotations).toHaveLength(brief.annotations.length + 1);
    await other.json('package', brief.id, '--out', 'again.brief');
    expect((await other.run('show', 'again.brief')).err).toBe(err);
    await other.remove();
  });

  test('and counted on screen too', async () => {
    const put = hostile[0]?.[1] ?? (() => {});
    const { id } = good;
    await services.call('person.create', { name: 'Ben Achterberg', initials: 'BA', colour: '#0b6b74' });
    const bytes = Buffer.from(packed(withEntries(parts, put))).toString('base64');
    await services.call('library.addPackage', { name: 'odd.brief', bytes });
    await services.call('brief.open', { brief: id as BriefId });
    expect(await services.call('brief.notShown', { brief: id as BriefId })).toEqual({ unknown: 0, notVerified: 1 });
  });

  test('an entry of a kind that a later version makes', async () => {
    const id = 'e'.repeat(64);
    const { err } = await shown(
      packed(withEntries(parts, (entries) => void entries.set(id, { v: 2, id, type: 'drawn', by: 'x' }))),
    );
    expect(err).toContain('1 entry is kept but not shown: a newer Briefmark made');
  });

  test('a manifest that counts wrong or has strange names is believed in nothing that matters', async () => {
    const manifest = withManifest(parts, { title: '\u001b[2JForged', annotations: 99, constructor: 1 });
    const { brief } = await shown(packed(manifest));
    expect(brief).toEqual(good);
  });
});

let seed = 1;
beforeEach(() => {
  seed = 1;
});

function noise(length: number): Uint8Array {
  return Uint8Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed & 0xff;
  });
}

function without(name: string): Parts {
  const { [name]: _, ...rest } = parts;
  return rest;
}

function cut(name: string): Uint8Array {
  const bytes = parts[name] ?? new Uint8Array();
  return bytes.subarray(0, bytes.length - 20);
}

type Entry = Record<string, unknown>;

function comment(entries: Y.Map<unknown>): Entry {
  return [...entries.values()].find((entry) => (entry as Entry).type === 'commented') as Entry;
}

function replaceComment(entries: Y.Map<unknown>, change: (entry: Entry) => Entry): void {
  const entry = comment(entries);
  entries.set(entry.id as string, change(entry));
}

/** lib0 makes a prototype of a key `__proto__`. */
function withPrototype(): unknown {
  const entry: Entry = { v: 1, id: 'a'.repeat(64), type: 'commented' };
  Object.defineProperty(entry, '__proto__', { value: { polluted: true, body: 'Forged.' }, enumerable: true });
  return entry;
}
