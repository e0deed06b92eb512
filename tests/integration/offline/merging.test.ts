import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CarryOverReceipt } from '../../../shared/offline/carrying-over.ts';
import type { MergeReceipt } from '../../../shared/offline/merging.ts';
import type { Verification } from '../../../shared/offline/verification.ts';
import { packed, withEntries } from '../bad-input/packages.ts';
import { Machine } from '../cli/machine.ts';

let machine: Machine;

beforeEach(async () => {
  machine = await Machine.make();
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief', '--as', 'Ann Okoro');
});

afterEach(() => machine.remove());

async function twoCopies(): Promise<void> {
  await machine.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?');
  await copyFile(machine.path('ferry.brief'), machine.path('bo.brief'));
  await machine.annotate('ferry.brief', 'both harbours');
  await machine.json('annotate', 'bo.brief', '--quote', 'on Monday', '--comment', 'Which?', '--as', 'Bo Tan');
  await machine.json('annotate', 'bo.brief', '--quote', 'on Thursday', '--as', 'Bo Tan');
}

/** Changes what a package's map of entries holds, as somebody with a program of their own might. */
async function tampered(file: string, out: string, change: Parameters<typeof withEntries>[1]): Promise<void> {
  const parts = unzipSync(await readFile(machine.path(file)));
  await writeFile(machine.path(out), packed(withEntries(parts, change)));
}

describe('briefmark merge', () => {
  it('makes one brief of two copies, with a receipt', async () => {
    await twoCopies();
    const receipt = await machine.json<MergeReceipt & { out: string }>(
      ...['merge', 'ferry.brief', 'bo.brief', '--out', 'all.brief'],
    );
    expect(receipt).toEqual({
      from: [
        { annotations: 2, comments: 1, statuses: 0, edits: 0 },
        { annotations: 2, comments: 1, statuses: 0, edits: 0 },
      ],
      added: 4,
      already: 3,
      setAside: [],
      out: 'all.brief',
    });
    expect((await machine.show('all.brief')).annotations.map(({ quote }) => quote).sort()).toEqual(
      ['both harbours', 'four per cent', 'on Monday', 'on Thursday'].sort(),
    );
    const { code, err } = await machine.run('merge', 'ferry.brief', 'bo.brief', '--out', 'all.brief');
    expect([code, err]).toEqual([1, expect.stringContaining('exists already')]);
    const { out } = await machine.run('merge', 'bo.brief', 'all.brief', '--out', 'all.brief', '--force');
    expect(out).toContain('1 entry added');
  });

  it('takes nothing in that isn’t what it claims to be, and leaves the copies as they are', async () => {
    await twoCopies();
    await tampered('bo.brief', 'forged.brief', (entries) => {
      for (const [id, entry] of entries) {
        const { type, body } = entry as { type: string; body?: string };
        if (type === 'commented' && body === 'Which?') entries.set(id, { ...(entry as object), body: 'Never mind.' });
      }
    });
    const before = await readFile(machine.path('forged.brief'));
    for (const order of [
      ['ferry.brief', 'forged.brief'],
      ['forged.brief', 'ferry.brief'],
    ]) {
      const { setAside } = await machine.json<MergeReceipt>('merge', ...order, '--out', 'all.brief', '--force');
      expect(setAside).toEqual([
        { id: expect.any(String), reason: expect.stringContaining('changed after it was signed') },
      ]);
      expect(JSON.stringify(await machine.show('all.brief'))).not.toContain('Never mind');
    }
    expect(await readFile(machine.path('forged.brief'))).toEqual(before);
  });

  it('refuses the briefs of two people who imported the same article, and names the way out', async () => {
    await machine.json('import', 'ferry.txt', '--out', 'other.brief', '--as', 'Bo Tan');
    const { code, err } = await machine.run('merge', 'ferry.brief', 'other.brief', '--out', 'all.brief');
    expect(code).toBe(1);
    expect(err).toContain('briefmark carry-over ferry.brief other.brief');
  });
});

describe('briefmark carry-over', () => {
  it('brings another brief’s annotations by their words, attributed, and only once', async () => {
    await writeFile(
      machine.path('later.txt'),
      (await readFile(machine.path('ferry.txt'), 'utf8')).replace('Thursday', 'Friday'),
    );
    await machine.json('import', 'later.txt', '--out', 'other.brief', '--as', 'Bo Tan');
    const add = (...more: string[]) =>
      machine.json<{ id: string }>('annotate', 'other.brief', '--as', 'Bo Tan', ...more);
    const { id } = await add('--quote', 'four per cent', '--kind', 'claim', '--tag', 'pay', '--comment', 'Of what?');
    await machine.json('reply', 'other.brief', id, '--comment', 'Of the base.', '--as', 'Cy Ruiz');
    await machine.json('resolve', 'other.brief', id, '--reason', 'answered', '--as', 'Bo Tan');
    await add('--quote', 'on Friday');

    const carry = ['carry-over', 'ferry.brief', 'other.brief', '--as', 'Ann Okoro'];
    const expected = { annotations: 2, comments: 2, resolved: 1, orphaned: 1, already: 0, setAside: [] };
    expect(await machine.json<CarryOverReceipt>(...carry, '--preview')).toEqual(expected);
    expect(await machine.json<CarryOverReceipt>(...carry)).toEqual(expected);
    const { annotations } = await machine.show('ferry.brief');
    expect(annotations).toMatchObject([
      {
        quote: 'four per cent',
        kind: 'claim',
        tags: ['pay'],
        by: { name: 'Ann Okoro' },
        attributed: { name: 'Bo Tan', via: 'another brief' },
        placement: 'placed',
        status: { state: 'resolved', reason: 'answered' },
        comments: [{ body: 'Of what?' }, { body: 'Of the base.', attributed: { name: 'Cy Ruiz' } }],
      },
      { quote: 'on Friday', placement: 'orphaned' },
    ]);

    await machine.json('reply', 'other.brief', id, '--comment', 'And the bonus?', '--as', 'Bo Tan');
    expect(await machine.json<CarryOverReceipt>(...carry)).toMatchObject({ annotations: 0, comments: 1, already: 4 });
    expect((await machine.show('ferry.brief')).annotations).toHaveLength(2);
  });
});

describe('briefmark verify', () => {
  it('says who wrote what', async () => {
    await twoCopies();
    const found = await machine.json<Verification>('verify', 'bo.brief');
    expect(found).toEqual({
      entries: 7,
      verified: 7,
      notYet: 0,
      bad: [],
      people: [
        { id: expect.any(String), name: 'Ann Okoro', role: 'owner', entries: 3 },
        { id: expect.any(String), name: 'Bo Tan', role: 'editor', entries: 4 },
      ],
      removed: null,
    });
  });

  it('names what was changed after it was signed, and counts what is gone', async () => {
    await twoCopies();
    await tampered('bo.brief', 'gone.brief', (entries) => {
      for (const [id, entry] of entries) {
        const { type, body } = entry as { type: string; body?: string };
        if (type === 'commented' && body === 'Which?') entries.set(id, { ...(entry as object), body: 'Never mind.' });
        if (body === 'Of what?') entries.delete(id);
      }
    });
    const found = await machine.json<Verification>('verify', 'gone.brief', '--against', 'bo.brief');
    expect(found).toMatchObject({
      entries: 6,
      verified: 5,
      bad: [{ reason: 'It was changed after it was signed, or belongs to another brief.' }],
      removed: 2,
    });
    expect((await machine.json<Verification>('verify', 'bo.brief', '--against', 'bo.brief')).removed).toBe(0);
  });

  it('refuses a copy of another brief as the earlier one', async () => {
    await machine.json('import', 'ferry.txt', '--out', 'other.brief', '--as', 'Bo Tan');
    const { code, err } = await machine.run('verify', 'ferry.brief', '--against', 'other.brief');
    expect([code, err]).toEqual([1, expect.stringContaining('a copy of another brief')]);
  });
});
