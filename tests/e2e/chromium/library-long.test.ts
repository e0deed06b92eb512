import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Library } from '../../../app/services/library/library.ts';
import { articleOf } from '../../../shared/article/blocks.ts';
import { personCalled } from '../../support/people.ts';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';
import { makeHome, removeHome } from '../support/home.ts';
import { type AppWindow, beSomebody, openWindow } from '../support/window.ts';

const BRIEFS = 130;

let home: string;
let browser: Browser;
let shell: BrowserShell;
let app: AppWindow;

beforeAll(async () => {
  home = await makeHome();
  const library = new Library(join(home, 'library'));
  const described = { language: 'en', direction: 'ltr' as const, source: { name: 'quay.txt', encoding: 'utf-8' } };
  for (let number = 1; number <= BRIEFS; number++) {
    const title = { type: 'title' as const, text: `Report ${number}` };
    const article = articleOf([title, { type: 'paragraph', text: 'The quay is closed.' }]);
    await library.addArticle({ article, described, leftOut: [] }, personCalled('Ann Okoro'), number);
  }
  await library.closeAll();
  [browser, shell] = await Promise.all([startChromium(), startBrowserShell({ home })]);
  app = await openWindow(browser, shell.address);
  await beSomebody(app.page);
});

afterAll(async () => {
  await browser?.close();
  await shell?.stop();
  await removeHome(home);
});

test('a long list draws its first rows only, and keys lead to its last one', async () => {
  const { page } = app;
  const rows = page.getByRole('grid').getByRole('row');
  await page.getByText(`${BRIEFS} briefs`).waitFor();
  await rows.first().waitFor();
  expect(await rows.count()).toBeLessThan(BRIEFS);
  await rows.first().focus();
  await page.keyboard.press('Control+End');
  await expect.poll(() => rows.count()).toBe(BRIEFS);
  await page.keyboard.press('Control+End');
  const last = await rows.last().getByRole('heading').textContent();
  await expect.poll(() => page.locator('[role="row"]:focus h2').textContent()).toBe(last);
  expect(app.complaints).toEqual([]);
});
