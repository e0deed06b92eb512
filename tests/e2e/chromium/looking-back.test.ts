import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { dialog, folder, fromMenu, look, openSampleWithFolder } from '../support/brief-dialogs.ts';
import { articleText, caretBefore } from '../support/open-brief.ts';
import { brief, page } from '../support/sample-brief.ts';
import { expectAccessible } from '../support/window.ts';

openSampleWithFolder();

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
}

test('a version gets a name, and the article is replaced after that', async () => {
  await fromMenu('Name this version…');
  await expectAccessible(page);
  await dialog().getByLabel('Name').fill('As sent to the board');
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });

  const [title, first, ...rest] = (await articleText(page)).split('\n').filter((line) => line.trim() !== '');
  const changed = [title, first, ...rest.slice(1)].map((line) => line?.replace(/\bthe\b/, 'that'));
  await writeFile(join(folder, 'corrected.txt'), changed.join('\n\n'));
  await fromMenu('Replace article…');
  await dialog().locator('input[type="file"]').setInputFiles(join(folder, 'corrected.txt'));
  await dialog().getByRole('button', { name: 'Replace article' }).click();
  await dialog().waitFor({ state: 'detached' });
});

test('the timeline is filtered by who, what and words, with the keyboard alone', async () => {
  await page.locator('.article').focus();
  await page.keyboard.press('Shift+H');
  const moments = dialog().getByRole('listbox', { name: 'What happened, newest first' });
  await moments.getByText('named this version “As sent to the board”').waitFor();
  await look('timeline');
  const all = await moments.getByRole('option').first().getAttribute('aria-setsize');
  await dialog().getByLabel('What', { exact: true }).selectOption({ label: 'Named versions' });
  await expect.poll(() => moments.getByRole('option').count()).toBe(2);
  await dialog().getByLabel('What', { exact: true }).selectOption({ label: 'Everything' });
  await dialog().getByLabel('Search in what happened').fill('board');
  await expect.poll(() => moments.getByRole('option').count()).toBeLessThan(Number(all));
  await dialog()
    .getByText(/moments? of/)
    .waitFor();
  await moments.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await dialog().getByRole('button', { name: 'Bring this back…' }).waitFor();
});

test('a moment is shown as it was, compared with another one, and brought back', async () => {
  await dialog().getByLabel('Search in what happened').fill('');
  await dialog().getByLabel('What', { exact: true }).selectOption({ label: 'Named versions' });
  await dialog().getByText('named this version “As sent to the board”').first().click();
  await dialog().locator('.past-article mark').first().waitFor();
  await look('moment');
  await dialog().getByRole('button', { name: 'What is different' }).click();
  await dialog()
    .getByText(/paragraphs? (is|are) different/)
    .waitFor();
  await look('moment-compared');
  await dialog().getByLabel('Compared with').selectOption({ label: '“Before “corrected.txt””' });
  await dialog().getByText('The article is the same.').waitFor();
  await dialog().getByLabel('Compared with').selectOption({ label: 'Another moment…' });
  await dialog().getByText('Choose the other moment in the list.').waitFor();
  await dialog().getByLabel('What', { exact: true }).selectOption({ label: 'The article' });
  await dialog().locator('.virtual-list-row').first().click();
  await dialog()
    .getByText(/paragraphs? (is|are) different/)
    .waitFor();
  const replaced = await articleText(page);
  await dialog().getByRole('button', { name: 'Bring this back…' }).click();
  await look('bring-back');
  await dialog().getByRole('button', { name: 'Bring it back' }).click();
  await dialog().waitFor({ state: 'detached' });
  expect(await articleText(page)).not.toBe(replaced);
});

test('a paragraph tells how it came to be', async () => {
  const line = (await articleText(page)).split('\n').find((each) => / the /.test(each)) ?? '';
  await caretBefore(page, line.split(' ').slice(0, 4).join(' '));
  await page.keyboard.press('h');
  await dialog().getByText('Imported', { exact: true }).waitFor();
  expect(await dialog().getByText('Changed by Ann Okoro').count()).toBeGreaterThanOrEqual(2);
  await look('paragraph');
  await leave(page);
});

test('signatures are checked again', async () => {
  await fromMenu('Signatures…');
  await dialog().getByText('Who wrote what').click();
  await dialog().getByRole('rowheader', { name: 'Ann Okoro' }).first().waitFor();
  await look('signatures');
  await leave(page);
});

test('private notes are handed over only where they are asked for', async () => {
  await caretBefore(page, (await articleText(page)).split('\n')[0]?.slice(0, 20) ?? '');
  await page.keyboard.press('Shift+End');
  await page.getByRole('button', { name: 'Annotate privately' }).click();
  await page.keyboard.press('8');
  await page.locator('.card[data-open] [contenteditable]').fill('Only for me: walrus-4711.');
  await page.keyboard.press('Control+Enter');
  await page.locator('.card[data-open] .comments').getByText('walrus-4711').waitFor();
  for (const wanted of [false, true]) {
    await fromMenu('Hand over…');
    if (wanted) {
      await dialog().getByLabel('Your private notes').check();
      await dialog().getByLabel('Name this version').fill('Handed to the other computer');
      await look('hand-over');
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name: 'Save file' }).click(),
    ]);
    const path = join(folder, `${wanted}.brief`);
    await download.saveAs(path);
    const parts = Object.values(unzipSync(await readFile(path)));
    expect(parts.some((part) => Buffer.from(part).includes('walrus-4711'))).toBe(wanted);
    await dialog().waitFor({ state: 'detached' });
  }
});

test('what is erased is named first, meant on purpose, and gone', async () => {
  await page.locator('.card[data-open]').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Erase…' }).click();
  await dialog().getByText('walrus-4711').waitFor();
  const erase = dialog().getByRole('button', { name: 'Erase for good' });
  expect(await erase.isDisabled()).toBe(true);
  await dialog().getByLabel('I understand that this can’t be brought back').check();
  await look('erase');
  await erase.click();
  await dialog().waitFor({ state: 'detached' });
  await expect.poll(() => page.getByText('walrus-4711').count()).toBe(0);
});

test('backups stand in a ring, are looked at first, and brought back beside', async () => {
  await fromMenu('Backups…');
  await dialog().getByRole('button', { name: 'Back up now' }).click();
  await dialog().getByText('Last day, one an hour').waitFor();
  await look('backups');
  await dialog()
    .getByLabel('Folder')
    .fill(join(folder, `stick-${Date.now()}`));
  await dialog().getByRole('button', { name: 'Use this folder' }).click();
  await page.getByText(/are kept in “.*stick-\d+” from now on/).waitFor();
  await dialog().getByLabel('At most').selectOption({ index: 1 });
  await dialog().getByRole('button', { name: 'Back up now' }).click();
  await dialog()
    .getByRole('button', { name: /^As it was/ })
    .first()
    .click();
  await dialog().locator('.past-page').first().waitFor();
  await look('backup-look');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'As a file beside…' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.brief$/);
  await leave(page);
  expect(brief.complaints).toEqual([]);
});
