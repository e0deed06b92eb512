import { expect, test } from 'vitest';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

openSampleForFile();

const dialog = () => page.getByRole('dialog');

/** An export of Hypothesis with one annotation for each quotation. */
function hypothesis(quotes: readonly string[]): Buffer {
  const rows = quotes.map((exact, at) => ({
    id: `a${at}`,
    uri: 'https://example.org/terminal',
    user: 'acct:rosa@hypothes.is',
    text: `Is that so? ${at}`,
    created: '2034-01-01T10:00:00Z',
    tags: ['terminal'],
    target: [{ selector: [{ type: 'TextQuoteSelector', exact, prefix: '', suffix: '' }] }],
  }));
  return Buffer.from(JSON.stringify({ total: rows.length, rows }));
}

async function choose(name: string, buffer: Buffer): Promise<void> {
  await dialog().locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/json', buffer });
}

test('annotations of another program are looked for with progress, and that can be stopped', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('annotations of another program');
  await page.keyboard.press('Enter');
  await dialog().getByText('Choose what Hypothesis exported').waitFor();
  await expectAccessible(page);
  // Words that are nowhere to the letter take long, each of them.
  const changed = Array.from({ length: 20_000 }, (_, at) => `pushyng a decisyon that was promysed ${at}`);
  await choose('thousands.json', hypothesis(changed));
  await dialog().getByText('looked for in the article').waitFor();
  await dialog().getByRole('progressbar').waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'elsewhere-placing');
  await dialog().getByRole('button', { name: 'Stop' }).click();
  await dialog().locator('.notice', { hasText: 'was stopped. Nothing was imported.' }).waitFor();
});

test('they are shown first, taken in when agreed to, and accounted for', async () => {
  await choose('two.json', hypothesis(['two officials said on Tuesday', 'words that are not in this article at all']));
  await dialog().getByText('“two.json” would bring:').waitFor();
  await dialog().getByText('1 annotation on its words').waitFor();
  await dialog().getByText('1 whose words aren’t in the article').waitFor();
  await keepPicture(page, 'elsewhere-preview');
  await dialog().getByRole('button', { name: 'Take 2 in' }).click();
  await dialog().getByText('From “two.json” came:').waitFor();
  await dialog().getByRole('button', { name: 'Close' }).click();
  await dialog().waitFor({ state: 'detached' });
  await page
    .locator('.ProseMirror [data-ids]', { hasText: 'two officials said on Tuesday' })
    .or(page.getByText('Is that so? 0'))
    .first()
    .waitFor();
  expect(brief.complaints).toEqual([]);
});
