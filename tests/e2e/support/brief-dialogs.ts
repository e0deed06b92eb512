import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openSampleForFile, page } from './sample-brief.ts';
import { expectAccessible, keepPicture } from './window.ts';

/** A folder of a test file's own. */
export let folder: string;

/** Opens the sample brief once for all tests of a file, with a folder for what is carried about. */
export function openSampleWithFolder(): void {
  openSampleForFile();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'briefmark-test-carried-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
}

export const dialog = () => page.locator('.dialog');

/** Opens a dialog from the menu of the brief. */
export async function fromMenu(name: string): Promise<void> {
  // Where a try before this one was broken off, its dialog is still there.
  if ((await dialog().count()) > 0) await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More for this brief' }).click();
  await page.getByRole('menuitem', { name }).click();
  await dialog().waitFor();
}

/** Keeps pictures in light and in dark, in which axe finds fault with nothing. */
export async function look(name: string): Promise<void> {
  await expectAccessible(page);
  await keepPicture(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await keepPicture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}
