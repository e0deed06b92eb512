import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';
import {
  type AppWindow,
  beSomebody,
  chooseText,
  expectAccessible,
  keepPicture,
  openWindow,
} from '../support/window.ts';

const ARTICLES = join(import.meta.dirname, '../../fixtures/articles/held-out');

const FERRY = `Share this article

Ferry moves to the north quay

By Lena Holm

The ferry leaves from the north quay from Monday on, the harbour office said.

What it means

- the morning boat at seven
- the evening boat at six

The office had said in the spring that it would stay where it is, and many boats have been moored there since then.

The old quay stays closed until its piles have been looked at by divers.

All rights reserved
`;

let browser: Browser;
let shell: BrowserShell;
let app: AppWindow;

beforeAll(async () => {
  [browser, shell] = await Promise.all([startChromium(), startBrowserShell()]);
  app = await openWindow(browser, shell.address);
  await beSomebody(app.page);
});

afterAll(async () => {
  await browser?.close();
  await shell?.stop();
});

const blocks = () => app.page.getByRole('listbox', { name: 'Blocks' }).getByRole('option');
const line = (start: string) => blocks().filter({ hasText: start });
const article = () => app.page.getByRole('region', { name: 'The article as it will look' });

/** Moves with the arrow keys alone to the block that begins with some words. */
async function moveTo(start: string): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Home');
  const count = await blocks().count();
  for (let at = 0; at < count; at++) {
    if ((await line(start).getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`No block begins with “${start}”.`);
}

async function open(text = FERRY): Promise<void> {
  await chooseText(app.page, 'ferry.txt', text);
  await blocks().first().waitFor();
}

beforeEach(async () => {
  const { page } = app;
  // Whatever the last test left: an open preview, or a brief.
  await page.evaluate(() => {
    location.hash = '#/library';
  });
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
});

test('it shows block by block what each became, what is left out and why, and that nothing is missing', async () => {
  const { page } = app;
  await open();
  await line('Ferry moves').getByText('Title').waitFor();
  await line('The ferry leaves').getByText('Paragraph').waitFor();
  await line('the morning boat').getByText('List item').waitFor();
  await line('Share this article').getByText('Left out').waitFor();
  await page.getByText('everything accounted for').waitFor();
  await page.getByText('10 blocks').waitFor();
  await page.getByText('UTF-8').waitFor();
  const struck = article().locator('[data-out]').filter({ hasText: 'Share this article' });
  expect((await struck.innerText()).length).toBeGreaterThan('Left out Share this article Bring back'.length);
  expect(await article().getByRole('heading', { name: 'Ferry moves to the north quay' }).count()).toBe(1);
  await expectAccessible(page);
  await keepPicture(page, 'import-preview');
});

test('letters change a block’s type, X leaves it out and brings it back, Ctrl Z takes that back', async () => {
  const { page } = app;
  await open();
  await moveTo('What it means');
  await page.keyboard.press('q');
  await line('What it means').getByText('Pull quote').waitFor();
  await page.keyboard.press('3');
  await line('What it means').getByText('Heading 3').waitFor();
  await moveTo('Share this article');
  await page.keyboard.press('x');
  await page.getByText('2 changed by you').waitFor();
  expect(await line('Share this article').getByText('Left out').count()).toBe(0);
  await moveTo('The old quay');
  await page.keyboard.press('x');
  await article().locator('[data-out]').filter({ hasText: 'The old quay' }).waitFor();
  await page.keyboard.press('Control+z');
  await line('The old quay').getByText('Paragraph').waitFor();
});

test('Enter opens the menu of types, where the same letters work, and focus comes back to the list', async () => {
  const { page } = app;
  await open();
  await moveTo('By Lena Holm');
  await page.keyboard.press('Enter');
  await page.getByRole('menu', { name: 'What is this block?' }).waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'import-preview-menu');
  await page.keyboard.press('r');
  await line('By Lena Holm').getByText('Credit').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'listbox');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: /^Standfirst/ }).click();
  await line('By Lena Holm').getByText('Standfirst').waitFor();
});

test('a text can’t become a divider, and the sentence says so', async () => {
  const { page } = app;
  await open();
  await moveTo('The old quay');
  await page.keyboard.press('v');
  await page.getByRole('status').getByText('A block with text can’t become').waitFor();
  await line('The old quay').getByText('Paragraph').waitFor();
});

test('with the mouse a left out block is brought back, and a label opens the menu', async () => {
  const { page } = app;
  await open();
  const struck = article().locator('[data-out]').filter({ hasText: 'All rights reserved' });
  await struck.getByRole('button', { name: 'Bring back' }).click();
  expect(await line('All rights reserved').getByText('Left out').count()).toBe(0);
  await article().locator('[data-block]').filter({ hasText: 'The old quay' }).getByRole('button').click();
  await page.getByRole('menuitemradio', { name: /^Quotation/ }).click();
  await line('The old quay').getByText('Quotation').waitFor();
});

test('Esc asks before changes are lost, and leaves at once where there are none', async () => {
  const { page } = app;
  await open();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  await open();
  await moveTo('The old quay');
  await page.keyboard.press('x');
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog', { name: 'Discard this import?' }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByText('1 changed by you').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).last().click();
  await page.getByRole('button', { name: 'Discard import' }).click();
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  expect(await page.getByText('is not imported yet').count()).toBe(0);
});

test('what can’t be seen is shown', async () => {
  const { page } = app;
  await open(
    'Ferry is \u202eeerf\u202c on Monday\n\nThe har\u200bbour office said so in the morning, and nobody asked.\n',
  );
  await page.getByText('3 hidden characters').waitFor();
  expect(await article().getByRole('img', { name: 'right-to-left override' }).textContent()).toBe('RLO');
  expect(await article().getByRole('img', { name: 'zero width space' }).count()).toBe(1);
  await expectAccessible(page);
  await keepPicture(page, 'import-preview-hidden');
});

test('language, direction and encoding are shown, and the article is set by them', async () => {
  const { page } = app;
  await page.locator('input[type="file"]').first().setInputFiles(join(ARTICLES, 'wadi-salim.txt'));
  await blocks().first().waitFor();
  for (const fact of ['Arabic, right to left', 'UTF-16LE']) await page.getByText(fact, { exact: true }).waitFor();
  const set = article().locator('article');
  expect([await set.getAttribute('lang'), await set.getAttribute('dir')]).toEqual(['ar', 'rtl']);
  await expectAccessible(page);
  await keepPicture(page, 'import-preview-right-to-left');
});

test('with everything left out there is nothing to add', async () => {
  const { page } = app;
  await open('Ferry moves\n\nThe ferry leaves from the north quay from Monday on, the harbour office said.\n');
  const count = await blocks().count();
  await page.keyboard.press('Home');
  for (let at = 0; at < count; at++) {
    if ((await blocks().nth(at).getByText('Left out').count()) === 0) await page.keyboard.press('x');
    await page.keyboard.press('ArrowDown');
  }
  await page.getByText('Everything is left out. Bring back at least one block.').waitFor();
  expect(await page.getByRole('button', { name: 'Add to library' }).isDisabled()).toBe(true);
});

test('a key touches the blocks that it is about, however many there are', async () => {
  const { page } = app;
  const sentence = 'says that the office has counted the boats of the quay, and that nobody had thought of so many.';
  await open(Array.from({ length: 1_000 }, (_, at) => `Paragraph ${at} ${sentence}`).join('\n\n'));
  await page.keyboard.press('Home');
  await page.evaluate(() => {
    const touched = new Set<string>();
    Object.assign(window, { touched });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const block = (target instanceof Element ? target : target.parentElement)?.closest('[role="option"]');
        if (block) touched.add(block.textContent ?? '');
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  for (const key of 'hpqpxxhpqpxx') {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(key);
  }
  const touched = await page.evaluate(() => (window as unknown as { touched: Set<string> }).touched.size);
  expect(touched).toBeGreaterThan(0);
  // Twelve blocks were gone to and changed; each may have read two ways on the way.
  expect(touched).toBeLessThan(40);
});

test('Ctrl Enter adds the article as it was decided, and Back doesn’t lead into the preview again', async () => {
  const { page } = app;
  await open();
  await moveTo('What it means');
  await page.keyboard.press('p');
  await moveTo('The old quay');
  await page.keyboard.press('x');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/#\/brief\/[0-9a-f]{64}$/);
  await page.getByText('What it means').first().waitFor();
  expect(await page.locator('.article p', { hasText: 'What it means' }).count()).toBe(1);
  expect(await page.locator('.article', { hasText: 'The old quay' }).count()).toBe(0);
  await page.goBack();
  await page.getByRole('grid').waitFor();
  await page.getByRole('heading', { name: 'Ferry moves to the north quay' }).waitFor();
});

test('the page had nothing to complain about', () => {
  expect(app.complaints).toEqual([]);
});
