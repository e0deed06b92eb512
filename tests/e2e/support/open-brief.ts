import type { Browser, Page } from 'playwright-core';
import { type BrowserShell, startBrowserShell } from './browser-shell.ts';

/** Somebody who has just given their name, looking at the sample brief. */
export interface OpenedSample {
  page: Page;
  /** What the page complained about. */
  complaints: string[];
}

/** The sample brief in a browser shell of its own. */
export interface OpenedBrief extends OpenedSample {
  shell: BrowserShell;
  /** Ends the page and the shell. */
  close(): Promise<void>;
}

/** Waits until all of the brief has been read: its article is there before its threads and its list. */
async function whole(page: Page): Promise<void> {
  await page.locator('.margin[aria-busy="false"]').first().waitFor({ state: 'attached' });
}

/** Starts a shell of its own and opens the sample brief. */
export async function openSample(
  browser: Browser,
  options: { home?: string; bypassCsp?: boolean } = {},
): Promise<OpenedBrief> {
  const { home, bypassCsp = false } = options;
  const shell = await startBrowserShell(home === undefined ? {} : { home });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    bypassCSP: bypassCsp,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(shell.address);
  await beginWithSample(page);
  return {
    shell,
    page,
    complaints,
    async close() {
      await context.close();
      await shell.stop();
    },
  };
}

/** What a page complains about from now on. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** Answers the first start's questions and opens the sample brief. */
export async function beginWithSample(page: Page): Promise<void> {
  await page.getByLabel(/name/i).first().fill('Ann Okoro');
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /sample/i })
    .first()
    .click();
  await page.locator('.article mark').first().waitFor();
  await whole(page);
}

/** The words that are shown as those of the thread that is open, and where in the window they begin. */
export function openedPassages(page: Page): Promise<{ text: string; top: number }[]> {
  return page.evaluate(() =>
    [...CSS.highlights]
      .filter(([name]) => name.startsWith('opened-'))
      .flatMap(([, ranges]) => [...ranges])
      .map((range) => ({ text: String(range), top: (range as Range).getBoundingClientRect().top })),
  );
}

/** The article as it is read, whatever is drawn into it. */
export function articleText(page: Page): Promise<string> {
  return page.locator('.article').evaluate((article) => {
    const copy = article.cloneNode(true) as HTMLElement;
    for (const drawn of copy.querySelectorAll('.hidden-character')) drawn.remove();
    return [...copy.children].map((block) => block.textContent).join('\n');
  });
}

/** Where words of the article stand in the window, brought on screen first: the middles of their first and last line. */
export async function wordsAt(
  page: Page,
  words: string,
): Promise<{ left: number; top: number; right: number; y: number }> {
  const find = (wanted: string) => {
    const article = document.querySelector('.article') as HTMLElement;
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    const at = nodes
      .map((node) => node.data)
      .join('')
      .indexOf(wanted);
    if (at === -1) throw new Error(`The article has no “${wanted}”.`);
    const range = document.createRange();
    let seen = 0;
    for (const node of nodes) {
      const { length } = node.data;
      if (at >= seen && at < seen + length) range.setStart(node, at - seen);
      if (at + wanted.length > seen && at + wanted.length <= seen + length)
        range.setEnd(node, at + wanted.length - seen);
      seen += length;
    }
    range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
    const first = rects[0] as DOMRect;
    const last = rects.at(-1) as DOMRect;
    return { left: first.left, top: first.top + first.height / 2, right: last.right, y: last.top + last.height / 2 };
  };
  return page.evaluate(find, words);
}

/** Selects words with the mouse. They must stand on one line. */
export async function selectWithMouse(page: Page, words: string): Promise<void> {
  const { left, right, y } = await wordsAt(page, words);
  await page.mouse.move(left + 1, y);
  await page.mouse.down();
  await page.mouse.move((left + right) / 2, y, { steps: 3 });
  await page.mouse.move(right - 1, y, { steps: 3 });
  await page.mouse.up();
  await page.getByRole('toolbar').waitFor();
}

/** Puts the caret before words of the article, and sees that it stays there: the page may just be drawn anew. */
export async function caretBefore(page: Page, words: string): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const { left, top } = await wordsAt(page, words);
    await page.mouse.click(left + 1, top);
    await page.waitForTimeout(200);
    if (await page.evaluate(isCaretBefore, words)) return;
  }
  throw new Error(`The caret does not stay before “${words}”.`);
}

/** Runs in the page. */
function isCaretBefore(words: string): boolean {
  const selection = getSelection();
  const article = document.querySelector('.article');
  if (!selection?.isCollapsed || !selection.focusNode || !article?.contains(selection.focusNode)) return false;
  const rest = document.createRange();
  rest.setStart(selection.focusNode, selection.focusOffset);
  rest.setEnd(article, article.childNodes.length);
  return rest.toString().startsWith(words);
}

/** Waits until everything that was done is on disk. */
export async function saved(page: Page): Promise<void> {
  await page.locator('.brief-saved[data-saved="saved"]').waitFor();
}

/** Leaves whatever is open, and forgets where the caret was. */
export async function atRest(page: Page): Promise<void> {
  await page.locator('.article').focus();
  await page.keyboard.press('Control+Home');
  // The first Escape may end a selection, or leave a field.
  for (let i = 0; i < 5 && (await page.locator('.card[data-open]').count()) > 0; i++) {
    await page.keyboard.press('Escape');
  }
  await page.locator('.card[data-open]').waitFor({ state: 'detached' });
}
