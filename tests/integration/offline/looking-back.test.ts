import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShownBrief } from '../../../shared/shown.ts';
import { ARTICLE, Machine } from '../cli/machine.ts';

interface Told {
  id: string;
  at: string;
  what: string;
  sentence: string;
}

let machine: Machine;

beforeEach(async () => {
  machine = await Machine.make();
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief', '--as', 'Ann Okoro');
});

afterEach(() => machine.remove());

describe('briefmark history', () => {
  it('tells in words who did what, newest first', async () => {
    const { id } = await machine.annotate('ferry.brief', 'four per cent', '--kind', 'claim', '--comment', 'Of what?');
    await machine.json('reply', 'ferry.brief', id, '--comment', 'Of the base.', '--as', 'Bo Tan');
    await machine.json('resolve', 'ferry.brief', id, '--reason', 'answered', '--as', 'Ann Okoro');
    await writeFile(machine.path('corrected.txt'), ARTICLE.replace('six', 'seven'));
    await machine.json('update', 'ferry.brief', 'corrected.txt', '--as', 'Ann Okoro');
    const told = await machine.json<Told[]>('history', 'ferry.brief');
    const old = 'The company has offered four per cent. The union wants six, and a well-founded p…';
    expect(told.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^Ann Okoro changed “The company has offered.*union wants six.*” to “.*wants seven/),
      'Ann Okoro named this version “Before “corrected.txt””',
      'Ann Okoro resolved “four per cent” as answered',
      'Bo Tan said on “four per cent”: Of the base.',
      'Bo Tan introduced themselves',
      'Ann Okoro said on “four per cent”: Of what?',
      'Ann Okoro marked “four per cent” as claim',
      'Ann Okoro introduced themselves',
    ]);
    expect(told[0]?.sentence).toContain(old.slice(0, 60));
    expect(await machine.json<Told[]>('history', 'ferry.brief', '--by', 'Bo Tan')).toHaveLength(2);
    const paragraph = await machine.json<Told[]>('history', 'ferry.brief', '--paragraph', 'wants seven');
    expect(paragraph.map(({ what }) => what)).toEqual(['article']);
  });

  it('tells the same in the library', async () => {
    await machine.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?');
    await writeFile(machine.path('corrected.txt'), ARTICLE.replace('six', 'seven'));
    await machine.json('update', 'ferry.brief', 'corrected.txt', '--as', 'Ann Okoro');
    await machine.json('add', 'ferry.brief');
    const { id } = await machine.show('ferry.brief');
    expect(await machine.json('history', id)).toEqual(await machine.json('history', 'ferry.brief'));
  });
});

describe('a moment', () => {
  it('is shown as it was, and brought back as something new', async () => {
    const day = await machine.annotate('ferry.brief', 'Talks resume on Thursday', '--comment', 'Where?');
    const before = await machine.show('ferry.brief');
    await writeFile(machine.path('short.txt'), ARTICLE.replace('Talks resume on Thursday. ', ''));
    await machine.json('update', 'ferry.brief', 'short.txt', '--as', 'Ann Okoro');
    await machine.json('withdraw', 'ferry.brief', day.id, '--as', 'Ann Okoro');
    const after = await machine.show('ferry.brief');
    expect(after.annotations).toEqual([]);

    const version = (await machine.json<Told[]>('history', 'ferry.brief')).find(
      ({ what }) => what === 'version',
    ) as Told;
    for (const at of [version.id, version.id.slice(0, 10), version.at]) {
      expect(await machine.json<ShownBrief>('show', 'ferry.brief', '--at', at)).toEqual(before);
    }
    expect(await machine.show('ferry.brief')).toEqual(after);

    await machine.json('bring-back', 'ferry.brief', '--at', version.id, '--as', 'Ann Okoro');
    const back = await machine.show('ferry.brief');
    expect(back).toEqual(before);
    expect((await machine.json<Told[]>('history', 'ferry.brief')).map(({ what }) => what)).toContain('withdrawn');
    const again = await machine.run('bring-back', 'ferry.brief', '--at', version.id, '--as', 'Ann Okoro');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('nothing was withdrawn since')]);
  });

  it('is refused where it is none, or before the brief', async () => {
    const cases = [
      ['2020-01-01', 'was not there yet'],
      ['yesterday', 'no moment of this brief'],
      ['0123456789', 'no moment of this brief'],
    ];
    for (const [at = '', why = ''] of cases) {
      const { code, err } = await machine.run('show', 'ferry.brief', '--at', at);
      expect([at, code, err]).toEqual([at, 1, expect.stringContaining(why)]);
    }
  });
});
