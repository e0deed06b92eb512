import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appFolder } from '../support/built-app.ts';
import { articleText } from '../support/open-brief.ts';
import { openSampleForFile, page } from '../support/sample-brief.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

let folder: string;

openSampleForFile();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-test-offline-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const dialog = () => page.getByRole('dialog');

async function fromMenu(page: Page, name: string): Promise<void> {
  // Where a try before this one was broken off, its dialog is still there.
  if ((await dialog().count()) > 0) await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More for this brief' }).click();
  await page.getByRole('menuitem', { name }).click();
  await dialog().waitFor();
}

/** In light and in dark. */
async function keepBoth(page: Page, name: string): Promise<void> {
  await keepPicture(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await keepPicture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** A colleague works on the file on another computer. */
async function colleague(...argv: string[]): Promise<void> {
  const environment = { ...process.env, BRIEFMARK_HOME: join(folder, 'home-of-bo') };
  const program = join(appFolder, 'out', 'main', 'node.js');
  await promisify(execFile)(process.execPath, [program, ...argv, '--as', 'Bo Tan'], { env: environment });
}

test('a brief is handed over as a file, with a choice of what goes', async () => {
  await fromMenu(page, 'Hand over…');
  await dialog().getByLabel('Lock it with a passphrase').check();
  await dialog().getByLabel('Passphrase', { exact: true }).waitFor();
  await expectAccessible(page);
  await keepBoth(page, 'hand-over');
  await dialog().getByLabel('Lock it with a passphrase').uncheck();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Save file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.brief$/);
  await download.saveAs(join(folder, 'carried.brief'));
  await dialog().waitFor({ state: 'detached' });
});

test('what a colleague did is merged after a look, and the merge is taken back', async () => {
  const file = join(folder, 'carried.brief');
  const words = (await articleText(page)).split('\n')[1]?.split(' ').slice(0, 4).join(' ') ?? '';
  await colleague('annotate', file, '--quote', words, '--occurrence', '1', '--comment', 'From the train.');
  await page.getByRole('button', { name: 'Library' }).click();
  const input = page.locator('input[type="file"]').first();
  await input.setInputFiles(file);
  await dialog().getByText('1 annotation, 1 comment').waitFor();
  await expectAccessible(page);
  await keepBoth(page, 'merge-preview');
  await dialog().getByRole('button', { name: 'Just look' }).click();
  await dialog().getByText('From the train.').waitFor();
  await keepPicture(page, 'package-look');
  await dialog().getByRole('button', { name: 'Back' }).click();
  await dialog().getByRole('button', { name: 'Merge into mine' }).click();
  await dialog()
    .getByText(/3 entries came in/)
    .waitFor();
  await keepPicture(page, 'merge-receipt');
  await dialog().getByRole('button', { name: 'Take the merge back' }).click();
  await page.getByText('The merge is taken back.').waitFor();

  await dialog().waitFor({ state: 'detached' });
  // The same file again is no change of the input; a person's click empties it first.
  const again = join(folder, 'carried-again.brief');
  await copyFile(file, again);
  await input.setInputFiles(again);
  await dialog().getByRole('button', { name: 'Merge into mine' }).click();
  await dialog().getByRole('button', { name: 'Open the brief' }).click();
  await page.locator('.article mark').first().waitFor();
  await page.getByText('From the train.').first().waitFor();
});

test('the article is replaced after a look at what becomes of each annotation', async () => {
  const before = await articleText(page);
  const [title, ...rest] = before.split('\n').filter((line) => line.trim() !== '');
  const moved = [title, ...rest.slice(2), ...rest.slice(0, 2)].map((line) => line?.replace(/\bthe\b/, 'that'));
  await writeFile(join(folder, 'corrected.txt'), moved.join('\n\n'));
  await fromMenu(page, 'Replace article…');
  await dialog().locator('input[type="file"]').setInputFiles(join(folder, 'corrected.txt'));
  await dialog()
    .getByText(/stay in place/)
    .waitFor();
  await expectAccessible(page);
  await keepBoth(page, 'replace-article');
  await dialog().getByRole('button', { name: 'Replace article' }).click();
  await dialog().waitFor({ state: 'detached' });
  expect(await articleText(page)).not.toBe(before);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => articleText(page), { timeout: 10_000 }).toBe(before);
});

test('a torn file is refused in words', async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Library' }).click();
  const torn = (await readFile(join(folder, 'carried.brief'))).subarray(0, 900);
  await writeFile(join(folder, 'torn.brief'), torn);
  await page.locator('input[type="file"]').first().setInputFiles(join(folder, 'torn.brief'));
  await dialog()
    .getByRole('alert')
    .getByText(/“torn\.brief”/)
    .waitFor();
  await dialog().getByRole('button', { name: 'Back' }).click();
});
