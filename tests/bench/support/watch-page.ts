import type { Page } from 'playwright-core';

/** What a page says of its own speed. All times in milliseconds. */
export interface PageWatch {
  /** When the first large message of the services came: the article. */
  answered: number;
  /** Tasks of more than 50 ms since `forget`. */
  longTasks: number[];
  /** From when `begin` was called to the frame in which a page's text stood there. */
  textAfter: number;
  /** Highlights on screen in that frame, and how many there are once all are drawn. */
  marksThen: number;
  marksInEnd: number;
  /** From that frame to when the last highlight was drawn. */
  allMarksAfter: number;
}

interface Watching {
  answered: number;
  longTasks: number[];
  /** Resolves after the frame that shows what an event did: when a condition holds there. */
  after(type: string, holds: () => boolean): Promise<number>;
  appears(begin: () => void, selector: string): Promise<Omit<PageWatch, 'longTasks'>>;
  /** A part of the page that stays there: looking for it through the article at each change would be work of its own. */
  part(selector: string): Element;
  /** Takes down how the highlights on screen look; they are asked for without laying out the page. */
  rememberLook(): void;
  /** Whether they look so no longer. */
  looksOther(): boolean;
}

declare global {
  var watching: Watching;
}

/** Marks in the page's timeline: an event happened, and the frame that shows what it did is being made. */
export const HEARD = 'briefmark: heard';
export const SHOWN = 'briefmark: shown';

/** Runs in the page before anything else of it. */
function install({ HEARD, SHOWN }: { HEARD: string; SHOWN: string }): void {
  /** After the frame that is next: everything that was done so far has been laid out and painted. */
  const frame = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(0);
    });
  const isOnScreen = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  // Only in blocks that are on screen: asking those that the browser has skipped would make it lay them all out.
  const blocksOnScreen = () => [...document.querySelectorAll('.article > *')].filter(isOnScreen);
  const marksOnScreen = () =>
    blocksOnScreen().flatMap((block) => [...block.querySelectorAll('mark')].filter(isOnScreen)).length;
  let looked: { blocks: Element[]; look: string } = { blocks: [], look: '' };
  const lookOf = (blocks: Element[]) =>
    blocks.flatMap((block) => [...block.querySelectorAll('mark')].map(({ className }) => className)).join();

  const parts = new Map<string, Element>();

  const isMark = (node: Node) => node instanceof Element && node.closest('mark') !== null;

  globalThis.watching = {
    answered: 0,
    longTasks: [],
    part(selector) {
      const known = parts.get(selector);
      if (known?.isConnected) return known;
      const found = document.querySelector(selector);
      if (!found) throw new Error(`There is no ${selector}.`);
      parts.set(selector, found);
      return found;
    },
    rememberLook() {
      const blocks = blocksOnScreen();
      looked = { blocks, look: lookOf(blocks) };
    },
    looksOther: () => lookOf(looked.blocks) !== looked.look,
    after(type, holds) {
      return new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`There was no ${type}, or it did not do what it should.`)), 10_000);
        const heard = ({ timeStamp }: Event) => {
          removeEventListener(type, heard, true);
          performance.mark(HEARD, { startTime: timeStamp });
          const shows = () => {
            requestAnimationFrame(() => performance.mark(SHOWN));
            frame(() => resolve(performance.now() - timeStamp));
          };
          // Asked when something changed and not frame by frame: frames that nobody needs are work too.
          const seen = new MutationObserver(() => {
            if (!holds()) return;
            seen.disconnect();
            shows();
          });
          if (holds()) shows();
          else seen.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
        };
        addEventListener(type, heard, true);
      });
    },
    appears(begin, selector) {
      return new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`${selector} did not appear, or did not come to rest.`)), 30_000);
        const start = performance.now();
        watching.answered = 0;
        let lastMark = 0;
        let lastChange = 0;
        let shown: { at: number; marks: number } | undefined;
        const seen = new MutationObserver((records) => {
          lastChange = performance.now();
          if (records.some(({ addedNodes }) => [...addedNodes].some(isMark))) lastMark = lastChange;
          if (shown || !document.querySelector(selector)) return;
          shown = { at: 0, marks: 0 };
          frame(() => {
            shown = { at: performance.now(), marks: marksOnScreen() };
          });
        });
        seen.observe(document, { childList: true, subtree: true });
        begin();
        const settled = setInterval(() => {
          if (!shown?.at || performance.now() - Math.max(lastChange, shown.at) < 600) return;
          clearInterval(settled);
          seen.disconnect();
          const { at, marks } = shown;
          resolve({
            answered: watching.answered === 0 ? 0 : watching.answered - start,
            textAfter: at - start,
            marksThen: marks,
            marksInEnd: marksOnScreen(),
            allMarksAfter: Math.max(0, lastMark - at),
          });
        }, 50);
      });
    },
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watching.longTasks.push(duration);
  }).observe({ type: 'longtask' });

  const Socket = globalThis.WebSocket;
  globalThis.WebSocket = class extends Socket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols);
      this.addEventListener('message', ({ data }) => {
        if (watching.answered === 0 && String(data).length > 100_000) watching.answered = performance.now();
      });
    }
  };
}

/** Has a page watch itself from its next load on. */
export async function watchPage(page: Page): Promise<void> {
  // Functions are told apart by name in bundles; a page has no helper for that.
  await page.addInitScript('globalThis.__name = (f) => f;');
  await page.addInitScript(install, { HEARD, SHOWN });
}

/**
 * How long it takes from an event to the frame that shows what it did.
 *
 * @param holds what must be so in that frame; the frame after the event where nothing is asked
 */
export async function responseTo(
  page: Page,
  type: string,
  act: () => Promise<unknown>,
  holds: () => boolean = () => true,
): Promise<number> {
  await page.evaluate(`globalThis.response = watching.after(${JSON.stringify(type)}, ${holds.toString()}); undefined;`);
  await act();
  return page.evaluate('globalThis.response');
}

/** Gives the long tasks since this was last asked, and begins anew. */
export async function longTasks(page: Page): Promise<number[]> {
  // The observer hears of them a little later.
  await page.waitForTimeout(200);
  return page.evaluate(() => watching.longTasks.splice(0));
}

/** Tells how much processor time a page's main thread has had, in milliseconds: a busy machine doesn't add to it. */
export async function mainThread(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
}
