import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import * as Y from 'yjs';
import { takeIn } from '../../app/services/brief/incoming.ts';
import { libraryFolder } from '../../app/services/home.ts';
import { StoredBrief } from '../../app/services/library/stored-brief.ts';
import { BODY } from '../../shared/article/shared-article.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { startBrowserShell } from '../e2e/support/browser-shell.ts';
import { sandboxArguments } from '../e2e/support/built-app.ts';
import { beSomebody } from '../e2e/support/window.ts';
import { FULL } from '../support/large-brief.ts';
import { type Bench, quantile, type Report, timed } from './support/bench.ts';
import { keptBrief } from './support/kept-brief.ts';
import { recordWork } from './support/page-work.ts';
import { longTasks, mainThread, responseTo, watchPage } from './support/watch-page.ts';

/** Frames come as soon as they are ready, or every time would be a multiple of the screen's 16.7 ms. */
const FRAMES = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
const LETTERS = 80;
/** As somebody types who is quick. */
const BETWEEN_MS = 90;

export default {
  name: 'Editing the article',
  about: '50,000 words, 5,000 annotations, 10,000 comments',
  needs: ['chromium'],
  parts: ['services', 'page'],
  async run(report: Report, part: string) {
    const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-editing-'));
    try {
      const { folder, brief } = await keptBrief(FULL, libraryFolder(home));
      if (part === 'services') await services(report, join(folder, brief), brief);
      else await page(report, home, brief);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
} satisfies Bench;

/** What a letter costs the services: tried, applied, read, and 5,000 anchors followed. */
async function services(report: Report, folder: string, id: BriefId): Promise<void> {
  const { brief } = await StoredBrief.open(folder, id);
  const editor = new Y.Doc();
  Y.applyUpdate(editor, Y.encodeStateAsUpdate(brief.text));
  const text = (block: number) => (editor.getXmlFragment(BODY).get(block) as Y.XmlElement).get(0) as Y.XmlText;
  const took: number[] = [];
  let told = 0;
  for (let letter = 0; letter <= LETTERS; letter++) {
    let update = new Uint8Array();
    editor.once('update', (made: Uint8Array) => {
      update = Uint8Array.from(made);
    });
    text(3).insert(letter, 'x');
    const spent = await timed(() => {
      told = takeIn(brief, { text: update }, brief.founder, Date.now()).annotations.size;
    });
    if (letter === 0) report({ what: 'the first letter, which makes the standing copy', value: spent, unit: 'ms' });
    else took.push(spent);
  }
  report({ what: 'a letter: middle', value: quantile(took, 0.5), unit: 'ms' });
  report({
    what: 'a letter, with 5,000 anchors resolved anew: p95',
    value: quantile(took, 0.95),
    unit: 'ms',
    atMost: 100,
  });
  report({ what: 'annotations that the window is told of, of 5,000', value: told, unit: '' });
}

async function page(report: Report, home: string, brief: BriefId): Promise<void> {
  const shell = await startBrowserShell({ home });
  const executablePath = process.env.BRIEFMARK_CHROMIUM as string;
  const browser = await chromium.launch({ executablePath, args: [...sandboxArguments, ...FRAMES] });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    const first = await context.newPage();
    await prepare(first);
    await first.goto(shell.address);
    await beSomebody(first);
    await show(first, brief);
    const colleague = await context.newPage();
    await prepare(colleague);
    await colleague.goto(shell.origin);
    await show(colleague, brief);

    await edit(colleague, 40);
    await typing(report, first, colleague, 'a colleague’s letter, read mode');
    await edit(first, 5);
    await typing(report, first, colleague, 'a colleague’s letter, edit mode');
    // A colleague sits at another computer; and with two pages and no frame rate the browser turns one processor in vain.
    await colleague.close();
    await own(report, first);
  } finally {
    await browser.close();
    await shell.stop();
  }
}

async function prepare(page_: Page): Promise<void> {
  page_.setDefaultTimeout(30_000);
  await watchPage(page_);
  await page_.addInitScript(() => {
    const shown: number[] = [];
    Object.assign(globalThis, { shown });
    const Plain = WebSocket;
    class Watched extends Plain {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        // Heard before the app hears of it, so that what the app does is part of it.
        this.addEventListener('message', ({ data, timeStamp }) => {
          if (typeof data !== 'string' || !data.includes('"brief.changed"') || !data.includes('"article"')) return;
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => shown.push(performance.now() - timeStamp);
            port2.postMessage(0);
          });
        });
      }
    }
    globalThis.WebSocket = Watched;
  });
}

async function show(page_: Page, brief: BriefId): Promise<void> {
  await page_.evaluate((id) => {
    location.hash = `#/brief/${id}`;
  }, brief);
  await page_.locator('.article mark').first().waitFor();
  await page_.waitForTimeout(2_000);
}

/** Begins to edit, with the caret in one of the article's blocks. */
async function edit(page_: Page, block: number): Promise<void> {
  await page_.getByRole('button', { name: 'Edit', exact: true }).click();
  await page_.locator('.edit-bar').waitFor();
  await page_
    .locator('.article > p')
    .nth(block)
    .click({ position: { x: 60, y: 10 } });
  await page_.waitForTimeout(1_000);
}

async function typing(report: Report, reader: Page, writer: Page, what: string): Promise<void> {
  await reader.evaluate('shown.length = 0');
  await longTasks(reader);
  const busy = await mainThread(reader);
  const before = await busy();
  for (let i = 0; i < LETTERS; i++) {
    await writer.keyboard.press('x');
    await writer.waitForTimeout(BETWEEN_MS);
  }
  await reader.waitForTimeout(1_500);
  const each = ((await busy()) - before) / LETTERS;
  const shown = (await reader.evaluate('shown')) as number[];
  report({ what: `${what}: letters that came`, value: shown.length, unit: '' });
  report({ what: `${what}: processor time of the page’s thread, each`, value: each, unit: 'ms' });
  report({ what: `${what}: middle`, value: quantile(shown, 0.5), unit: 'ms' });
  report({ what: `${what}: p95`, value: quantile(shown, 0.95), unit: 'ms', atMost: 16 });
  report({ what: `${what}: longest task`, value: Math.max(0, ...(await longTasks(reader))), unit: 'ms' });
}

async function own(report: Report, page_: Page): Promise<void> {
  await longTasks(page_);
  const busy = await mainThread(page_);
  const before = await busy();
  const took: number[] = [];
  const costs = await recordWork(page_);
  for (let i = 0; i < LETTERS; i++) {
    took.push(await responseTo(page_, 'keydown', () => page_.keyboard.press('y')));
    await page_.waitForTimeout(BETWEEN_MS);
  }
  const work = (await costs()).map((cost) => cost.work);
  const each = ((await busy()) - before) / LETTERS;
  report({ what: 'an own letter: processor time of the page’s thread, each', value: each, unit: 'ms' });
  // What a letter costs whether or not the machine is busy, and whenever the next frame comes.
  report({ what: 'an own letter: work until its frame, middle', value: quantile(work, 0.5), unit: 'ms' });
  report({ what: 'an own letter: work until its frame, p95', value: quantile(work, 0.95), unit: 'ms', atMost: 16 });
  report({ what: 'an own letter: middle', value: quantile(took, 0.5), unit: 'ms' });
  report({ what: 'an own letter: p95', value: quantile(took, 0.95), unit: 'ms', atMost: 16 });
  report({ what: 'while typing: longest task', value: Math.max(0, ...(await longTasks(page_))), unit: 'ms' });
  await page_.waitForTimeout(1_500);
  report({ what: 'when typing pauses: longest task', value: Math.max(0, ...(await longTasks(page_))), unit: 'ms' });
}
