import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { withComment } from '../../support/edit-word.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

let exported: Uint8Array;

openSampleForFile();
beforeAll(async () => {
  page.setDefaultTimeout(15_000);
});

const dialog = () => page.getByRole('dialog');

async function takeIn(bytes: Uint8Array): Promise<void> {
  await page.getByRole('button', { name: 'Comments from Word…' }).click();
  await dialog()
    .locator('input[type="file"]')
    .setInputFiles({ name: 'reviewed.docx', mimeType: '', buffer: Buffer.from(bytes) });
}

test('an export takes several kinds at once, and what goes in follows', async () => {
  await page.getByRole('button', { name: 'Export…' }).click();
  await dialog().getByText('Word', { exact: true }).click();
  const hint = dialog().locator('.field-hint', { hasText: 'threads with' });
  const threads = async () => Number.parseInt((await hint.textContent()) ?? '', 10);
  const all = await threads();
  await dialog().locator('.choices-field', { hasText: 'Kind' }).locator('summary').click();
  await dialog().getByRole('checkbox', { name: 'Question' }).check();
  await dialog().getByRole('checkbox', { name: 'Claim' }).check();
  await dialog().locator('.choices-field summary', { hasText: 'Claim, Question' }).waitFor();
  await expect.poll(threads).toBeLessThan(all);
  await expectAccessible(page);
  await keepPicture(page, 'export-kinds');
  await dialog().getByRole('checkbox', { name: 'Question' }).uncheck();
  await dialog().getByRole('checkbox', { name: 'Claim' }).uncheck();
  await dialog().locator('.choices-field summary', { hasText: 'Every kind' }).waitFor();
  await expect.poll(threads).toBe(all);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  exported = await readFile(await download.path());
  await dialog().getByRole('button', { name: 'Close' }).click();
});

test('comments from Word are shown first, taken in when agreed to, and accounted for', async () => {
  const document = strFromU8(unzipSync(exported)['word/document.xml'] as Uint8Array);
  const [, id = ''] = /<w:commentRangeStart w:id="(\d+)"\/>/.exec(document) ?? [];
  await takeIn(withComment(exported, { author: 'Rosa Lind', words: 'Seen in Word.', answers: id }));
  await dialog().getByText('“reviewed.docx” would bring:').waitFor();
  await dialog().locator('.review-steps li', { hasText: 'Rosa Lind' }).getByText('Seen in Word.').waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'review-preview');
  await dialog().getByRole('button', { name: 'Take 1 thing in' }).click();
  await dialog().getByText('1 new reply').waitFor();
  await keepPicture(page, 'review-account');
  await dialog().getByRole('button', { name: 'Close' }).click();
  await dialog().waitFor({ state: 'detached' });
});

test('the same file again brings nothing, and another kind of file is refused in a sentence', async () => {
  await takeIn(exported);
  await dialog().getByText('brings nothing that isn’t in the brief already').waitFor();
  await dialog()
    .locator('input[type="file"]')
    .setInputFiles({ name: 'list.docx', mimeType: '', buffer: Buffer.from('no Word file') });
  await dialog().locator('.notice', { hasText: 'list.docx' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  expect(brief.complaints).toEqual([]);
});

test('several briefs of the library go out as one file', async () => {
  await page.getByRole('button', { name: /^Library/ }).click();
  await page.getByRole('button', { name: 'Export briefs…' }).click();
  await dialog().getByText('Digest', { exact: true }).click();
  await dialog().getByRole('checkbox', { name: 'All 1' }).waitFor();
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Export 1 brief' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('briefs-digest.zip');
  expect(Object.keys(unzipSync(await readFile(await download.path())))).toContain('index.html');
  await dialog()
    .getByText(/went out, counted again/)
    .waitFor();
  await keepPicture(page, 'export-many');
  await dialog().getByRole('button', { name: 'Close' }).click();
  expect(brief.complaints).toEqual([]);
});
