import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine lets a test have a small disk of its own. */
export const canMount =
  process.getuid?.() === 0 && process.platform === 'linux' && unmounted(mounted('1m')) !== undefined;

/** What stands in the title of a test that is skipped for it. */
export const whyNoDisk = canMount
  ? ''
  : ' (skipped: it needs root and mount, to make a small disk; run it as root in a container)';

/** Does something with a small disk, which is gone afterwards. */
export async function onSmallDisk<T>(size: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mounted(size);
  if (folder === undefined) throw new Error('No small disk can be had here.');
  try {
    return await work(folder);
  } finally {
    unmounted(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes the room away that a disk says it has, or gives it back. */
export interface Below {
  fill(): void;
  free(): Promise<void>;
}

/** Does something with a disk whose room can be taken away below it: it takes what is written, and can't sync it. */
export async function onThinDisk<T>(work: (folder: string, below: Below) => Promise<T>): Promise<T> {
  return onSmallDisk('6m', async (under) => {
    const [image, filler] = [join(under, 'image'), join(under, 'filler')];
    const folder = mkdtempSync(join(tmpdir(), 'briefmark-disk-'));
    execFileSync('truncate', ['-s', '32M', image]);
    // All that the file system writes by itself is written now, and what fails later doesn't make it read-only.
    execFileSync('mkfs.ext4', ['-q', '-O', '^has_journal', '-E', 'lazy_itable_init=0', '-e', 'continue', image]);
    execFileSync('mount', ['-o', 'loop', image, folder]);
    const below: Below = {
      // Page by page, until there is room for none.
      fill: () => void spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'], { stdio: 'ignore' }),
      free: () => rm(filler, { force: true }),
    };
    try {
      return await work(folder, below);
    } finally {
      await below.free();
      unmounted(folder);
      await rm(folder, { recursive: true, force: true });
    }
  });
}

const works = (program: string, option: string) => spawnSync(program, [option], { stdio: 'ignore' }).status === 0;

/** Whether this machine lets a test have such a disk. */
export const canThin = canMount && works('losetup', '--find') && works('mkfs.ext4', '-V');

/** What stands in the title of a test that is skipped for it. */
export const whyNoThinDisk = canThin
  ? ''
  : ' (skipped: it needs root, mount, loop devices and mkfs.ext4, to make a disk that fails)';

function mounted(size: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'briefmark-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'briefmark-test', folder], {
      stdio: 'ignore',
    });
    return folder;
  } catch {
    return undefined;
  }
}

function unmounted(folder: string | undefined): string | undefined {
  if (folder !== undefined) execFileSync('umount', [folder]);
  return folder;
}
