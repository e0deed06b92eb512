import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';
import { type AppWindow, beSomebody, expectAccessible, keepPicture, openWindow } from '../support/window.ts';

const PASSPHRASE = 'four brown herons waiting';

let browser: Browser;
let shell: BrowserShell;
let app: AppWindow;
let identity: Buffer;

beforeAll(async () => {
  [browser, shell] = await Promise.all([startChromium(), startBrowserShell()]);
  app = await openWindow(browser, shell.address);
});

afterAll(async () => {
  await browser?.close();
  await shell?.stop();
});

test('the first start asks for a name, and proposes initials for it', async () => {
  const { page } = app;
  await page.getByRole('heading', { name: 'Welcome to Briefmark' }).waitFor();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Give a name, so that others know who wrote.').waitFor();
  await page.getByLabel('Your name').fill('Ann van der Okoro');
  expect(await page.getByLabel('Initials').inputValue()).toBe('AO');
  await expectAccessible(page);
  await keepPicture(page, 'welcome');
});

test('initials that were changed by hand stay, and the keyboard chooses the colour', async () => {
  const { page } = app;
  await page.getByLabel('Initials').fill('AvO');
  await page.getByLabel('Your name').fill('Ann Okoro');
  expect(await page.getByLabel('Initials').inputValue()).toBe('AvO');
  await page.getByRole('radio', { name: 'Violet' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('radio', { name: 'Teal' }).isChecked()).toBe(true);
  await page.keyboard.press('Tab');
  await page.getByLabel('Your name').press('Enter');
  await page.getByRole('button', { name: 'AvO, Ann Okoro: profile and settings' }).waitFor();
});

test('name and colour can be changed later', async () => {
  const { page } = app;
  await page.getByRole('button', { name: /profile and settings/ }).click();
  await page.getByRole('menuitem', { name: 'Name and colour…' }).click();
  await page.getByLabel('Initials').fill('AO');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'AO, Ann Okoro: profile and settings' }).waitFor();
});

test('the look can be chosen, and lasts over a reload', async () => {
  const { page } = app;
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.getByRole('button', { name: /profile and settings/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  expect(await scheme()).toBe('dark');
  await page.reload();
  await page.getByRole('button', { name: /profile and settings/ }).click();
  expect(await scheme()).toBe('dark');
  await expectAccessible(page);
  await page.getByRole('menuitemradio', { name: 'As the system' }).click();
  expect(await scheme()).toBe('light dark');
});

test('the identity is saved under a passphrase that was typed twice', async () => {
  const { page } = app;
  await page.getByRole('button', { name: /profile and settings/ }).click();
  await page.getByRole('menuitem', { name: 'Work on another computer…' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Save identity file' }).click();
  await page.getByText('Take at least 8 characters').waitFor();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByText('Strong').waitFor();
  await page.getByLabel('The passphrase again').fill('four brown herons');
  await page.getByRole('button', { name: 'Save identity file' }).click();
  await page.getByText('The two passphrases differ.').waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'identity-export');
  await page.getByLabel('The passphrase again').fill(PASSPHRASE);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save identity file' }).click();
  const download = await downloading;
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  identity = Buffer.concat(parts);
  expect(download.suggestedFilename()).toMatch(/\.[a-z-]+$/);
  expect(identity.includes('PRIVATE KEY')).toBe(false);
});

test('the identity file makes another computer speak for the same person', async () => {
  const other = await startBrowserShell();
  try {
    const { page, complaints } = await openWindow(browser, other.address);
    await page.getByRole('button', { name: 'I use Briefmark on another computer' }).click();
    await page.getByRole('button', { name: 'Use the file' }).click();
    await page.getByText('Choose the identity file first.').waitFor();
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'ann.briefmark-identity', mimeType: 'application/octet-stream', buffer: identity });
    await page.getByLabel('Passphrase').fill('four white herons');
    await page.getByRole('button', { name: 'Use the file' }).click();
    await page
      .getByRole('alert')
      .getByText(/passphrase/i)
      .waitFor();
    await expectAccessible(page);
    await page.getByLabel('Passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Use the file' }).click();
    await page.getByRole('button', { name: 'AO, Ann Okoro: profile and settings' }).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await other.stop();
  }
});

test('that the services have stopped is said plainly, and what is on the screen stays', async () => {
  const stopping = await startBrowserShell();
  const { page } = await openWindow(browser, stopping.address);
  await beSomebody(page);
  await page.getByRole('heading', { name: 'Your library is empty' }).waitFor();
  await stopping.stop();
  await page.getByRole('alert').getByText('Briefmark has stopped').waitFor();
  await page.getByRole('heading', { name: 'Your library is empty' }).waitFor();
  await expectAccessible(page);
  await keepPicture(page, 'services-stopped');
});

test('the page had nothing to complain about', () => {
  expect(app.complaints).toEqual([]);
});
