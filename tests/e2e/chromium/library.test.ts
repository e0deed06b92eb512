import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';
import {
  type AppWindow,
  beSomebody,
  chooseText,
  expectAccessible,
  keepPicture,
  openWindow,
} from '../support/window.ts';

const FERRY =
  'Ferry moves to the north quay\n\nThe ferry leaves from the north quay from Monday on, the office said.\n';
const TOLLS =
  'What the tolls pay for\n\nThe tolls pay for the piles of the quay and for the men who look after them.\n';

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

const rows = () => app.page.getByRole('grid').getByRole('row');
const titles = () => rows().getByRole('heading').allTextContents();

test('an empty library shows two ways on', async () => {
  const { page } = app;
  await page.getByRole('heading', { name: 'Your library is empty' }).waitFor();
  expect(await page.getByRole('button', { name: 'Import…' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Open a sample brief' }).count()).toBe(1);
  expect(await page.title()).toBe('Library – Briefmark');
  await expectAccessible(page);
  await keepPicture(page, 'library-empty');
});

test('the sample brief opens, and Back leads to the library that now holds it', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Open a sample brief' }).click();
  await page.waitForURL(/#\/brief\/[0-9a-f]{64}$/);
  await page.goBack();
  await rows().first().waitFor();
  await expect.poll(titles).toHaveLength(1);
  expect(await rows().first().textContent()).toMatch(/\d+ words.*\d+ open/);
});

test('imported articles come first', async () => {
  const { page } = app;
  for (const [name, text] of [
    ['ferry.txt', FERRY],
    ['tolls.txt', TOLLS],
  ] as const) {
    await chooseText(page, name, text);
    await page.getByRole('listbox', { name: 'Blocks' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/#\/brief\//);
    await page.goBack();
    await page.getByRole('grid').waitFor();
  }
  await expect
    .poll(async () => (await titles()).slice(0, 2))
    .toEqual(['What the tolls pay for', 'Ferry moves to the north quay']);
  await expectAccessible(page);
  await keepPicture(page, 'library');
});

test('a title is found by a part of it', async () => {
  const { page } = app;
  const search = page.getByRole('searchbox', { name: 'Search all briefs' });
  await search.fill('NORTH fer');
  await expect.poll(titles).toEqual(['Ferry moves to the north quay']);
  await page.getByText('1 of 3 briefs').waitFor();
  await search.fill('lighthouse');
  await page.getByRole('heading', { name: 'No brief here holds “lighthouse”' }).waitFor();
  await expectAccessible(page);
  await search.press('Escape');
  await expect.poll(titles).toHaveLength(3);
});

test('words are found in the text of every brief, and shown where they stand', async () => {
  const { page } = app;
  const search = page.getByRole('searchbox', { name: 'Search all briefs' });
  await search.fill('the PILES of');
  await expect.poll(titles).toEqual(['What the tolls pay for']);
  expect(await rows().first().locator('mark').textContent()).toBe('the piles of');
  await expectAccessible(page);
  await keepPicture(page, 'library-found');
  await search.press('Escape');
  await expect.poll(titles).toHaveLength(3);
});

test('a brief goes into a folder, gets tags, and is found by them', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'More for “What the tolls pay for”' }).click();
  await page.getByRole('menuitem', { name: 'Folder and tags…' }).click();
  await page.getByLabel('Folder', { exact: true }).fill('Ports/North');
  await page.getByLabel('Tags', { exact: true }).fill('money, urgent');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'North 1' }).click();
  await expect.poll(titles).toEqual(['What the tolls pay for']);
  await page.getByRole('button', { name: 'money 1' }).click();
  await expect.poll(titles).toEqual(['What the tolls pay for']);
  expect(await rows().first().textContent()).toMatch(/Ports\/North.*#money.*#urgent/);
  await expectAccessible(page);
  await keepPicture(page, 'library-folders');

  await page.getByRole('button', { name: 'More for “What the tolls pay for”' }).click();
  await page.getByRole('menuitem', { name: 'Archive', exact: true }).click();
  await page.getByRole('heading', { name: 'No brief is here' }).waitFor();
  await page.getByRole('button', { name: 'Archive 1' }).click();
  await expect.poll(titles).toEqual(['What the tolls pay for']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: /^Briefs/ }).click();
  await expect.poll(titles).toHaveLength(3);
});

test('the list can stand by title', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Changed last' }).click();
  await page.getByRole('menuitemradio', { name: 'Title' }).click();
  await expect.poll(async () => (await titles())[0]).toMatch(/^Deepwater/);
  await page.getByRole('button', { name: 'Title' }).click();
  await page.getByRole('menuitemradio', { name: 'Changed last' }).click();
  await expect.poll(async () => (await titles())[0]).toBe('What the tolls pay for');
});

test('Delete puts a brief into the bin, and Undo takes it out again', async () => {
  const { page } = app;
  await rows().first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await page.getByText('“Ferry moves to the north quay” is in the bin.').waitFor();
  await expect.poll(titles).not.toContain('Ferry moves to the north quay');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await rows().nth(2).waitFor();
  await expect.poll(titles).toContain('Ferry moves to the north quay');
});

test('what is in the bin can be brought back', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'More for “What the tolls pay for”' }).click();
  await page.getByRole('menuitem', { name: 'Move to the bin' }).click();
  await page.getByRole('link', { name: /^Bin/ }).click();
  expect(page.url()).toMatch(/#\/bin$/);
  expect(await page.title()).toBe('Bin – Briefmark');
  await rows().first().waitFor();
  await expect.poll(titles).toEqual(['What the tolls pay for']);
  await expectAccessible(page);
  await keepPicture(page, 'bin');
  await page.getByRole('button', { name: 'Bring back' }).click();
  await page.getByRole('heading', { name: 'The bin is empty' }).waitFor();
  await page.goBack();
  await rows().nth(2).waitFor();
});

test('Enter opens the brief that the arrow keys chose', async () => {
  const { page } = app;
  await rows().first().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const title = await page.locator(':focus').getByRole('heading').textContent();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/brief\//);
  await page.waitForFunction((wanted) => document.title.includes(wanted ?? '?'), title);
  await page.goBack();
  await page.getByRole('grid').waitFor();
});

test('pasted text is imported', async () => {
  const { page } = app;
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, TOLLS);
  await page.getByRole('heading', { name: 'Import “Pasted text.txt”' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('grid').waitFor();
});

test('a dropped file is imported, and the window says that it can be dropped', async () => {
  const { page } = app;
  const drag = (type: string) =>
    page.evaluate(
      ([event, text]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text ?? ''], 'dropped.txt', { type: 'text/plain' }));
        document.body.dispatchEvent(new DragEvent(event ?? '', { dataTransfer, bubbles: true, cancelable: true }));
      },
      [type, FERRY],
    );
  await drag('dragenter');
  await page.getByText('Drop to import').waitFor();
  await drag('drop');
  await page.getByRole('heading', { name: 'Import “dropped.txt”' }).waitFor();
  expect(await page.getByText('Drop to import').count()).toBe(0);
});

test('an import that was left with Back waits, and can be gone on with or discarded', async () => {
  const { page } = app;
  await page.goBack();
  await page.getByText('“dropped.txt” is not imported yet.').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('listbox', { name: 'Blocks' }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Discard' }).click();
  expect(await page.getByText('is not imported yet').count()).toBe(0);
});

test('a torn package is refused, and nothing is added', async () => {
  const { page } = app;
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: 'torn.brief',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('PK\u0003\u0004 torn'),
    });
  await page
    .getByRole('alert')
    .getByText(/“torn\.brief”/)
    .waitFor();
  await expect.poll(titles).toHaveLength(3);
  await keepPicture(page, 'package-refused');
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
});

test('what isn’t an article is refused whole, with the next step', async () => {
  const { page } = app;
  const input = page.locator('input[type="file"]').first();
  await input.setInputFiles({ name: 'report.txt', mimeType: 'text/plain', buffer: Buffer.from('%PDF-1.7 …') });
  await page
    .getByRole('alert')
    .getByText(/“report\.txt” is damaged or cut short/)
    .waitFor();
  await input.setInputFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from(' \n') });
  await page
    .getByRole('alert')
    .getByText(/“empty\.txt” is empty/)
    .waitFor();
  await expectAccessible(page);
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
});

test('a reload shows the same screen, and what was read is still there', async () => {
  const { page } = app;
  await page.getByRole('link', { name: /^Bin/ }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'The bin is empty' }).waitFor();
  await page.getByRole('button', { name: /^Briefs/ }).click();
  await rows().nth(2).waitFor();
});

test('many files are imported one after another, with an account of each', async () => {
  const { page } = app;
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      file('piles.txt', 'Piles of oak\n\nOak piles stand under the whole of the quay, the engineer said.\n'),
      file('ferry-again.txt', FERRY.toUpperCase()),
      file('empty.txt', ''),
    ]);
  const dialog = page.getByRole('dialog', { name: 'What became of the files' });
  await dialog.getByText('1 file imported, 1 there already and 1 refused').waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'import-many');
  await dialog.getByRole('link', { name: 'Piles of oak' }).click();
  await page.waitForURL(/#\/brief\//);
  await page.goBack();
  await expect.poll(titles).toHaveLength(4);
});

test('the bin is emptied on purpose only', async () => {
  const { page } = app;
  await rows().first().focus();
  await page.keyboard.press('Delete');
  await page.getByRole('link', { name: /^Bin/ }).click();
  await page.getByRole('button', { name: 'Empty the bin…' }).click();
  await page.getByRole('alertdialog', { name: 'Delete for good?' }).waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'library-delete');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(await rows().count()).toBe(1);

  await page.getByRole('button', { name: 'Empty the bin…' }).click();
  await page.getByRole('button', { name: 'Delete for good', exact: true }).click();
  await page.getByRole('heading', { name: 'The bin is empty' }).waitFor();
  await page.getByRole('button', { name: /^Briefs/ }).click();
  await expect.poll(titles).toHaveLength(3);
});

test('in the dark and on a small window it is as good', async () => {
  const { page } = app;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 700, height: 600 });
  await expectAccessible(page);
  await keepPicture(page, 'library-dark-small');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test('the page had nothing to complain about', () => {
  expect(app.complaints).toEqual([]);
});
