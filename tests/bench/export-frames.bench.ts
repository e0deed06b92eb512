import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { libraryFolder } from '../../app/services/home.ts';
import type { ExportFormat } from '../../shared/exporting/options.ts';
import { startBrowserShell } from '../e2e/support/browser-shell.ts';
import { sandboxArguments } from '../e2e/support/built-app.ts';
import { beSomebody } from '../e2e/support/window.ts';
import { FULL } from '../support/large-brief.ts';
import { type Bench, type Report, timed } from './support/bench.ts';
import { keptBrief } from './support/kept-brief.ts';

/** Each made another way: in Word's zip, in a browser of its own, as one large text, and as rows. */
const FORMATS: Partial<Record<ExportFormat, string>> = {
  docx: 'Word',
  pdf: 'PDF',
  html: 'Web page',
  xlsx: 'Excel',
};

/** More than a frame of 60 a second, and less than what a person sees as a stutter. */
const MOST_MS = 50;

export default {
  name: 'The screen during an export',
  about: 'Chromium and the browser shell; 50,000 words, 5,000 annotations, 10,000 comments, from the dialog',
  needs: ['chromium'],
  async run(report: Report) {
    const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-frames-'));
    const stops: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true })];
    try {
      const { brief } = await keptBrief(FULL, libraryFolder(home));
      const shell = await startBrowserShell({ home });
      stops.push(() => shell.stop());
      const executablePath = process.env.BRIEFMARK_CHROMIUM as string;
      const browser = await chromium.launch({ executablePath, args: sandboxArguments });
      stops.push(() => browser.close());
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
      page.setDefaultTimeout(120_000);
      await page.goto(shell.address);
      await beSomebody(page);
      await page.evaluate((id) => {
        location.hash = `#/brief/${id}`;
      }, brief);
      await page.locator('.article mark').first().waitFor();
      const idle = await framesDuring(page, () => page.waitForTimeout(3_000));
      report({ what: 'longest frame of three seconds in which nothing is done', value: idle, unit: 'ms' });
      for (const to of Object.keys(FORMATS) as ExportFormat[]) await exporting(report, page, to);
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
} satisfies Bench;

async function exporting(report: Report, page: Page, to: ExportFormat): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Export the brief' });
  await page.getByRole('button', { name: 'Export…' }).click();
  await dialog.getByText(FORMATS[to] as string, { exact: true }).click();
  await dialog.getByText(/Preview of /).waitFor();
  await dialog.getByRole('button', { name: 'Export', exact: true }).focus();
  await page.waitForTimeout(1_000);
  let took = 0;
  let longest = 0;
  const tasks = await tasksDuring(page, async () => {
    longest = await framesDuring(page, async () => {
      took = await timed(async () => {
        await page.keyboard.press('Enter');
        await appears(page, '.export-receipt');
      });
      await page.waitForTimeout(500);
    });
  });
  const task = Math.max(...tasks);
  report({ what: `${to}: from the button to the account`, value: took / 1000, unit: 's' });
  report({ what: `${to}: longest task of the page’s thread, its own time`, value: task, unit: 'ms', atMost: MOST_MS });
  report({ what: `${to}: longest frame by the clock`, value: longest, unit: 'ms', atMost: MOST_MS });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time of the thread, in microseconds. */
  tdur?: number;
  args: { name?: string };
}

/** What each task of a page's main thread took of the processor, in milliseconds: a busy machine doesn't add to it. */
async function tasksDuring(page: Page, work: () => Promise<unknown>): Promise<number[]> {
  const browser = page.context().browser() as Browser;
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && main.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('The browser told of no task.');
  return tasks.map(({ tdur = 0 }) => tdur / 1000);
}

/** Waits within the page: a locator looks through all of it again and again, and would be what is measured. */
function appears(page: Page, selector: string): Promise<void> {
  return page.evaluate(
    (what) =>
      new Promise<void>((resolve) => {
        const seen = new MutationObserver(() => {
          if (!document.querySelector(what)) return;
          seen.disconnect();
          resolve();
        });
        seen.observe(document.body, { childList: true, subtree: true });
      }),
    selector,
  );
}

/** The longest time between two frames of a page while something is done. */
async function framesDuring(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    framesSeen = { longest: 0, running: true };
    let last = performance.now();
    const next = () => {
      const now = performance.now();
      framesSeen.longest = Math.max(framesSeen.longest, now - last);
      last = now;
      if (framesSeen.running) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await work();
  return page.evaluate(() => {
    framesSeen.running = false;
    return framesSeen.longest;
  });
}

declare global {
  var framesSeen: { longest: number; running: boolean };
}
