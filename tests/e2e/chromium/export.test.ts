import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

openSampleForFile();
const dialog = () => page.getByRole('dialog', { name: 'Export the brief' });

test('the dialog shows each format as it will be', async () => {
  await page.getByRole('button', { name: 'Export…' }).click();
  await dialog().getByRole('radio').first().waitFor();
  expect(await dialog().getByRole('radio').count()).toBe(9);
  await dialog().getByText('Web page', { exact: true }).click();
  await dialog()
    .getByText(/Preview of .+\.html/)
    .waitFor();
  const thread = dialog().locator('.export-page .thread').first();
  await thread.waitFor();
  expect(await thread.evaluate((card) => getComputedStyle(card).borderInlineStartStyle)).not.toBe('none');
  await expectAccessible(page);
  await keepPicture(page, 'export-html');
  await dialog().getByText('Excel', { exact: true }).click();
  await dialog().getByRole('columnheader', { name: 'Comment no.' }).waitFor();
  await keepPicture(page, 'export-excel');
  await dialog().getByText('Markdown', { exact: true }).click();
  await dialog().locator('pre').getByText('[^1]').first().waitFor();
});

test('the preview follows what is chosen, and the file with its account is what was shown', async () => {
  await dialog().getByText('Plain text', { exact: true }).click();
  await dialog()
    .getByText(/Preview of .+\.txt/)
    .waitFor();
  await dialog().getByLabel('Name people by letters').check();
  await dialog()
    .locator('pre')
    .getByText(/- A, \d{4}/)
    .first()
    .waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.txt$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('[1] ');
  expect(text).not.toContain('Ann Okoro');
  await dialog()
    .getByText(/went out, counted again/)
    .waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'export-account');
  await dialog().getByRole('button', { name: 'Close' }).click();
  await dialog().waitFor({ state: 'detached' });
  expect(brief.complaints).toEqual([]);
});

test('the format and what was chosen for it are there the next time', async () => {
  await page.getByRole('button', { name: 'Export…' }).click();
  await dialog()
    .getByText(/Preview of .+\.txt/)
    .waitFor();
  expect(await dialog().getByLabel('Name people by letters').isChecked()).toBe(true);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('suggested wording can go out as tracked changes, which stays chosen, and what is private for this once', async () => {
  const { page } = brief;
  await page.getByRole('button', { name: 'Export…' }).click();
  await dialog().getByText('Word', { exact: true }).click();
  await dialog()
    .getByText(/Preview of .+\.docx/)
    .waitFor();
  await dialog().getByLabel('Suggested wording').selectOption({ label: 'tracked changes' });
  await dialog().getByLabel('My private annotations').check();
  await dialog()
    .getByText(/Preview of .+\.docx/)
    .waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'export-word');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await keepPicture(page, 'export-word-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
  await dialog().getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Export…' }).click();
  expect(await dialog().getByLabel('Suggested wording').inputValue()).toBe('tracked');
  expect(await dialog().getByLabel('My private annotations').isChecked()).toBe(false);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});
