import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { libraryFolder } from '../../app/services/home.ts';
import { PNG_SIGNATURE } from '../../app/services/images/png.ts';
import { Library } from '../../app/services/library/library.ts';
import { packageOf } from '../../app/services/library/packages.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { startBrowserShell } from '../e2e/support/browser-shell.ts';
import { sandboxArguments } from '../e2e/support/built-app.ts';
import { beSomebody } from '../e2e/support/window.ts';
import { type Bench, quantile, type Report } from './support/bench.ts';
import { keptBrief } from './support/kept-brief.ts';
import { mainThread } from './support/watch-page.ts';

/** Three entries an annotation: 50,000 in all, with those of five people. */
const LONG_HISTORY = { words: 50_000, annotations: 16_665 };
const OPENINGS = 5;
const SCROLLED = 120;
/** Frames come as soon as they are ready, or every time would be a multiple of the screen's 16.7 ms. */
const FRAMES = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

export default {
  name: 'Looking back',
  about: 'Chromium and the browser shell; a history of 50,000 entries, a package of 50 MB',
  needs: ['chromium'],
  async run(report: Report) {
    const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-looking-back-'));
    const stops: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true })];
    try {
      const { brief } = await keptBrief(LONG_HISTORY, libraryFolder(home));
      const { file, bytes } = await largePackage(home);
      const shell = await startBrowserShell({ home });
      stops.push(() => shell.stop());
      const executablePath = process.env.BRIEFMARK_CHROMIUM as string;
      const browser = await chromium.launch({ executablePath, args: [...sandboxArguments, ...FRAMES] });
      stops.push(() => browser.close());
      const page = await openApp(browser, shell.address);
      await openingPackage(report, page, file, bytes);
      await timeline(report, page, brief);
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
} satisfies Bench;

async function openApp(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await beSomebody(page);
  return page;
}

/** Opens the timeline of a long history, and scrolls through it. */
async function timeline(report: Report, page: Page, brief: BriefId): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/brief/${id}`;
  }, brief);
  await page.locator('.article p').first().waitFor();
  // What opening the brief takes has figures of its own.
  await page.locator('.brief-list:not([aria-busy="true"])').waitFor();
  await page.waitForTimeout(3_000);
  const opened: number[] = [];
  const whole: number[] = [];
  for (let i = 0; i <= OPENINGS; i++) {
    await page.getByRole('button', { name: 'More for this brief' }).click();
    const took = await page.getByRole('menuitem', { name: 'Timeline…' }).evaluate(async (item) => {
      const start = performance.now();
      (item as HTMLElement).click();
      const until = (found: () => boolean) =>
        new Promise<number>((resolve) => {
          const look = () => (found() ? resolve(performance.now() - start) : requestAnimationFrame(look));
          look();
        });
      const first = await until(() => document.querySelector('.virtual-list-row') !== null);
      const all = await until(
        () => document.querySelector('.timeline-count')?.textContent?.startsWith('50,000') === true,
      );
      return { first, all };
    });
    if (i > 0) {
      opened.push(took.first);
      whole.push(took.all);
    }
    if (i < OPENINGS) await page.keyboard.press('Escape');
    if (i < OPENINGS) await page.locator('.dialog').waitFor({ state: 'detached' });
  }
  report({
    what: 'timeline of 50,000 entries: first moments on screen',
    value: quantile(opened, 0.5),
    unit: 'ms',
    atMost: 1_000,
  });
  report({ what: 'the same, with what happened to the article', value: quantile(whole, 0.5), unit: 'ms' });
  const busy = await mainThread(page);
  const before = await busy();
  const frames = await page.locator('.virtual-list').evaluate(async (list, times) => {
    const took: number[] = [];
    for (let i = 0; i < times; i++) {
      // By a page, and now and then somewhere else altogether, as when the bar is dragged.
      list.scrollTop =
        i % 10 === 9 ? (list.scrollHeight * ((i * 7) % times)) / times : list.scrollTop + list.clientHeight;
      const start = performance.now();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      took.push((performance.now() - start) / 2);
    }
    return took;
  }, SCROLLED);
  const each = ((await busy()) - before) / SCROLLED;
  report({ what: 'a step of scrolling: processor time of the page’s thread', value: each, unit: 'ms', atMost: 16 });
  report({ what: `a frame while it scrolls: middle of ${SCROLLED}`, value: quantile(frames, 0.5), unit: 'ms' });
  report({ what: 'a frame while it scrolls: p95', value: quantile(frames, 0.95), unit: 'ms', atMost: 16 });
  const typed: number[] = [];
  for (const letter of 'harbour') {
    typed.push(
      await page.getByLabel('Search in what happened').evaluate(async (field, key) => {
        const start = performance.now();
        const input = field as HTMLInputElement;
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, input.value + key);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return performance.now() - start;
      }, letter),
    );
  }
  report({ what: 'a letter typed into its search: middle', value: quantile(typed, 0.5), unit: 'ms' });
}

/** A brief of 500 annotations with pictures and a scanned original, 50 MB in all. */
async function largePackage(home: string): Promise<{ file: string; bytes: number }> {
  const folder = join(home, 'elsewhere');
  const { brief } = await keptBrief({ words: 50_000, annotations: 500 }, folder);
  const library = new Library(folder);
  await library.with(brief, async ({ images }) => {
    for (let i = 0; i < 9; i++) await images.put(picture(4 * 1024 * 1024 + i));
  });
  await mkdir(join(folder, brief, 'original'));
  await writeFile(join(folder, brief, 'original', 'scanned.bin'), randomBytes(12 * 1024 * 1024));
  const { bytes } = await packageOf(library, brief);
  await library.closeAll();
  const file = join(home, 'large.brief');
  await writeFile(file, bytes);
  return { file, bytes: bytes.length };
}

/** A PNG: what isn't its head is noise that no zip makes smaller. */
function picture(size: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(2_000, 0);
  head.writeUInt32BE(1_500, 4);
  head.set([8, 2], 8);
  const parts = [chunk('IHDR', head), chunk('IDAT', randomBytes(size)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([PNG_SIGNATURE, ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

async function openingPackage(report: Report, page: Page, file: string, bytes: number): Promise<void> {
  const took: number[] = [];
  const shown: number[] = [];
  for (let i = 0; i < 4; i++) {
    const progress = page.locator('.offline-progress').waitFor({ state: 'attached' });
    const input = page.locator('input[type="file"]').first();
    // The same file again is no change; a person's click empties the field first.
    await input.setInputFiles([]);
    const start = performance.now();
    await input.setInputFiles(file);
    await progress;
    const first = performance.now() - start;
    await page.getByRole('button', { name: 'Add to library' }).waitFor();
    if (i > 0) shown.push(first);
    if (i > 0) took.push(performance.now() - start);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.dialog').waitFor({ state: 'detached' });
  }
  report({ what: 'megabytes of the package', value: bytes / 1e6, unit: 'MB' });
  report({ what: 'opening it: its progress on screen', value: quantile(shown, 0.5), unit: 'ms' });
  report({ what: 'opening it: who wrote what on screen', value: quantile(took, 0.5), unit: 'ms', atMost: 1_500 });
}
