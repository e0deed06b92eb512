import { execFileSync } from 'node:child_process';
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
