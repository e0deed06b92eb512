import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startChromium } from './browser-shell.ts';
import { type OpenedBrief, openSample } from './open-brief.ts';

/** The sample brief that the tests of a file share, as in life: each takes words of its own. */
export let brief: OpenedBrief;
/** The window that shows it. */
export let page: Page;

/** Opens the sample brief in the browser shell before the first test of a file, and ends all of it after the last. */
export function openSampleForFile(options?: Parameters<typeof openSample>[1]): void {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await startChromium();
    brief = await openSample(browser, options);
    page = brief.page;
  });
  afterAll(async () => {
    await brief?.close();
    await browser?.close();
  });
}
