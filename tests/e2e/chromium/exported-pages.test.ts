import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeExport } from '../../../app/services/exporting/make-export.ts';
import { exportChoicesSchema } from '../../../shared/exporting/options.ts';
import { EXPORTED_AT, fortyThreads } from '../../fixtures/forty-threads.ts';
import { startChromium } from '../support/browser-shell.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await startChromium();
  folder = await mkdtemp(join(tmpdir(), 'briefmark-pages-'));
  const { brief } = fortyThreads();
  for (const to of ['html', 'digest'] as const) {
    const options = { ...exportChoicesSchema.parse({ format: { to }, timeZone: 'Europe/Vienna' }), now: EXPORTED_AT };
    await writeFile(join(folder, `${to}.html`), (await makeExport(brief, options)).bytes);
  }
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function opened(
  name: string,
  colorScheme: 'light' | 'dark',
): Promise<{ page: Page; requests: string[]; complaints: string[] }> {
  const context = await browser.newContext({ offline: true, colorScheme, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  return { page, requests, complaints };
}

describe.each(['html', 'digest'])('an exported page (%s), with the network off', (name) => {
  test.each(['light', 'dark'] as const)('asks for nothing and is accessible, %s', async (colorScheme) => {
    const { page, requests, complaints } = await opened(name, colorScheme);
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    expect(await page.locator('article.thread').count()).toBe(40);
    await keepPicture(page, `exported-${name}-${colorScheme}`);
    await expectAccessible(page);
    await page.context().close();
  });
});

test('by keyboard, a thread comes right after the block that it is about, and leads back to its words', async () => {
  const { page } = await opened('html', 'light');
  const order = await page.evaluate(() => {
    const blocks = [...document.querySelectorAll('.article > *')];
    return blocks.flatMap((block, i) =>
      [...block.querySelectorAll('article.thread .back')].map((back) => {
        const place = document.querySelector(back.getAttribute('href') ?? '');
        const near = blocks.slice(0, i).findLastIndex((each) => each.className === 'text');
        return {
          number: back.getAttribute('href'),
          before: place ? place.compareDocumentPosition(back) & 4 : 0,
          near: near === i - 1,
        };
      }),
    );
  });
  expect(order.length).toBeGreaterThan(30);
  expect(order.every(({ near }) => near)).toBe(true);
  await page.locator('#t12 .back').focus();
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#p12');
  await page.locator('#p12').click();
  expect(new URL(page.url()).hash).toBe('#t12');
  await page.context().close();
});

test('on a narrow window and on paper nothing runs off the side', async () => {
  const { page } = await opened('html', 'light');
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 800, height: 1100 });
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(800);
  await keepPicture(page, 'exported-html-print');
  await page.context().close();
});
