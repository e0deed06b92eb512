import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MergeReceipt } from '../../../shared/offline/merging.ts';
import { filesUnder } from '../../support/files-under.ts';
import { Machine } from '../cli/machine.ts';

/** Words that stand nowhere else. */
const SECRET = 'xylophone-quartz-4711';
const REWORDED = 'vermilion-walrus-0815';

let machine: Machine;

beforeEach(async () => {
  machine = await Machine.make();
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief', '--as', 'Ann Okoro');
});

afterEach(() => machine.remove());

async function packageParts(path: string): Promise<Map<string, Buffer>> {
  const parts = unzipSync(await readFile(path));
  return new Map(Object.entries(parts).map(([name, bytes]) => [`${path}/${name}`, Buffer.from(bytes)]));
}

function holding(files: ReadonlyMap<string, Buffer>, words: string): string[] {
  return [...files].filter(([, bytes]) => bytes.includes(words)).map(([name]) => name);
}

async function withSecret(): Promise<{ annotation: string; comment: string }> {
  const { id } = await machine.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?');
  const reply = ['reply', 'ferry.brief', id, '--comment', `It is ${SECRET}.`, '--as', 'Bo Tan'];
  await machine.json(...reply);
  const said = (await machine.show('ferry.brief')).annotations.flatMap(({ comments }) => comments);
  return { annotation: id, comment: said.find(({ body }) => body.includes(SECRET))?.id ?? '' };
}

describe('briefmark erase', () => {
  it('leaves no byte of a comment in a package', async () => {
    const { annotation, comment } = await withSecret();
    const plan = await machine.json('erase', 'ferry.brief', comment, '--as', 'Bo Tan', '--preview');
    expect(plan).toEqual({ erased: [comment], people: [{ name: 'Bo Tan', entries: 1 }], kept: 0 });
    expect(holding(await packageParts(machine.path('ferry.brief')), SECRET)).not.toEqual([]);

    const history = (await machine.json<unknown[]>('history', 'ferry.brief')).length;
    expect(await machine.json('erase', 'ferry.brief', comment, '--as', 'Bo Tan')).toEqual(plan);
    expect(holding(await packageParts(machine.path('ferry.brief')), SECRET)).toEqual([]);
    const [shown] = (await machine.show('ferry.brief')).annotations;
    expect(shown).toMatchObject({ id: annotation, comments: [{ body: 'Of what?' }] });
    expect(await machine.json<unknown[]>('history', 'ferry.brief')).toHaveLength(history);
    expect(await machine.json('verify', 'ferry.brief')).toMatchObject({ bad: [], notYet: 0 });
  });

  it('leaves no byte of it in the library, with every wording, and in what is handed on from there', async () => {
    const { comment } = await withSecret();
    await machine.json('add', 'ferry.brief');
    const { id: brief } = await machine.show('ferry.brief');
    const { openServices } = await import('../../../app/services/services.ts');
    const capabilities = { shell: 'browser', nativeMenu: false } as const;
    const services = await openServices({ home: machine.home, version: '0', capabilities });
    const people = await import('../../../app/services/identity/profile.ts');
    const bo = await new people.Profile(join(machine.home, 'identity')).named('Bo Tan');
    const action = { do: 'edit' as const, comment: comment as never, body: `Rather ${REWORDED}.` };
    await services.call('brief.act', { brief: brief as never, action, as: bo.person.id });
    await services.call('library.list', {});
    await services.close();
    for (const words of [SECRET, REWORDED]) expect(holding(await filesUnder(machine.home), words)).not.toEqual([]);

    await machine.json('erase', brief, comment, '--as', 'Bo Tan');
    await machine.json('library');
    await machine.json('package', brief, '--out', 'out.brief');
    for (const words of [SECRET, REWORDED]) {
      expect(holding(await filesUnder(machine.home), words)).toEqual([]);
      expect(holding(await packageParts(machine.path('out.brief')), words)).toEqual([]);
    }
    expect(JSON.stringify(await machine.show(brief))).toContain('Of what?');
  });

  it('is finished at the next start where it was cut short', async () => {
    const { comment } = await withSecret();
    await machine.json('add', 'ferry.brief');
    const { id: brief } = await machine.show('ferry.brief');
    const folder = join(machine.home, 'library', brief);
    await machine.json('erase', 'ferry.brief', comment, '--as', 'Bo Tan');
    // The erasure arrives by a merge that is logged, and the program is killed before the log was written anew.
    const { StoredBrief } = await import('../../../app/services/library/stored-brief.ts');
    const { readPackage } = await import('../../../app/services/package/package.ts');
    const erased = readPackage(await readFile(machine.path('ferry.brief')), 'ferry.brief').brief;
    const erasures = [...erased.notes.entries.values()].filter(({ type }) => type === 'erased');
    const stored = await StoredBrief.open(folder, brief as never);
    await cp(folder, `${folder}-before`, { recursive: true });
    await stored.takeIn({ entries: erasures }, erased.founder, Date.now());
    await stored.close();
    expect(holding(await filesUnder(folder), SECRET)).toEqual([]);
    expect(holding(await filesUnder(`${folder}-before`), SECRET)).not.toEqual([]);
  });

  it('is for one’s own words only, unless one is an owner', async () => {
    const { annotation, comment } = await withSecret();
    const { code, err } = await machine.run('erase', 'ferry.brief', comment, '--as', 'Cy Ruiz');
    expect([code, err]).toEqual([1, expect.stringContaining('Only its author or an owner')]);
    const whole = await machine.json('erase', 'ferry.brief', annotation, '--as', 'Ann Okoro', '--preview');
    expect(whole).toMatchObject({
      people: [
        { name: 'Ann Okoro', entries: 2 },
        { name: 'Bo Tan', entries: 1 },
      ],
      kept: 0,
    });
    await machine.json('erase', 'ferry.brief', comment, '--as', 'Ann Okoro');
    expect(holding(await packageParts(machine.path('ferry.brief')), SECRET)).toEqual([]);
  });

  it('is not undone by a copy that still has the words, in either order', async () => {
    const { comment } = await withSecret();
    await cp(machine.path('ferry.brief'), machine.path('old.brief'));
    await machine.json('erase', 'ferry.brief', comment, '--as', 'Bo Tan');
    for (const order of [
      ['ferry.brief', 'old.brief'],
      ['old.brief', 'ferry.brief'],
    ]) {
      const { setAside } = await machine.json<MergeReceipt>('merge', ...order, '--out', 'all.brief', '--force');
      expect(setAside).toEqual([{ id: comment, reason: expect.stringContaining('erased') }]);
      expect(holding(await packageParts(machine.path('all.brief')), SECRET)).toEqual([]);
    }
  });
});
