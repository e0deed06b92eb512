import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { articleText, atRest, selectWithMouse } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';

openSampleForFile();
beforeAll(async () => {
  page.setDefaultTimeout(6_000);
});
beforeEach(() => atRest(page));
afterEach(() => expect(brief.complaints).toEqual([]));

const openCard = () => page.locator('.card[data-open]');

/** Annotates words of the article and suggests others for them. */
async function suggest(marked: string, wanted: string): Promise<void> {
  await selectWithMouse(page, marked);
  await page.keyboard.press('n');
  await openCard().waitFor();
  await openCard().getByRole('button', { name: 'Suggest wording' }).click();
  const field = openCard().getByLabel('How it should read');
  expect(await field.inputValue()).toBe(marked);
  // What is typed goes there at once: elsewhere letters are commands.
  await openCard().locator('textarea:focus').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(wanted);
  await page.keyboard.press('Control+Enter');
  await openCard().locator('.comment .suggestion').waitFor();
}

test('suggested wording is shown as a difference, and is accepted and taken back by one key each', async () => {
  await suggest('eleven firms', 'some eleven firms');
  const words = openCard().getByRole('region', { name: 'Suggested wording' });
  expect((await words.locator('ins').textContent())?.trim()).toBe('some');
  expect(await words.locator('del').count()).toBe(0);
  await page.keyboard.press('y');
  await page.getByText('Accepted: the article has the new words').waitFor();
  expect(await articleText(page)).toContain('some eleven firms');
  await page.locator('.article mark.hl-resolved', { hasText: 'some eleven firms' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.locator('.article mark:not(.hl-resolved)', { hasText: 'eleven firms' }).waitFor();
  expect(await articleText(page)).not.toContain('some eleven firms');
});

test('an editor declines it with a reason, and the article stays', async () => {
  const before = await articleText(page);
  await suggest('two officials', 'three officials');
  await openCard().getByRole('button', { name: 'Decline' }).click();
  await openCard().getByLabel('Why not').fill('The transcript names two.');
  await openCard().getByRole('button', { name: 'Decline' }).click();
  await openCard().getByText('Rejected · Ann Okoro').waitFor();
  await openCard().getByText('The transcript names two.').waitFor();
  expect(await openCard().getByRole('button', { name: 'Accept' }).count()).toBe(0);
  expect(await articleText(page)).toBe(before);
});

test('what was written before it is sent with the suggestion, and the field is empty then', async () => {
  await selectWithMouse(page, 'A spokesman');
  await page.keyboard.press('n');
  const field = openCard().locator('.composer [contenteditable="true"]');
  await openCard().locator('.composer [contenteditable="true"]:focus').waitFor();
  await page.keyboard.type('The house style names the office.');
  await openCard().getByRole('button', { name: 'Suggest wording' }).click();
  await openCard().locator('textarea:focus').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('The press office');
  await openCard().getByText('What you wrote above is sent with it.').waitFor();
  await page.keyboard.press('Control+Enter');
  const said = openCard().locator('.comment', { has: page.locator('.suggestion') });
  await said.getByText('The house style names the office.').waitFor();
  expect(await field.textContent()).toBe('');
  await page.keyboard.press('Escape');
  expect(await page.locator('.card-badge', { hasText: 'Draft' }).count()).toBe(0);
});
