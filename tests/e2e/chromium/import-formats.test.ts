import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';
import { type AppWindow, beSomebody, expectAccessible, keepPicture, openWindow } from '../support/window.ts';

const IMPORTS = join(import.meta.dirname, '../../fixtures/imports/tuned');

let browser: Browser;
let shell: BrowserShell;
let app: AppWindow;
let server: Server;
/** The paths that were asked of the server. */
const asked: string[] = [];
const TEXT = 'The gate was lowered at four, and the water stood where it had stood the day before. '.repeat(5);
const WITH_PICTURES = `<!doctype html><html lang="en"><title>The gate at Holm</title><nav><a href="/">Home</a></nav><article>
<h1>The gate at Holm</h1><p>${TEXT}</p><figure><img src="/gate.png" alt="The gate"><figcaption>At low water.</figcaption></figure>
<p>${TEXT}</p><img src="/quay.png" alt="The quay"><p>${TEXT}</p><img src="/lock.png"><p>${TEXT}</p></article></html>`;

beforeAll(async () => {
  [browser, shell] = await Promise.all([startChromium(), startBrowserShell()]);
  app = await openWindow(browser, shell.address);
  await beSomebody(app.page);
  const page = await readFile(join(IMPORTS, 'deich-zeitung.html'));
  const picture = await readFile(join(import.meta.dirname, '../../../build/icons/256x256.png'));
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url.endsWith('.png')) response.setHeader('content-type', 'image/png').end(picture);
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(url === '/pictures' ? WITH_PICTURES : page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await browser?.close();
  await shell?.stop();
  server?.close();
});

const blocks = () => app.page.getByRole('listbox', { name: 'Blocks' }).getByRole('option');
const line = (start: string) => blocks().filter({ hasText: start });
const article = () => app.page.getByRole('region', { name: 'The article as it will look' });

beforeEach(async () => {
  const { page } = app;
  await page.evaluate(() => {
    location.hash = '#/library';
  });
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
});

async function choose(...names: string[]): Promise<void> {
  const chooser = app.page.waitForEvent('filechooser');
  await app.page.getByRole('button', { name: 'Import…' }).first().click();
  await (await chooser).setFiles(names.map((name) => join(IMPORTS, name)));
  await blocks().first().waitFor();
}

test('a saved page with its pictures shows what was left out, changes from the keyboard, and becomes a brief', async () => {
  const { page } = app;
  await choose('crane-ordner.html', 'crane-ordner_files/photo.png');
  await line('Fallen crane').getByText('Title').waitFor();
  await line('By Imke Dalgaard').getByText('Byline').waitFor();
  await page.getByText('everything accounted for').waitFor();
  await article().locator('img[alt="The fallen crane seen from the pilot tower"]').waitFor();
  expect(await article().locator('strong', { hasText: 'container crane' }).count()).toBe(1);
  expect(await line('Our newsletter').or(line('The Morning Tide')).getByText('Left out').count()).toBeGreaterThan(0);
  await expectAccessible(page);
  await keepPicture(page, 'import-saved-page');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  while ((await line('Heading 2').getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('3');
  await line('Who owns the wreck').filter({ hasText: 'Heading 3' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.ProseMirror h3', { hasText: 'Who owns the wreck' }).waitFor();
  await page.locator('.ProseMirror figure img').waitFor();
  expect(await page.locator('.ProseMirror ul li').count()).toBe(3);
  await keepPicture(page, 'brief-of-saved-page');
});

test('a saved page is dropped with the folder that belongs to it', async () => {
  const { page } = app;
  const devtools = await page.context().newCDPSession(page);
  const data = {
    items: [],
    files: [join(IMPORTS, 'crane-ordner.html'), join(IMPORTS, 'crane-ordner_files')],
    dragOperationsMask: 1,
  };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  await line('Fallen crane').getByText('Title').waitFor();
  await article().locator('img[alt="The fallen crane seen from the pilot tower"]').waitFor();
});

test('what a browser copies comes with its headings, lists and links', async () => {
  const { page } = app;
  const html = await readFile(join(IMPORTS, 'deich-paste.html'), 'utf8');
  await page.evaluate((html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    data.setData('text/plain', 'Der Deich von Ösum wird doch nicht erhöht');
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, html);
  await line('Ein Brief mit Folgen').getByText('Heading 2').waitFor();
  await line('Ein Wort ist kein').getByText('Quotation').waitFor();
  await keepPicture(page, 'import-paste');
});

test('a book’s chapters are chosen, and a mail’s attachment is imported instead of it', async () => {
  const { page } = app;
  await choose('../held-out/mina-cha.epub');
  await page.getByRole('button', { name: /2 of 3 chapters|3 of 3 chapters/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Which chapters?' });
  const boxes = dialog.getByRole('checkbox');
  expect(await boxes.count()).toBeGreaterThan(1);
  await boxes.last().uncheck();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Read these' }).click();
  await page
    .getByRole('button', { name: /chapters/ })
    .filter({ hasText: /^(1 of 2|2 of 3)/ })
    .waitFor();
  await page.keyboard.press('Escape');
  await choose('crane-html.eml');
  await article().locator('img').first().waitFor();
  await keepPicture(page, 'import-mail');
  await page.getByRole('button', { name: /Import the attachment “Gebühren 2031.csv” instead/ }).click();
  await line('Class,Old,New').waitFor();
  await page.keyboard.press('Escape');
});

test('a page is fetched by its address, from this machine only when that is allowed', async () => {
  const { page } = app;
  const { port } = server.address() as AddressInfo;
  await page.getByRole('button', { name: 'From the web…' }).first().click();
  await page.getByRole('textbox', { name: 'Address' }).fill(`http://127.0.0.1:${port}/deich`);
  await page.keyboard.press('Enter');
  await page.getByText('in a private network, where Briefmark fetches nothing unasked').waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'import-address');
  await page.getByRole('button', { name: 'Allow 127.0.0.1 this once' }).click();
  await line('Der Deich von Ösum').getByText('Title').waitFor();
  await page.getByText('The page came without encryption').waitFor();
  await page.getByRole('button', { name: 'German' }).click();
  await page.getByRole('menuitemradio', { name: 'From right to left' }).click();
  await page.getByRole('button', { name: 'German, right to left' }).click();
  await page.getByRole('menuitemradio', { name: 'Dutch' }).click();
  expect(await article().locator('article').getAttribute('lang')).toBe('nl');
  await page.keyboard.press('Control+Enter');
  await page.locator('.ProseMirror[lang="nl"], [lang="nl"] .ProseMirror').first().waitFor();
  expect(await page.locator('.ProseMirror').evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
});

test('pictures on the web come one by one, or all together, and none before that', async () => {
  const { page } = app;
  asked.splice(0);
  const { port } = server.address() as AddressInfo;
  await page.getByRole('button', { name: 'From the web…' }).first().click();
  await page.getByRole('textbox', { name: 'Address' }).fill(`http://127.0.0.1:${port}/pictures`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Allow 127.0.0.1 this once' }).click();
  await page.getByText(`3 pictures are on the web, at 127.0.0.1:${port}. Nothing was fetched`).waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'import-remote-pictures');
  expect(asked.filter((path) => path.endsWith('.png'))).toEqual([]);

  await line('The gate at Holm').waitFor();
  await page.keyboard.press('Home');
  while ((await line('The quay').getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('f');
  await article().locator('img[alt="The quay"]').waitFor();
  await page.getByText('2 pictures are on the web').waitFor();
  expect(asked.filter((path) => path.endsWith('.png'))).toEqual(['/quay.png']);

  await page.keyboard.press('Home');
  await page.keyboard.press('s');
  await page.getByText('1 changed by you').waitFor();
  await page.getByRole('button', { name: 'Fetch all 2' }).click();
  await article().locator('img[alt="The gate"]').waitFor();
  await page.getByText('on the web, at').waitFor({ state: 'hidden' });
  // What was changed before is still changed.
  await page.getByText('1 changed by you').waitFor();
  expect(asked.filter((path) => path.endsWith('.png')).sort()).toEqual(['/gate.png', '/lock.png', '/quay.png']);
  await keepPicture(page, 'import-fetched-pictures');
  await page.keyboard.press('t');
  await page.keyboard.press('Control+Enter');
  // Those further down are drawn when they come into view.
  await page.locator('.ProseMirror figure img').first().waitFor();
  await page.locator('.ProseMirror figure').nth(2).waitFor({ state: 'attached' });
});

test('an import of many files is stopped, and says what became of each', async () => {
  const { page } = app;
  const files = Array.from({ length: 40 }, (_, at) => ({
    name: `report-${at}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(`Report number ${at}\n\n${TEXT.replaceAll('four', String(at))}\n`),
  }));
  await page.locator('input[type="file"]').first().setInputFiles(files);
  const dialog = page.getByRole('dialog', { name: /Importing|What became of the files/ });
  await dialog.getByText(/Importing: [1-9]\d* of 40 files/).waitFor();
  await dialog.getByRole('button', { name: 'Stop after this file' }).click();
  const account = await dialog.getByText(/files? imported.*not begun/).textContent();
  const [imported = 0, stopped = 0] = (account?.match(/\d+/g) ?? []).map(Number);
  expect(imported).toBeGreaterThan(0);
  expect(stopped).toBeGreaterThan(0);
  expect(imported + stopped).toBe(40);
  await dialog.getByText('Not imported, since you stopped').first().waitFor();
  await keepPicture(page, 'import-many-stopped');
});
