import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startChromium } from './browser-shell.ts';
import { startDesktop } from './desktop.ts';
import { beginWithSample, complaintsOf, type OpenedSample, openSample } from './open-brief.ts';

/** Which shell a file is tried in: those of tests/e2e/both are, once in each. */
const shell = process.env.BRIEFMARK_TEST_SHELL === 'desktop' ? 'desktop' : 'browser';

/** The sample brief that the tests of a file share, as in life: each takes words of its own. */
export let brief: OpenedSample;
/** The window that shows it. */
export let page: Page;

/** Opens the sample brief before the first test of a file, and ends all of it after the last. */
export function openSampleForFile(options?: Parameters<typeof openSample>[1]): void {
  let end = async () => {};
  beforeAll(async () => {
    if (shell === 'desktop') {
      const desktop = await startDesktop({ ...options, args: ['--lang=en-GB', '--force-prefers-reduced-motion'] });
      end = () => desktop.quit();
      brief = { page: desktop.page, complaints: complaintsOf(desktop.page) };
      await desktop.page.setViewportSize({ width: 1280, height: 800 });
      await beginWithSample(desktop.page);
    } else {
      const browser = await startChromium();
      end = () => browser.close();
      const opened = await openSample(browser, options);
      end = async () => {
        await opened.close();
        await browser.close();
      };
      brief = opened;
    }
    page = brief.page;
  });
  afterAll(() => end());
}
