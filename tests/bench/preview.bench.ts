import { chromium } from 'playwright-core';
import { startBrowserShell } from '../e2e/support/browser-shell.ts';
import { sandboxArguments } from '../e2e/support/built-app.ts';
import { beSomebody, chooseText } from '../e2e/support/window.ts';
import { type Bench, quantile, type Report } from './support/bench.ts';
import { recordWork } from './support/page-work.ts';
import { responseTo, watchPage } from './support/watch-page.ts';

const BLOCKS = 1_000;
const SENTENCE = 'says that the office has counted the boats of the quay, and that nobody had thought of so many.';
const KEYS = 'hpqpxxhpqpxx';

export default {
  name: 'The import preview',
  about: `Chromium and the browser shell; a text of ${BLOCKS} paragraphs, each key on the next one`,
  needs: ['chromium'],
  async run(report: Report) {
    const shell = await startBrowserShell();
    const executablePath = process.env.BRIEFMARK_CHROMIUM as string;
    const browser = await chromium.launch({ executablePath, args: sandboxArguments });
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
      const page = await context.newPage();
      await watchPage(page);
      await page.goto(shell.address);
      await beSomebody(page);
      const text = Array.from({ length: BLOCKS }, (_, at) => `Paragraph ${at} ${SENTENCE}`).join('\n\n');
      await chooseText(page, 'boats.txt', text);
      await page.getByRole('listbox', { name: 'Blocks' }).focus();
      const costs = await recordWork(page);
      for (const key of KEYS) {
        await responseTo(page, 'keydown', () => page.keyboard.press('ArrowDown'));
        await responseTo(page, 'keydown', () => page.keyboard.press(key));
      }
      const work = (await costs()).map((cost) => cost.work);
      report({ what: 'a key: work, middle', value: quantile(work, 0.5), unit: 'ms' });
      report({ what: 'a key: work, p95', value: quantile(work, 0.95), unit: 'ms', atMost: 16 });
    } finally {
      await browser.close();
      await shell.stop();
    }
  },
} satisfies Bench;
