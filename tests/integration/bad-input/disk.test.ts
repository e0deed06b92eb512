import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ShownAnnotation } from '../../../shared/shown.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times, within } from '../../support/torture.ts';
import { Machine } from '../cli/machine.ts';

/*
 * Disks that are full or may not be written to. As root on Linux they are real: small file systems in memory, mounted
 * for the test. Elsewhere a folder's rights stand in for the second, and the first is skipped.
 */

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && process.platform === 'linux' && mounts();
const why = canMount ? '' : ' (skipped: it needs root and mount, to make a small disk; run it as root in a container)';

function mounts(): boolean {
  const trial = `/tmp/briefmark-mount-${process.pid}`;
  try {
    execFileSync('mkdir', ['-p', trial]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'briefmark-test', trial], { stdio: 'ignore' });
    execFileSync('umount', [trial]);
    return true;
  } catch {
    return false;
  } finally {
    execFileSync('rm', ['-rf', trial]);
  }
}

const DISKS = times('full-disks', 10, 500);

let machine: Machine;
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  machine = await Machine.make();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await machine.remove();
});

/** A disk of this size as a folder. */
async function disk(name: string, size: string): Promise<string> {
  const folder = machine.path(name);
  await mkdir(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'briefmark-test', folder]);
  ends.push(() => execFileSync('umount', [folder]));
  return folder;
}

/** Fills a disk but for so many bytes. */
async function fill(folder: string, free: number): Promise<void> {
  await rm(join(folder, 'filler'), { force: true });
  const { bavail, bsize } = await statfs(folder);
  await writeFile(join(folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - free)));
}

async function expectRefused(argv: string[], saying: string): Promise<void> {
  const ran = await machine.runWith({ environment: { BRIEFMARK_DEBUG: '' } }, ...argv, '--json');
  expect(ran, argv[0] ?? '').toMatchObject({ code: 1, out: '' });
  expect(ran.err).toMatch(/^briefmark: [^\n]*\. [A-Z][^\n]*\.\n$/);
  expect(ran.err).toContain(saying);
}

describe('a full disk', () => {
  test.skipIf(!canMount)(`refuses a change of a .brief and leaves it as it was${why}`, async () => {
    const folder = await disk('small', '2m');
    await machine.json('import', 'ferry.txt', '--out', 'small/ferry.brief');
    const before = await readFile(join(folder, 'ferry.brief'));
    // From nothing to nearly enough: a write that goes half through is the dangerous one.
    for (const free of [0, 4096, 8192]) {
      await fill(folder, free);
      const argv = ['annotate', 'small/ferry.brief', '--whole', '--comment', noise(12_000), '--as', 'Ann Okoro'];
      await expectRefused(argv, '“'.concat(join(folder, 'ferry.brief'), '” could not be saved: the disk is full'));
      expect(await readFile(join(folder, 'ferry.brief'))).toEqual(before);
      expect((await readdir(folder)).sort()).toEqual(['ferry.brief', 'filler']);
    }
  });

  test.skipIf(!canMount)(`refuses a new .brief and leaves no part of it${why}`, async () => {
    const folder = await disk('small', '1m');
    await fill(folder, 4096);
    const argv = ['import', 'ferry.txt', '--out', 'small/ferry.brief'];
    await writeFile(machine.path('ferry.txt'), `Ferry strike enters second week\n\n${noise(20_000)}\n`);
    await expectRefused(argv, 'the disk is full');
    expect(await readdir(folder)).toEqual(['filler']);
  });

  test.skipIf(!canMount)(`refuses what would go into the library, which stays as it was${why}`, async () => {
    await disk('home', '2m');
    const { id } = await machine.json<{ id: string }>('import', 'ferry.txt', '--as', 'Ann Okoro');
    await machine.json('package', id, '--out', 'ferry.brief');
    await machine.annotate(id, 'Thursday');
    const before = await machine.show(id);
    // Room for a command's own lock, not for the brief.
    await fill(machine.home, 24 * 4096);
    await writeFile(machine.path('long.txt'), `A long report\n\n${`${noise(90)}\n\n`.repeat(9_000)}`);
    await expectRefused(['import', 'long.txt', '--as', 'Ann Okoro'], 'the disk is full');
    await fill(machine.home, 0);
    await expectRefused(['import', 'ferry.txt', '--as', 'Ann Okoro'], 'the disk is full');
    await rm(join(machine.home, 'filler'));
    expect(await machine.show(id)).toEqual(before);
    expect((await readdir(join(machine.home, 'library'))).filter((name) => name.startsWith('.'))).toEqual([]);
    await machine.annotate(id, 'Monday');
  });
});

test.skipIf(!canMount)(
  `a disk that fills anywhere takes a change whole or not at all: ${DISKS} times, seed ${SEED}${why}`,
  async () => {
    const random = seededRandom(SEED);
    const folder = await disk('small', '4m');
    await machine.json('import', 'ferry.txt', '--out', 'small/ferry.brief');
    let refused = 0;
    for (let round = 0; round < DISKS; round++) {
      const before = await machine.show('small/ferry.brief');
      const size = (await readFile(join(folder, 'ferry.brief'))).length;
      const comment = noise(1_000 + Math.floor(random() * 10_000)).trim();
      // The first finds no room at all, so that one is refused whatever the seed.
      await fill(folder, round === 0 ? 0 : Math.floor(random() * 1.5 * (size + comment.length)));
      const argv = ['annotate', 'small/ferry.brief', '--whole', '--comment', comment, '--as', 'Ann Okoro', '--json'];
      const { code } = await machine.run(...argv);
      await rm(join(folder, 'filler'));

      const after = await machine.show('small/ferry.brief');
      if (code === 0) expect(after.annotations.flatMap(bodies).includes(comment), `round ${round}`).toBe(true);
      else expect(after, `round ${round}`).toEqual(before);
      expect(await readdir(folder)).toEqual(['ferry.brief']);
      if (code !== 0) refused++;
      // It grows with each change that went in: begin again before reading it takes longer than the test.
      if (after.annotations.length > 20)
        await machine.json('import', 'ferry.txt', '--out', 'small/ferry.brief', '--force');
    }
    expect(refused).toBeGreaterThan(0);
  },
  within(180_000),
);

describe('a folder that may not be written to', () => {
  /** Makes a folder read-only: by its rights, which don't bind root, or by mounting it so. */
  async function protect(folder: string): Promise<void> {
    if (!isRoot) {
      await chmod(folder, 0o500);
      ends.push(() => chmod(folder, 0o700));
      return;
    }
    execFileSync('mount', ['--bind', folder, folder]);
    ends.push(() => execFileSync('umount', [folder]));
    execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
  }

  const possible = canMount || (!isRoot && process.platform !== 'win32');

  test.skipIf(!possible)(`refuses a change and a new file${why}`, async () => {
    await mkdir(machine.path('shelf'));
    await machine.json('import', 'ferry.txt', '--out', 'shelf/ferry.brief');
    const before = await readFile(machine.path('shelf/ferry.brief'));
    await protect(machine.path('shelf'));
    await expectRefused(['annotate', 'shelf/ferry.brief', '--whole', '--as', 'Ann Okoro'], 'may not be written to');
    await expectRefused(['import', 'ferry.txt', '--out', 'shelf/new.brief'], 'may not be written to');
    expect(await readFile(machine.path('shelf/ferry.brief'))).toEqual(before);
    expect(await readdir(machine.path('shelf'))).toEqual(['ferry.brief']);
    // Reading needs no right to write.
    expect((await machine.show('shelf/ferry.brief')).annotations).toEqual([]);
  });

  test.skipIf(!possible)(`refuses whatever needs state, where that is the folder of all state${why}`, async () => {
    await machine.json('import', 'ferry.txt', '--out', 'ferry.brief');
    const before = await readFile(machine.path('ferry.brief'));
    await protect(machine.home);
    await expectRefused(['import', 'ferry.txt'], 'may not be written to');
    await expectRefused(['annotate', 'ferry.brief', '--whole', '--as', 'Ann Okoro'], 'may not be written to');
    expect(await readFile(machine.path('ferry.brief'))).toEqual(before);
    expect((await machine.show('ferry.brief')).title).toBe('Ferry strike enters second week');
  });
});

test.skipIf(isRoot || process.platform === 'win32')('a file that may not be written to is not replaced', async () => {
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief');
  await chmod(machine.path('ferry.brief'), 0o400);
  await expectRefused(['annotate', 'ferry.brief', '--whole', '--as', 'Ann Okoro'], 'may not be written to');
});

const bodies = ({ comments }: ShownAnnotation) => comments.map(({ body }) => body);

/** Words that no compression makes much shorter. */
function noise(length: number): string {
  let state = 99;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 7 === 0 ? ' ' : String.fromCharCode(97 + (state % 26));
  }).join('');
}
