import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../../app/cli/run.ts';
import { saveExport } from '../../../app/services/exporting/exporting.ts';
import { makeExport } from '../../../app/services/exporting/make-export.ts';
import { exportChoicesSchema } from '../../../shared/exporting/options.ts';
import {
  EXPORTED_AT,
  type FortyThreads,
  fortyThreads,
  fortyThreadsPackage,
  PEOPLE,
} from '../../fixtures/forty-threads.ts';

let folder: string;
let forty: FortyThreads;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-export-'));
  forty = fortyThreads();
  await writeFile(join(folder, 'kelmar.brief'), fortyThreadsPackage(forty));
});

async function briefmark(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runCommand(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    read: async () => '',
    environment: { BRIEFMARK_HOME: join(folder, 'home') },
    folder,
    columns: 80,
  });
  return { code, out, err };
}

/** A small disk is a file system in memory, which takes root. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

const LEFT = expect.arrayContaining([{ what: 'thread', id: expect.any(String), reason: 'withdrawn' }]);

describe('briefmark export', () => {
  test('writes a file and prints its receipt', async () => {
    const { code, out } = await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', 'kelmar.html', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      threads: 41,
      exported: 40,
      wholeBrief: 2,
      orphaned: 2,
      unaccounted: 0,
      out: 'kelmar.html',
      leftOut: LEFT,
    });
    expect((await stat(join(folder, 'kelmar.html'))).size).toBeGreaterThan(50_000);
  });

  test('takes the filters of the app, a time zone and a clock, and makes the same bytes again', async () => {
    const flags = [
      '--kind',
      'claim',
      '--person',
      PEOPLE.fang.name,
      '--time-zone',
      'Asia/Tokyo',
      '--clock',
      '2026-04-02T09:30:00Z',
    ];
    const first = await briefmark('export', 'kelmar.brief', '--to', 'xlsx', '--out', 'a.xlsx', ...flags, '--json');
    await briefmark('export', 'kelmar.brief', '--to', 'xlsx', '--out', 'b.xlsx', ...flags);
    expect(JSON.parse(first.out)).toMatchObject({ exported: 3, unaccounted: 0 });
    expect(await readFile(join(folder, 'a.xlsx'))).toEqual(await readFile(join(folder, 'b.xlsx')));
  });

  test('writes several briefs into a folder with an index', async () => {
    const more = fortyThreads();
    await writeFile(join(folder, 'second.brief'), fortyThreadsPackage(more));
    const { code, out } = await briefmark(
      'export',
      'kelmar.brief',
      'second.brief',
      '--to',
      'digest',
      '--out',
      'all',
      '--json',
    );
    expect(code).toBe(0);
    const { exports } = JSON.parse(out) as { exports: { exported: number }[] };
    expect(exports.map(({ exported }) => exported)).toEqual([40, 40]);
    const names = await readdir(join(folder, 'all'));
    expect(names).toHaveLength(3);
    const index = await readFile(join(folder, 'all', 'index.html'), 'utf8');
    for (const name of names.filter((each) => each !== 'index.html'))
      expect(index).toContain(encodeURIComponent(name).replaceAll("'", '&#39;'));
  });

  test('refuses what it can’t do in a sentence, and leaves what was there', async () => {
    await writeFile(join(folder, 'old.html'), 'old');
    expect(await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', 'kelmar.brief')).toMatchObject({
      code: 2,
    });
    expect(
      await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', 'x.html', '--person', 'Nobody'),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining('Nobody in this brief is called'),
    });
    expect(
      await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', 'x.html', '--time-zone', 'Mars/Base'),
    ).toMatchObject({ code: 2 });
    expect(await briefmark('export', 'gone.brief', '--to', 'html', '--out', 'old.html')).toMatchObject({ code: 1 });
    expect(await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', 'no/such/x.html')).toMatchObject({
      code: 1,
      err: expect.stringContaining('does not exist'),
    });
    expect(await readFile(join(folder, 'old.html'), 'utf8')).toBe('old');
  });

  test.skipIf(!canMount)('leaves the old file when the disk is full, and no half one', async () => {
    const small = await mkdtemp(join(folder, 'small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'briefmark-test', small]);
    try {
      await writeFile(join(small, 'brief.html'), 'old');
      expect(
        await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', join(small, 'brief.html')),
      ).toMatchObject({
        code: 1,
        err: expect.stringContaining('disk is full'),
      });
      expect(await readdir(small)).toEqual(['brief.html']);
      expect(await readFile(join(small, 'brief.html'), 'utf8')).toBe('old');
    } finally {
      execFileSync('umount', [small]);
    }
  });

  describe('where the old file can’t be replaced', () => {
    let place: string;
    const file = () => join(place, 'brief.html');
    const expectKept = async (because: string) => {
      const made = await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', file());
      expect(made).toMatchObject({ code: 1, err: expect.stringContaining(because), out: '' });
      expect(made.err).toContain('brief.html');
      expect(await readdir(place)).toEqual(['brief.html']);
      expect(await readFile(file(), 'utf8')).toBe('old');
    };

    beforeEach(async () => {
      place = await mkdtemp(join(folder, 'place-'));
      await writeFile(file(), 'old');
    });

    // A file that something is mounted on is refused by the system as one is on Windows that a program has open.
    test.skipIf(!canMount)('because another program keeps it', async () => {
      const held = join(folder, 'held');
      await writeFile(held, 'old');
      execFileSync('mount', ['--bind', held, file()]);
      try {
        await expectKept('open in another program');
      } finally {
        execFileSync('umount', [file()]);
      }
    });

    test.skipIf(process.getuid?.() === 0)('because it is write-protected', async () => {
      await chmod(file(), 0o444);
      await expectKept('may not be written to');
    });

    test.skipIf(!canMount)('because its disk is write-protected', async () => {
      execFileSync('mount', ['--bind', place, place]);
      execFileSync('mount', ['-o', 'remount,bind,ro', place]);
      try {
        await expectKept('may not be written to');
      } finally {
        execFileSync('umount', [place]);
      }
    });

    test('but another program that only reads it goes on with the old one', async () => {
      const reader = await open(file(), 'r');
      try {
        expect(await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', file())).toMatchObject({ code: 0 });
        expect(await reader.readFile('utf8')).toBe('old');
        expect((await stat(file())).size).toBeGreaterThan(50_000);
        expect(await readdir(place)).toEqual(['brief.html']);
      } finally {
        await reader.close();
      }
    });

    test('because its name is longer than the disk takes', async () => {
      const out = join(place, `${'x'.repeat(300)}.html`);
      const made = await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', out);
      expect(made).toMatchObject({ code: 1, err: expect.stringContaining('longer than this disk takes') });
      expect(await readdir(place)).toEqual(['brief.html']);
    });

    test('because a folder has its name', async () => {
      await rm(file());
      await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', place);
      const [name = ''] = (await readdir(place)).filter((each) => each !== 'index.html');
      await rm(join(place, name));
      await mkdir(join(place, name));
      await writeFile(join(place, name, 'inner'), 'old');
      expect(await briefmark('export', 'kelmar.brief', '--to', 'html', '--out', place)).toMatchObject({
        code: 1,
        err: expect.stringContaining('a folder of this name'),
      });
      expect((await readdir(place)).sort()).toEqual(['index.html', name].sort());
      expect(await readFile(join(place, name, 'inner'), 'utf8')).toBe('old');
    });
  });

  test.each([
    ['--to', 'html', '--suggestions', 'tracked'],
    ['--to', 'docx', '--private'],
  ])('refuses %s %s with %s, which it can’t have', async (...flags) => {
    const made = await briefmark('export', 'kelmar.brief', ...flags, '--out', join(folder, 'none'));
    expect(made).toMatchObject({ code: 2, out: '' });
    expect(made.err).toContain(flags[2]);
  });

  test('puts no file in place that holds less than its receipt says', async () => {
    const options = { ...exportChoicesSchema.parse({ format: { to: 'txt' } }), now: EXPORTED_AT };
    const made = await makeExport(forty.brief, options);
    const wrong = { ...made, receipt: { ...made.receipt, exported: 41 } };
    await writeFile(join(folder, 'kept.txt'), 'old');
    await expect(saveExport(join(folder, 'kept.txt'), wrong, options)).rejects.toMatchObject({
      code: 'export-incomplete',
    });
    expect(await readFile(join(folder, 'kept.txt'), 'utf8')).toBe('old');
  });

  test('stops when it is told to', async () => {
    const abort = new AbortController();
    const options = { ...exportChoicesSchema.parse({ format: { to: 'html' } }), now: EXPORTED_AT };
    const onStep = (step: string) => step === 'writing' && abort.abort();
    await expect(makeExport(forty.brief, options, { signal: abort.signal, onStep })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
