import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desktop, startDesktop } from '../support/desktop.ts';
import { makeHome, removeHome } from '../support/home.ts';
import { articleText, caretBefore, saved } from '../support/open-brief.ts';
import { beSomebody } from '../support/window.ts';

/* Changing the article in the desktop shell, by the keys and files of its own window; and its tabs and windows. */

const RESULTS = process.env.BRIEFMARK_TEST_RESULTS ?? 'test-results';

let home: string;
let desktop: Desktop;
let page: Page;

beforeAll(async () => {
  home = await makeHome();
  desktop = await startDesktop({ home });
  page = desktop.page;
  await beSomebody(page);
  await page.getByRole('button', { name: /sample/i }).click();
  await page.locator('.article mark').first().waitFor();
}, 60_000);

afterAll(async () => {
  await desktop.quit();
  await removeHome(home);
});

test('words, a list, a table and a picture go into the article, and its highlights stay', async () => {
  const marks = await page.locator('.article mark.hl').count();
  await page.keyboard.press('Control+e');
  await page.locator('.edit-bar').waitFor();
  await caretBefore(page, 'Engineers who worked');
  await page.keyboard.type('Three of the ', { delay: 20 });
  await expect.poll(() => articleText(page)).toContain('Three of the Engineers who worked');

  await caretBefore(page, 'deeper.');
  await page.keyboard.press('End');
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.keyboard.type('- dredger', { delay: 30 });
  await page.keyboard.press('Enter');
  await page.keyboard.type('barge', { delay: 30 });
  await expect
    .poll(() => page.locator('.article li').allTextContents())
    .toEqual(expect.arrayContaining(['dredger', 'barge']));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('toolbar').getByRole('button', { name: 'Table' }).click();
  await page.keyboard.type('bid', { delay: 30 });
  await page.keyboard.press('Tab');
  await page.keyboard.type('price', { delay: 30 });
  await expect
    .poll(() => page.locator('.article :is(td, th)').allTextContents())
    .toEqual(expect.arrayContaining(['bid', 'price']));

  await caretBefore(page, 'Who gains from a delay');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('toolbar').getByRole('button', { name: 'Picture…' }).click(),
  ]);
  await chooser.setFiles(join(import.meta.dirname, '../../fixtures/images/quarters.png'));
  const image = page.locator('.article figure img');
  await image.waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.article figure img')?.naturalWidth);
  await saved(page);
  expect(await page.locator('.article mark.hl').count()).toBeGreaterThanOrEqual(marks);
  await page.screenshot({ path: join(RESULTS, 'electron-editing.png') });

  await page.keyboard.press('Control+e');
  await page.locator('.edit-bar').waitFor({ state: 'detached' });
  const read = await articleText(page);
  await page.locator('.article').focus();
  await page.keyboard.type('zz');
  expect(await articleText(page)).toBe(read);
});

test('undo by the menu’s key takes the edit back, and after a start anew everything that was saved is there', async () => {
  await page.keyboard.press('Control+e');
  await page.locator('.edit-bar').waitFor();
  await caretBefore(page, 'Who gains from a delay');
  // What is typed within a second of the last edit is taken back with it.
  await page.waitForTimeout(1_100);
  await page.keyboard.type('Now: ', { delay: 20 });
  await saved(page);
  await page.keyboard.press('Control+z');
  await expect.poll(() => articleText(page)).not.toContain('Now: Who gains');
  await saved(page);
  await desktop.app.close();

  desktop = await startDesktop({ home });
  page = desktop.page;
  // The brief that was shown last is shown again.
  await page.locator('.article mark').first().waitFor();
  const text = await articleText(page);
  for (const words of ['Three of the Engineers', 'dredger', 'bid', 'price']) expect(text).toContain(words);
  expect(text).not.toContain('Now: Who gains');
  await page.locator('.article figure img').waitFor();
});

test('a brief opens in a window of its own, beside the first', async () => {
  const [own] = await Promise.all([desktop.app.waitForEvent('window'), page.keyboard.press('Control+Shift+o')]);
  await own.locator('.article mark').first().waitFor();
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  await own.keyboard.press('Control+w');
  await own.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  await own.close();
  expect(await page.title()).toContain('Library');
});
