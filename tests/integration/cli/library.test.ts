import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claim } from '../../../app/instance/claim.ts';
import { openServices } from '../../../app/services/services.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { Machine } from './machine.ts';

const TITLE = 'Ferry strike enters second week';
let machine: Machine;
let id: BriefId;

beforeEach(async () => {
  machine = await Machine.make();
  ({ id } = await machine.json<{ id: BriefId }>('import', 'ferry.txt', '--as', 'Ann Okoro'));
});
afterEach(() => machine.remove());

test('import without --out goes into the library, and says so', async () => {
  const answer = await machine.json('import', 'ferry.txt', '--as', 'Ann Okoro');
  expect(answer).toMatchObject({ title: TITLE, blocks: 4, leftOut: 0, out: null });
});

test('where nobody has given a name, a brief belongs to the computer’s user', async () => {
  const other = await Machine.make();
  const { id } = await other.json<{ id: string }>('import', 'ferry.txt');
  expect((await other.show(id)).people).toHaveLength(1);
  await other.remove();
});

test('library lists the briefs, with times that programs read', async () => {
  await machine.annotate(id, 'four per cent', '--comment', 'Of what?');
  expect(await machine.json('library')).toMatchObject([
    { id, title: TITLE, annotations: 1, open: 1, comments: 1, changedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
  ]);
  expect((await machine.run('library')).out).toContain(TITLE);
});

test('search finds words in titles, texts and comments, and shows where', async () => {
  await machine.annotate(id, 'four per cent', '--comment', 'Of what base?');
  expect(await machine.json('search', 'FOUR', 'base')).toMatchObject([
    { id, title: TITLE, places: [{ words: 'four' }, { words: 'base', by: 'Ann Okoro' }] },
  ]);
  expect((await machine.run('search', 'base')).out).toContain('Ann Okoro: Of what base?');
  expect((await machine.run('search', 'lighthouse')).out).toContain('No brief of your library holds “lighthouse”.');
});

describe('a brief is named', () => {
  test.each([
    ['its id', () => id],
    ['the beginning of its id', () => id.slice(0, 6)],
    ['its title', () => TITLE],
    ['its title in another case', () => TITLE.toUpperCase()],
  ])('by %s', async (_, name) => {
    expect((await machine.show(name())).id).toBe(id);
  });

  test('by its title however its accents are put together', async () => {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(
      machine.path('cafe.txt'),
      'Cafe\u0301 closes early\n\nIt shuts at noon, and nobody knows why it does.\n',
    );
    const made = await machine.json<{ id: string }>('import', 'cafe.txt');
    expect((await machine.show('Caf\u00e9 closes early')).id).toBe(made.id);
  });

  test('and where two have the title, their ids are told', async () => {
    const second = await machine.json<{ id: string }>('import', 'ferry.txt');
    const refused = await machine.run('show', TITLE);
    expect(refused).toMatchObject({ code: 1, out: '' });
    for (const each of [id, second.id]) expect(refused.err).toContain(each.slice(0, 12));
  });

  test('and where there is none, the way to find one', async () => {
    const refused = await machine.run('show', 'Nothing of the kind');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('briefmark library') });
  });
});

/** Everything that a thread goes through, on the library's brief. */
async function discuss(): Promise<void> {
  const { id: annotation } = await machine.annotate(
    TITLE,
    'four per cent',
    '--kind',
    'question',
    '--comment',
    'Of what?',
  );
  await machine.json('reply', TITLE, annotation.slice(0, 8), '--comment', 'The wage.', '--as', 'Ben Achterberg');
  await machine.json('resolve', TITLE, annotation, '--reason', 'answered', '--as', 'Ann Okoro');
  await machine.json('reopen', TITLE, annotation, '--as', 'Ben Achterberg');
  expect((await machine.show(TITLE)).annotations).toMatchObject([
    {
      kind: 'question',
      status: { state: 'open' },
      comments: [{ by: { name: 'Ann Okoro' } }, { by: { name: 'Ben Achterberg' } }],
    },
  ]);
}

test('a thread goes its way in a library that nobody has open', discuss);

test('a thread goes its way through the process that has the library open, which is told', async () => {
  const claimed = await claim(machine.home);
  if (claimed.kind !== 'owner') throw new Error('not the owner');
  const services = await openServices({
    home: machine.home,
    version: '0',
    capabilities: { shell: 'browser', nativeMenu: false },
  });
  claimed.instance.serve(services);
  const heard: string[] = [];
  services.on('brief.changed', ({ entries }) => heard.push(...entries.map(({ type }) => type)));
  await discuss();
  const packed = await machine.json('package', TITLE, '--out', 'ferry.brief');
  await services.close();
  await claimed.instance.release();
  expect(heard).toEqual(['annotated', 'commented', 'person', 'commented', 'status', 'status']);
  expect(packed).toMatchObject({ id, title: TITLE, out: 'ferry.brief' });
});

test('two commands at once on one brief both do their work', async () => {
  await Promise.all(['Monday', 'Thursday', 'pickets', 'offered'].map((quote) => machine.annotate(id, quote)));
  expect((await machine.show(id)).annotations).toHaveLength(4);
});

test('a brief goes by file to another library and comes back with what was said there', async () => {
  await machine.annotate(id, 'four per cent');
  const before = await machine.show(id);
  await machine.json('package', id, '--out', 'ferry.brief');
  expect(await machine.show('ferry.brief')).toEqual(before);
  const refused = await machine.run('add', 'ferry.brief');
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('already') });

  const other = await Machine.make();
  await other.json('add', machine.path('ferry.brief'));
  expect(await other.show(id)).toEqual(before);
  // Nobody has given a name there yet.
  await other.annotate(TITLE, 'Thursday');
  expect((await other.show(id)).annotations).toHaveLength(2);
  await other.json('package', id, '--out', 'back.brief');
  expect((await machine.show(other.path('back.brief'))).annotations).toHaveLength(2);
  await other.remove();
});

test('package refuses to replace a file, unless told to', async () => {
  await machine.json('package', id, '--out', 'ferry.brief');
  const before = await readFile(machine.path('ferry.brief'));
  expect(await machine.run('package', id, '--out', 'ferry.brief')).toMatchObject({ code: 1 });
  expect(await readFile(machine.path('ferry.brief'))).toEqual(before);
  await machine.json('package', id, '--out', 'ferry.brief', '--force');
});

test('a person’s keys go to another computer under a passphrase', async () => {
  const input = 'correct horse\n';
  const file = machine.path('ann.identity');
  expect(await machine.runWith({ input }, 'export-identity', '--out', file)).toMatchObject({ code: 0 });
  const other = await Machine.make();
  const wrong = await other.runWith({ input: 'wrong\n' }, 'import-identity', file);
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('passphrase') });
  await other.runWith({ environment: { BRIEFMARK_PASSPHRASE_FILE: 'secret' } }, 'import-identity', file);
  const { out } = await other.runWith({ input }, 'import-identity', file, '--json');
  expect(JSON.parse(out).id).toBe((await machine.show(id)).people[0]?.id);
  expect(await other.runWith({ input: '' }, 'import-identity', file)).toMatchObject({ code: 2 });
  await other.remove();
});
