import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { markerOf, readRecords } from '../../../app/services/log/log.ts';
import { readPackage } from '../../../app/services/package/package.ts';
import type { ShownAnnotation } from '../../../shared/shown.ts';
import { Machine } from './machine.ts';

let machine: Machine;

beforeEach(async () => {
  machine = await Machine.make();
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief');
});
afterEach(() => machine.remove());

describe('import --out', () => {
  test('answers with the brief’s id, title, numbers and path', async () => {
    const answer = await machine.json('import', 'ferry.txt', '--out', 'other.brief');
    expect(answer).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      title: 'Ferry strike enters second week',
      blocks: 4,
      leftOut: 0,
      out: 'other.brief',
    });
  });

  test('refuses to replace a file, unless told to', async () => {
    const before = await readFile(machine.path('ferry.brief'));
    const refused = await machine.run('import', 'ferry.txt', '--out', 'ferry.brief');
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--force') });
    expect(await readFile(machine.path('ferry.brief'))).toEqual(before);
    await machine.json('import', 'ferry.txt', '--out', 'ferry.brief', '--force');
    expect(await readFile(machine.path('ferry.brief'))).not.toEqual(before);
  });

  test('gives the brief to the person of --as', async () => {
    await machine.json('import', 'ferry.txt', '--out', 'bens.brief', '--as', 'Ben Achterberg');
    expect((await machine.show('bens.brief')).people).toMatchObject([{ name: 'Ben Achterberg' }]);
  });

  test('keeps the file that was imported', async () => {
    const { original } = readPackage(await readFile(machine.path('ferry.brief')), 'ferry.brief');
    expect(original?.name).toBe('ferry.txt');
    expect(Buffer.from(original?.bytes ?? [])).toEqual(await readFile(machine.path('ferry.txt')));
  });

  test('says where a folder is meant that isn’t there', async () => {
    const { code, err } = await machine.run('import', 'ferry.txt', '--out', 'nowhere/ferry.brief');
    expect(code).toBe(1);
    expect(err).toContain('its folder does not exist');
  });
});

describe('annotate', () => {
  test('answers with the annotation, as show has it', async () => {
    const annotation = await machine.annotate(
      'ferry.brief',
      'four per cent',
      ...['--kind', 'claim', '--tag', 'wages', '--tag', 'offer', '--comment', 'Of **what**?'],
    );
    expect(annotation).toMatchObject({
      kind: 'claim',
      by: { name: 'Ann Okoro' },
      tags: ['wages', 'offer'],
      status: { state: 'open', reason: null },
      placement: 'placed',
      quote: 'four per cent',
      comments: [{ body: 'Of **what**?', parent: null, edited: false, withdrawn: false }],
    });
    expect((await machine.show('ferry.brief')).annotations).toEqual([annotation]);
  });

  test('is a note where no kind is given, and about the whole brief where that is said', async () => {
    const annotation = await machine.json('annotate', 'ferry.brief', '--whole', '--as', 'Ann Okoro');
    expect(annotation).toMatchObject({ kind: 'note', placement: 'whole', quote: null, comments: [] });
  });

  test('refuses words that stand more than once with their number, and takes the one that is meant', async () => {
    const refused = await machine.run('annotate', 'ferry.brief', '--quote', 'union', '--as', 'Ann Okoro');
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('3 times') });
    await machine.annotate('ferry.brief', 'union', '--occurrence', '3');
    const tooFar = await machine.run(
      'annotate',
      'ferry.brief',
      '--quote',
      'union',
      '--occurrence',
      '4',
      '--as',
      'Ann Okoro',
    );
    expect(tooFar).toMatchObject({ code: 1, err: expect.stringContaining('no occurrence 4') });
    const { annotations } = await machine.show('ferry.brief');
    expect(annotations).toMatchObject([{ quote: 'union' }]);
  });

  test('finds words over the end of a block, with whatever characters stand in them', async () => {
    const { quote } = await machine.annotate('ferry.brief', 'a well-founded promise on rosters. Talks resume');
    expect(quote).toBe('a well-founded promise on rosters.\nTalks resume');
  });

  test('makes nobody of whose annotation nothing came', async () => {
    const refused = await machine.run('annotate', 'ferry.brief', '--quote', 'not there', '--as', 'Nobody');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('does not stand in the article') });
    const files = await readdir(machine.path('home/identity'));
    expect(files.filter((name) => name !== 'current.json')).toHaveLength(1);
  });

  test('reads a comment from standard input', async () => {
    const { out } = await machine.runWith(
      { input: 'Two\nlines.\n' },
      ...['annotate', 'ferry.brief', '--whole', '--comment', '-', '--as', 'Ann Okoro', '--json'],
    );
    expect(JSON.parse(out).comments[0].body).toBe('Two\nlines.');
  });

  test('signs as the same person each time', async () => {
    const first = await machine.annotate('ferry.brief', 'four per cent');
    const second = await machine.annotate('ferry.brief', 'Thursday');
    expect(first.by).toEqual(second.by);
  });
});

describe('a thread', () => {
  let id: string;
  beforeEach(async () => {
    id = (await machine.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?')).id;
  });

  test('takes replies, to the whole and to one comment', async () => {
    const as = ['--as', 'Ben Achterberg'];
    const replied = await machine.json<ShownAnnotation>('reply', 'ferry.brief', id, '--comment', 'Of the wage.', ...as);
    expect(replied.comments.map(({ body, by, parent }) => [body, by.name, parent])).toEqual([
      ['Of what?', 'Ann Okoro', null],
      ['Of the wage.', 'Ben Achterberg', null],
    ]);
    const first = replied.comments[0]?.id ?? '';
    const nested = await machine.json<ShownAnnotation>(
      'reply',
      'ferry.brief',
      first.slice(0, 8),
      '--comment',
      'I see.',
      ...as,
    );
    expect(nested.comments.at(-1)).toMatchObject({ body: 'I see.', parent: first });
  });

  test('is resolved for a reason and reopened', async () => {
    const resolved = await machine.json(
      ...(['resolve', 'ferry.brief', id, '--reason', 'answered', '--comment', 'Done.', '--as', 'Ann Okoro'] as const),
    );
    expect(resolved).toMatchObject({
      status: { state: 'resolved', reason: 'answered' },
      comments: [{}, { body: 'Done.' }],
    });
    const again = await machine.run('resolve', 'ferry.brief', id, '--reason', 'noted', '--as', 'Ann Okoro');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('resolved already') });
    const reopened = await machine.json('reopen', 'ferry.brief', id.slice(0, 6), '--as', 'Ben Achterberg');
    expect(reopened).toMatchObject({ status: { state: 'open', reason: null } });
  });

  test('is tagged and assigned with others, all of it or nothing', async () => {
    const { id: other } = await machine.annotate('ferry.brief', 'Thursday');
    const both = [id, other] as const;
    const tagged = await machine.json('tag', 'ferry.brief', ...both, '--add', 'check', '--as', 'Ann Okoro');
    expect(tagged).toMatchObject([{ tags: expect.arrayContaining(['check']) }, { tags: ['check'] }]);
    const assigned = ['assign', 'ferry.brief', ...both, '--to', 'Ann Okoro', '--as', 'Ann Okoro'] as const;
    expect(await machine.json(...assigned, '--due', '2026-05-31')).toEqual({
      annotations: both,
      person: 'Ann Okoro',
      due: '2026-05-31',
    });
    const nobody = await machine.run('assign', 'ferry.brief', id, '--to', 'Nobody Here', '--as', 'Ann Okoro');
    expect(nobody).toMatchObject({ code: 1, err: expect.stringContaining('takes part') });
    const wrong = await machine.run(
      'assign',
      'ferry.brief',
      id,
      '--to',
      'Ann Okoro',
      '--due',
      'soon',
      '--as',
      'Ann Okoro',
    );
    expect(wrong).toMatchObject({ code: 2 });
    await machine.json('withdraw', 'ferry.brief', other, '--as', 'Ann Okoro');
  });

  test('is withdrawn by its author, and not by a stranger', async () => {
    const refused = await machine.run('withdraw', 'ferry.brief', id, '--as', 'Ben Achterberg');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Only its author') });
    expect(await machine.json('withdraw', 'ferry.brief', id, '--as', 'Ann Okoro')).toEqual({ id, withdrawn: true });
    expect((await machine.show('ferry.brief')).annotations).toEqual([]);
  });

  test('loses one comment, whose place stays', async () => {
    const comment = (await machine.show('ferry.brief')).annotations[0]?.comments[0]?.id ?? '';
    await machine.json('withdraw', 'ferry.brief', comment, '--as', 'Ann Okoro');
    expect((await machine.show('ferry.brief')).annotations[0]?.comments).toMatchObject([{ body: '', withdrawn: true }]);
    const back = await machine.json('restore', 'ferry.brief', comment, '--as', 'Ann Okoro');
    expect(back).toMatchObject({ comments: [{ withdrawn: false }] });
  });

  test('gets another wording by its author alone, and comes back after it was withdrawn', async () => {
    const annotation = await machine.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?');
    const [comment] = annotation.comments;
    if (!comment) throw new Error('The annotation has no comment.');
    const wording = ['edit', 'ferry.brief', comment.id.slice(0, 12), '--comment', 'Of the base?'];
    const refused = await machine.run(...wording, '--as', 'Ben Achterberg');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(await machine.json(...wording, '--as', 'Ann Okoro')).toMatchObject({
      id: annotation.id,
      comments: [{ body: 'Of the base?', edited: true }],
    });
    const other = await machine.run('edit', 'ferry.brief', annotation.id, '--comment', 'No', '--as', 'Ann Okoro');
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('no wording of its own') });
    await machine.json('withdraw', 'ferry.brief', annotation.id, '--as', 'Ann Okoro');
    expect(await machine.json('restore', 'ferry.brief', annotation.id, '--as', 'Ann Okoro')).toMatchObject({
      id: annotation.id,
      comments: [{ body: 'Of the base?' }],
    });
    await machine.json('withdraw', 'ferry.brief', annotation.id, '--as', 'Ann Okoro');
  });

  test.each([
    ['abc', 'at least its first 6'],
    ['zzzzzzz', 'is not an id'],
    ['abcdef012345', 'There is no annotation'],
  ])('isn’t found as %s', async (given, why) => {
    const refused = await machine.run('resolve', 'ferry.brief', given, '--reason', 'noted', '--as', 'Ann Okoro');
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining(why) });
  });
});

describe('the file', () => {
  test('has a record of history for each command', async () => {
    await machine.annotate('ferry.brief', 'four per cent');
    await machine.annotate('ferry.brief', 'Thursday');
    const { log } = readPackage(await readFile(machine.path('ferry.brief')), 'ferry.brief');
    const { records } = readRecords(log, markerOf(log) ?? new Uint8Array());
    expect(records.map(({ record }) => record.n)).toEqual([1, 2, 3, 4]);
  });

  test('keeps its rights', async () => {
    await chmod(machine.path('ferry.brief'), 0o640);
    await machine.annotate('ferry.brief', 'Thursday');
    expect((await stat(machine.path('ferry.brief'))).mode & 0o777).toBe(0o640);
  });

  test('stays a link, and what it links to is changed', async () => {
    await mkdir(machine.path('elsewhere'));
    await symlink(machine.path('ferry.brief'), machine.path('elsewhere/link.brief'));
    await machine.annotate('elsewhere/link.brief', 'Thursday');
    expect((await lstat(machine.path('elsewhere/link.brief'))).isSymbolicLink()).toBe(true);
    expect((await machine.show('ferry.brief')).annotations).toHaveLength(1);
    expect(await readdir(machine.path('elsewhere'))).toEqual(['link.brief']);
  });

  test('may have any name, where it is there', async () => {
    await writeFile(machine.path('no suffix'), await readFile(machine.path('ferry.brief')));
    expect((await machine.show('no suffix')).title).toBe('Ferry strike enters second week');
  });

  test('is for people without --json', async () => {
    await machine.annotate('ferry.brief', 'four per cent', '--kind', 'claim', '--comment', 'Of **what**, exactly?');
    const { out } = await machine.run('show', 'ferry.brief');
    expect(out).toMatch(/^Ferry strike enters second week\n/);
    expect(out).toContain('Claim · open · Ann Okoro');
    expect(out).toContain('“four per cent”');
    expect(out).toContain('Of what, exactly?');
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

describe('suggested wording', () => {
  test('is shown, accepted from the command line, and is then in the article', async () => {
    const { id } = await machine.annotate('ferry.brief', 'four per cent');
    const reply = ['reply', 'ferry.brief', id, '--as', 'Ben Achterberg'];
    const suggested = await machine.json<ShownAnnotation>(...reply, '--suggest', 'five per cent');
    expect(suggested.comments).toMatchObject([
      { body: '', suggests: { before: 'four per cent', after: 'five per cent' } },
    ]);
    expect((await machine.run('show', 'ferry.brief')).out).toContain('Suggests: “five per cent” for “four per cent”');
    for (const to of ['md', 'html', 'txt', 'docx', 'csv']) {
      const receipt = await machine.json('export', 'ferry.brief', '--to', to, '--out', `ferry.${to}`);
      expect(receipt).toMatchObject({ threads: 1, comments: 1, exported: 1, unaccounted: 0 });
      if (to === 'docx') continue;
      const file = await readFile(machine.path(`ferry.${to}`), 'utf8');
      expect(file).toContain('Suggests: “five per cent” instead of “four per cent”');
    }
    const reviewed = ['import-comments', 'ferry.brief', 'ferry.docx', '--as', 'Ann Okoro', '--preview'];
    expect(await machine.json(...reviewed)).toMatchObject({ comments: 0, edited: 0, unchanged: 2 });
    const comment = suggested.comments[0]?.id ?? '';
    const accepted = await machine.json<ShownAnnotation>('accept', 'ferry.brief', comment, '--as', 'Ann Okoro');
    expect(accepted).toMatchObject({ status: { state: 'resolved', reason: 'accepted' }, quote: 'five per cent' });
    expect(JSON.stringify((await machine.show('ferry.brief')).blocks)).toContain(
      'has offered five per cent. The union',
    );
    const again = await machine.run('accept', 'ferry.brief', comment, '--as', 'Ann Okoro');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('Reopen it first') });
    expect(await machine.run(...reply)).toMatchObject({ code: 2 });
    expect(await machine.run('accept', 'ferry.brief', id, '--as', 'Ann Okoro')).toMatchObject({ code: 1 });
  });
});
