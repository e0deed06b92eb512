import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { articleText, caretBefore } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';

/* How what is typed is taken back, and what two write at once, with an input method too. */

openSampleForFile();

beforeAll(() => edit(page));

/** A second window on the same brief, in edit mode too. */
async function openColleague(): Promise<Page> {
  const colleague = await page.context().newPage();
  await colleague.goto(page.url());
  await colleague.locator('.article mark').first().waitFor();
  await edit(colleague);
  return colleague;
}

async function edit(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Edit', exact: true }).click();
  await window.locator('.edit-bar').waitFor();
}

/** What stands in front of the sentence, with a stroke where a block ends. */
const before = async () =>
  (await page.locator('.article > *').allTextContents()).join('|').match(/in one season\.(.*)Engineers who/)?.[1];
const becomes = (wanted: string) => expect.poll(before, { timeout: 5_000 }).toBe(wanted);

test('what is pasted, and what makes another block, is taken back by itself however quickly it is done', async () => {
  await caretBefore(page, 'Engineers who worked');
  await page.keyboard.type('one ');
  await page.locator('.article').evaluate((article) => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', 'pasted ');
    article.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
  });
  await page.keyboard.type('two ');
  await page.keyboard.press('Enter');
  await page.keyboard.type('three ');
  await becomes(' one pasted two |three ');
  for (const left of [' one pasted two |', ' one pasted two ', ' one pasted ', ' one ', ' ']) {
    await page.keyboard.press('Control+z');
    await becomes(left);
  }
});

test('what a colleague types is shown meanwhile, and the caret stays with its words', async () => {
  const colleague = await openColleague();
  const shows = (window: Page, words: string) => expect.poll(() => articleText(window)).toContain(words);
  await caretBefore(page, 'Freight forwarders');
  await page.keyboard.type('All ');
  await caretBefore(colleague, 'two advisers');
  await colleague.keyboard.type('three or ');
  await shows(page, 'three or two advisers');
  await page.keyboard.type('nine ');
  await shows(colleague, 'All nine Freight forwarders');
  await colleague.keyboard.type('rather ');
  await shows(page, 'three or rather two advisers');
  // Read mode shows it too, and its highlights stay with their words.
  await colleague.getByRole('button', { name: 'Done', exact: true }).click();
  await colleague.locator('.edit-bar').waitFor({ state: 'detached' });
  await page.keyboard.type('or ten ');
  await shows(colleague, 'All nine or ten Freight forwarders');
  const marked = (window: Page) => window.locator('.article mark.hl').allTextContents();
  await expect.poll(() => marked(colleague)).toEqual(await marked(page));
  await colleague.close();
});

test('an input method goes on composing while a colleague types in the same paragraph', async () => {
  const colleague = await openColleague();
  await caretBefore(page, 'worked on the older channel');
  const method = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    method.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await compose('に');
  await caretBefore(colleague, 'Engineers who');
  await colleague.keyboard.type('Nine ');
  await colleague.waitForTimeout(300);
  await compose('にほ');
  await colleague.keyboard.type('or ten ');
  await colleague.waitForTimeout(300);
  await compose('にほん');
  await method.send('Input.insertText', { text: '日本' });
  await becomes(' Nine or ten ');
  await page.keyboard.type(' ');
  const wanted = 'Nine or ten Engineers who 日本 worked on the older channel';
  for (const window of [page, colleague]) await expect.poll(() => articleText(window)).toContain(wanted);
  expect(await articleText(colleague)).toBe(await articleText(page));
  await colleague.close();
  expect(brief.complaints).toEqual([]);
});
