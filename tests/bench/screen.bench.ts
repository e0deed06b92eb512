import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { libraryFolder } from '../../app/services/home.ts';
import { Library } from '../../app/services/library/library.ts';
import { StoredBrief } from '../../app/services/library/stored-brief.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { type BrowserShell, startBrowserShell } from '../e2e/support/browser-shell.ts';
import { appFolder, sandboxArguments } from '../e2e/support/built-app.ts';
import { beSomebody } from '../e2e/support/window.ts';
import { DESCRIBED, FULL, largeArticle } from '../support/large-brief.ts';
import { personCalled } from '../support/people.ts';
import { atRest } from './support/at-rest.ts';
import { type Bench, quantile, type Report } from './support/bench.ts';
import { bundleForPage } from './support/bundle-for-page.ts';
import { keptBrief } from './support/kept-brief.ts';
import { type ActionCost, recordWork } from './support/page-work.ts';
import { longTasks, mainThread, type PageWatch, responseTo, watchPage } from './support/watch-page.ts';

/** For opening: frames come as soon as they are ready, or every time would be a multiple of the screen's 16.7 ms. */
const FRAMES = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

const OPENINGS = 5;
const ACTIONS = 40;
const ANSWERS = 20;
/** What a person does is answered within one frame of a screen. */
const FRAME_MS = 16;

export default {
  name: 'The screen',
  about: 'Chromium and the browser shell; 50,000 words, 5,000 annotations, 10,000 comments against none',
  needs: ['chromium'],
  async run(report: Report) {
    const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-screen-'));
    const stops: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true })];
    try {
      const { brief } = await keptBrief(FULL, libraryFolder(home));
      const empty = await addEmpty(libraryFolder(home));
      const executablePath = process.env.BRIEFMARK_CHROMIUM as string;
      const unbound = await chromium.launch({ executablePath, args: [...sandboxArguments, ...FRAMES] });
      stops.push(() => unbound.close());
      await introduce(unbound, home);
      const first = await coldStart(report, unbound, home);
      await opening(report, first.page, first.shell.pid, { full: brief, empty });
      // What is open comes back with the next start.
      await closeAll(first.page);
      await first.page.close();
      await first.shell.stop();
      await plain(report, unbound, join(libraryFolder(home), brief), brief);

      // At the frames of a screen: moving cards and waiting for an answer would otherwise cost frames that nobody sees.
      const browser = await chromium.launch({ executablePath, args: sandboxArguments });
      stops.push(() => browser.close());
      await nothing(report, browser);
      const { shell, page } = await start(browser, home);
      stops.push(() => shell.stop());
      await session(report, page, brief);
      await memory(report, page, brief);
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
} satisfies Bench;

/** The same article as a brief about which nobody has said anything. */
function addEmpty(library: string): Promise<BriefId> {
  const article = { article: largeArticle(FULL.words), described: DESCRIBED, leftOut: [] };
  return new Library(library).addArticle(article, personCalled('Ben Ito'), Date.now());
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await watchPage(page);
  return page;
}

/** What a page with nothing on it takes for the frame after an event: no page does with less. */
async function nothing(report: Report, browser: Browser): Promise<void> {
  const page = await newPage(browser);
  await page.goto('data:text/html,<p>Nothing');
  const tell = async (what: string, act: (at: number) => Promise<unknown>) => {
    const costs = await recordWork(page);
    for (let at = 0; at < ACTIONS; at++) await act(at);
    const all = await costs();
    const p95 = (value: (cost: ActionCost) => number) => quantile(all.map(value), 0.95);
    report({ what: `an empty page, ${what}: work, p95`, value: p95(({ work }) => work), unit: 'ms' });
    report({ what: `an empty page, ${what}: to the frame, p95`, value: p95(({ toFrame }) => toFrame), unit: 'ms' });
  };
  await tell('a move of the mouse', (at) => responseTo(page, 'mousemove', () => page.mouse.move(10 + at, 10)));
  await tell('a key', () => responseTo(page, 'keydown', () => page.keyboard.press('a')));
  await page.close();
}

/** Gives the home a person, as the first start does. */
async function introduce(browser: Browser, home: string): Promise<void> {
  const shell = await startBrowserShell({ home });
  const page = await newPage(browser);
  await page.goto(shell.address);
  await beSomebody(page);
  await page.close();
  await shell.stop();
}

/** From the start of the program to a library that can be used; the browser runs already. */
async function coldStart(report: Report, browser: Browser, home: string): Promise<{ shell: BrowserShell; page: Page }> {
  const begun = performance.now();
  const started = await start(browser, home);
  const value = performance.now() - begun;
  report({ what: 'from a cold start to a library that can be used', value, unit: 'ms', atMost: 1_500 });
  return started;
}

async function start(browser: Browser, home: string): Promise<{ shell: BrowserShell; page: Page }> {
  const page = await newPage(browser);
  const shell = await startBrowserShell({ home });
  await page.goto(shell.address);
  await page.locator('.library-row').first().waitFor();
  return { shell, page };
}

/** Opens both briefs in turns, so that whatever else the machine does falls on both. */
async function opening(
  report: Report,
  page: Page,
  services: number,
  briefs: { full: BriefId; empty: BriefId },
): Promise<void> {
  const all = { full: [] as Opening[], empty: [] as Opening[] };
  for (let i = 0; i <= OPENINGS; i++) {
    for (const [name, brief] of Object.entries(briefs)) {
      await closeAll(page);
      // What services still do for the one before would be counted against this one.
      await atRest(services);
      await longTasks(page);
      const opened = await open(page, brief);
      if (i > 0) all[name as keyof typeof all].push(opened);
    }
  }
  const middle = (list: Opening[], value: (opening: Opening) => number) => quantile(list.map(value), 0.5);
  const text = ({ textAfter }: Opening) => textAfter;
  const drawn = ({ textAfter, answered }: Opening) => textAfter - answered;
  const ms = (what: string, value: number, atMost?: number) =>
    report({ what, value, unit: 'ms', ...(atMost === undefined ? {} : { atMost }) });
  ms('text on screen, from the choice in the library', middle(all.full, text));
  ms('the same with no annotation', middle(all.empty, text));
  const ratio = middle(all.full, text) / middle(all.empty, text);
  report({ what: 'text on screen against no annotation', value: ratio, unit: 'times', atMost: 1.5 });
  ms('of it, after the services answered', middle(all.full, drawn));
  ms('the same with no annotation, after the services answered', middle(all.empty, drawn));
  const missing = Math.max(...all.full.map(({ marksThen, marksInEnd }) => Math.abs(marksInEnd - marksThen)));
  report({ what: 'highlights on screen that the first frame lacks', value: missing, unit: '', atMost: 0 });
  ms(
    'all highlights drawn, after that frame',
    middle(all.full, ({ allMarksAfter }) => allMarksAfter),
    400,
  );
  ms('longest task while opening', Math.max(0, ...all.full.flatMap(({ tasks }) => tasks)));
}

type Opening = Omit<PageWatch, 'longTasks'> & { tasks: number[] };

async function open(page: Page, brief: BriefId): Promise<Opening> {
  await closeAll(page);
  const opened = await page.evaluate((id) => {
    const begin = () => {
      location.hash = `#/brief/${id}`;
    };
    return watching.appears(begin, '.article p');
  }, brief);
  return { ...opened, tasks: await longTasks(page) };
}

/** Closes the tabs of all briefs, which services then close too, and shows the library. */
async function closeAll(page: Page): Promise<void> {
  for (const open = page.locator('.brief'); (await open.count()) > 0; ) {
    await page.keyboard.press('Alt+w');
    await page.waitForTimeout(100);
  }
  await page.evaluate(() => {
    location.hash = '#/library';
  });
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
}

/** What a person does in a brief, step by step. */
async function session(report: Report, page: Page, brief: BriefId): Promise<void> {
  await open(page, brief);
  const ms = (what: string, value: number, atMost?: number) =>
    report({ what, value, unit: 'ms', ...(atMost === undefined ? {} : { atMost }) });
  const tasks: number[] = [];
  const busy = await mainThread(page);
  const step = async (what: string, times: number, act: (at: number) => Promise<unknown>, atMost?: number) => {
    const before = await busy();
    const costs = await recordWork(page);
    for (let at = 0; at < times; at++) await act(at);
    const all = await costs();
    const work = all.map((cost) => cost.work);
    const toFrame = all.map((cost) => cost.toFrame);
    ms(`${what}: work, middle of ${all.length}`, quantile(work, 0.5));
    ms(`${what}: work, p95`, quantile(work, 0.95), atMost);
    ms(`${what}: to the frame, middle`, quantile(toFrame, 0.5));
    ms(`${what}: to the frame, p95`, quantile(toFrame, 0.95));
    ms(`${what}: processor time of the page's thread, each`, ((await busy()) - before) / times);
    tasks.push(...(await longTasks(page)));
  };
  const quick = (what: string, times: number, act: (at: number) => Promise<unknown>) =>
    step(what, times, act, FRAME_MS);
  const article = page.locator('.article');
  // Asked once: to find one of thousands anew for each action leaves more to be collected than the action itself.
  const places = await page.evaluate(() =>
    [...document.querySelectorAll('.article mark')].slice(0, 20).map((mark) => {
      const { left, top, height } = mark.getBoundingClientRect();
      return { x: left + 3, y: top + height / 2 };
    }),
  );
  const place = (at: number) => places[at % places.length] as { x: number; y: number };

  await quick('hover', ACTIONS, async (at) => {
    const { x, y } = place(at);
    await responseTo(page, 'mousemove', () => page.mouse.move(x, y));
  });
  await quick('select', ACTIONS, () => responseTo(page, 'keydown', () => page.keyboard.press('Shift+ArrowRight')));
  await page.keyboard.press('Escape');
  await quick('open a thread', ACTIONS, async (at) => {
    const { x, y } = place(at);
    await page.keyboard.press('Escape');
    await page.mouse.move(x, y);
    const opened = () => watching.part('.margin').querySelector('.card[data-open]') !== null;
    await responseTo(page, 'click', () => page.mouse.click(x, y), opened);
  });
  /** The one thread that is open is another than before. */
  const stepped = () => {
    const open = watching.part('.margin').querySelectorAll('.card[data-open]');
    return open.length === 1 && !open[0]?.hasAttribute('data-was-open');
  };
  await quick('step to the next', ACTIONS, async () => {
    await page.evaluate(() => {
      watching.part('.margin').querySelector('.card[data-open]')?.setAttribute('data-was-open', '');
    });
    // The key that steps is the event, not Alt before it.
    await page.keyboard.down('Alt');
    await responseTo(page, 'keydown', () => page.keyboard.press('ArrowDown'), stepped);
    await page.keyboard.up('Alt');
    await page.evaluate(() => {
      for (const card of document.querySelectorAll('[data-was-open]')) card.removeAttribute('data-was-open');
    });
  });
  await quick('write a letter of a reply', ACTIONS, async (at) => {
    if (at === 0) await page.keyboard.press('r');
    await responseTo(page, 'keydown', () => page.keyboard.press('a'));
  });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  /** What was said stands in its thread; there it says that it is being saved, until it is. */
  const isSaid = () =>
    watching.part('.margin').querySelector('.card[data-open] .comments')?.textContent?.includes('So it is said.') ===
    true;
  const isSaved = () => {
    const last = watching.part('.margin').querySelector('.card[data-open] .comment:last-child');
    return last?.hasAttribute('data-saving') === false && last.textContent?.includes('So it is said.') === true;
  };
  const reply = (shown: () => boolean) => async () => {
    await article.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('r');
    await page.keyboard.type('So it is said.');
    // The key that sends is the event, not Control before it.
    await page.keyboard.down('Control');
    await responseTo(page, 'keydown', () => page.keyboard.press('Enter'), shown);
    await page.keyboard.up('Control');
    await page.locator('.comment[data-saving]').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  };
  await quick('reply, shown', ANSWERS, reply(isSaid));
  await step('reply, on the disk', ANSWERS, reply(isSaved));
  /** The thread is closed; its card says that it is being saved, until it goes. */
  const isClosed = () => watching.part('.margin').querySelector('.card[data-open]') === null;
  /** The list counts one more that is resolved: it is on the disk. */
  const isCounted = () => {
    const count = watching.part('.brief-list').querySelectorAll<HTMLElement>('.brief-list-line .tabular')[2];
    return count !== undefined && count.textContent !== count.dataset.before;
  };
  const resolve = (shown: () => boolean) => async () => {
    await article.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.locator('.card[data-open] .thread-foot button').last().waitFor();
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const noted = page.getByRole('menuitem', { name: 'Noted' });
    await noted.waitFor();
    await page.evaluate(() => {
      const count = watching.part('.brief-list').querySelectorAll<HTMLElement>('.brief-list-line .tabular')[2];
      if (count) count.dataset.before = count.textContent ?? '';
    });
    await click(page, noted, (x, y) => responseTo(page, 'click', () => page.mouse.click(x, y), shown));
    await page.waitForFunction(isCounted);
  };
  await quick('resolve, shown', ANSWERS, resolve(isClosed));
  await step('resolve, on the disk and counted', ANSWERS, resolve(isCounted));
  /** The list has counted what it lets through, and the highlights on screen say so too. */
  const filtered = () => {
    const count = document.querySelector<HTMLElement>('.list-tab .tabular');
    return count !== null && count.textContent !== count.dataset.before && watching.looksOther();
  };
  await quick('filter by kind, counted and shown', ACTIONS, async (at) => {
    await page.evaluate(() => {
      watching.rememberLook();
      const count = document.querySelector<HTMLElement>('.list-tab .tabular');
      if (count) count.dataset.before = count.textContent ?? '';
    });
    const line = page.locator('.brief-list-line:has(.kind-chip)').nth(1 + (at % 4));
    await click(page, line, (x, y) => responseTo(page, 'click', () => page.mouse.click(x, y), filtered));
  });
  report({ what: 'tasks over 50 ms in all of it', value: tasks.length, unit: '', atMost: 0 });
  report({ what: 'the longest of them', value: Math.max(0, ...tasks), unit: 'ms' });
}

/** How long a pointer has been over something at least when it is pressed. */
const POINTED_MS = 50;

/**
 * Clicks by the mouse alone, and what is pointed at already: a locator's click asks the page in the middle of it whether
 * it hits what it should, and nobody presses in the very frame in which the pointer comes.
 */
async function click(page: Page, what: Locator, at: (x: number, y: number) => Promise<unknown>): Promise<void> {
  const box = await what.boundingBox();
  if (!box) throw new Error('What is to be clicked has no place.');
  const x = box.x + 20;
  const y = box.y + box.height / 2;
  await page.mouse.move(x, y);
  await page.waitForTimeout(POINTED_MS);
  await at(x, y);
}

/** What the page holds after closing the brief, when it was opened once and ten times more. */
async function memory(report: Report, page: Page, brief: BriefId): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const held = async () => {
    await closeAll(page);
    await page.waitForTimeout(1_000);
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return usedSize / 1024 / 1024;
  };
  await open(page, brief);
  await page.locator('.brief-list:not([aria-busy="true"])').waitFor();
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  report({ what: 'script memory of the page with the brief open', value: usedSize / 1024 / 1024, unit: 'MB' });
  const once = await held();
  for (let at = 0; at < 10; at++) await open(page, brief);
  report({ what: 'script memory of the page after closing it', value: once, unit: 'MB' });
  report({ what: 'the same after ten more openings and closings', value: await held(), unit: 'MB', atMost: once + 10 });
}

/** The same article and highlights on a bare page. */
async function plain(report: Report, browser: Browser, folder: string, id: BriefId): Promise<void> {
  const stored = await StoredBrief.open(folder, id);
  const { article, index, placements } = stored.brief;
  const ranges = [...placements.values()].flatMap((each) => ('ranges' in each ? each.ranges : []));
  const highlights = ranges
    .filter((range) => range !== null)
    .map(({ from, to }) => ({ from: index.text.posAt(from), to: index.text.posAt(to) }));
  await stored.close();
  const script = await bundleForPage(join(appFolder, 'tests', 'bench', 'support', 'plain-page.ts'));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await watchPage(page);
  const shown = async (marks: typeof highlights) => {
    await page.goto('about:blank');
    await page.setContent('<!doctype html><style>body { max-width: 40rem; white-space: pre-wrap }</style>');
    await page.addScriptTag({ content: script });
    const data = { article: article.toJSON(), highlights: marks };
    const { textAfter } = await page.evaluate((what) => watching.appears(() => showPlain(what), '.article p'), data);
    return textAfter;
  };
  const full: number[] = [];
  const none: number[] = [];
  for (let i = 0; i < OPENINGS; i++) {
    none.push(await shown([]));
    full.push(await shown(highlights));
  }
  report({ what: 'plain page: text and highlights on screen', value: quantile(full, 0.5), unit: 'ms' });
  report({ what: 'plain page: against no highlight', value: quantile(full, 0.5) / quantile(none, 0.5), unit: 'times' });
  await page.locator('.article p').nth(3).click();
  const keys: number[] = [];
  for (let i = 0; i < ACTIONS; i++) keys.push(await responseTo(page, 'keydown', () => page.keyboard.press('a')));
  report({ what: 'plain page: keystroke, p95', value: quantile(keys, 0.95), unit: 'ms' });
}
