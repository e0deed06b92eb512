import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';
import { type AppWindow, beSomebody, keepPicture, openWindow } from '../support/window.ts';

const DOCUMENTS = join(import.meta.dirname, '../../fixtures/documents');

let browser: Browser;
let shell: BrowserShell;
let app: AppWindow;
let folder: string;

beforeAll(async () => {
  [browser, shell, folder] = await Promise.all([
    startChromium(),
    startBrowserShell(),
    mkdtemp(join(tmpdir(), 'briefmark-documents-')),
  ]);
  app = await openWindow(browser, shell.address);
  await beSomebody(app.page);
});

afterAll(async () => {
  await browser?.close();
  await shell?.stop();
  await rm(folder, { recursive: true, force: true });
});

const blocks = () => app.page.getByRole('listbox', { name: 'Blocks' }).getByRole('option');
const line = (start: string) => blocks().filter({ hasText: start });

beforeEach(async () => {
  const { page } = app;
  await page.evaluate(() => {
    location.hash = '#/library';
  });
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
});

async function choose(path: string): Promise<void> {
  const chooser = app.page.waitForEvent('filechooser');
  await app.page.getByRole('button', { name: 'Import…' }).first().click();
  await (await chooser).setFiles(path);
}

test('a PDF of two columns becomes one article, with its table and its picture', async () => {
  const { page } = app;
  await choose(join(DOCUMENTS, 'set-aside/levee-chromium.pdf'));
  await line('Who pays for the levee').getByText('Title').waitFor();
  await line('Proceedings of the River Commission').first().getByText('Left out').waitFor();
  await page.getByText('everything accounted for').waitFor();
  await keepPicture(page, 'import-pdf-columns');
  await page.keyboard.press('Control+Enter');
  await page.locator('.ProseMirror h2', { hasText: 'The reserve' }).waitFor();
  await page.locator('.ProseMirror figure img').waitFor();
  expect(await page.locator('.ProseMirror table tr').count()).toBe(5);
  await keepPicture(page, 'brief-of-pdf-columns');
  await page.locator('.ProseMirror table').scrollIntoViewIfNeeded();
  await keepPicture(page, 'brief-of-pdf-table');
});

test('a commented Word document brings its threads', async () => {
  const { page } = app;
  await choose(join(DOCUMENTS, 'tuned/keller-soffice.docx'));
  await line('Das Archiv im Keller').getByText('Title').waitFor();
  await page.getByText('everything accounted for').waitFor();
  await keepPicture(page, 'import-word-comments');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Stimmt die Zahl?').first().waitFor();
  await page.locator('.ProseMirror mark', { hasText: 'vierhundert laufende Meter' }).first().click();
  await page.getByText('Laut Übergabeprotokoll ja.').first().waitFor();
  await keepPicture(page, 'brief-of-word-comments');
});

test('an Arabic PDF is read from the right', async () => {
  const { page } = app;
  await choose(join(DOCUMENTS, 'tuned/suq-chromium.pdf'));
  await blocks().first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.ProseMirror[dir="rtl"], [dir="rtl"] .ProseMirror').first().waitFor();
  await keepPicture(page, 'brief-of-arabic-pdf');
});

test('a scan is refused with what to do', async () => {
  const doc = await PDFDocument.create();
  doc.addPage([420, 595]).drawRectangle({ x: 40, y: 40, width: 300, height: 500, color: rgb(0.9, 0.9, 0.8) });
  const path = join(folder, 'scan.pdf');
  await writeFile(path, await doc.save());
  await choose(path);
  await app.page
    .getByText(/holds no text/u)
    .first()
    .waitFor();
  await keepPicture(app.page, 'import-scan');
});
