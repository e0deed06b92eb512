import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChromium } from '../support/browser-shell.ts';
import { appFolder } from '../support/built-app.ts';
import { type OpenedBrief, openSample } from '../support/open-brief.ts';
import { chooseText, expectAccessible, keepPicture } from '../support/window.ts';

const SAMPLE = 'Deepwater terminal decision slips';
const QUAY = 'Fees at the fish quay rise again';

let browser: Browser;
let brief: OpenedBrief;
let page: Page;

beforeAll(async () => {
  browser = await startChromium();
  brief = await openSample(browser);
  page = brief.page;
  await page.keyboard.press('Control+t');
  await page.waitForFunction(() => document.activeElement?.closest('.library-search') !== null);
  await chooseText(page, 'quay.txt', `${QUAY}\n\nThe board raised fees at the quay for the third time, it said.\n`);
  await page.getByRole('button', { name: 'Add to library' }).click();
  await shown(QUAY);
}, 60_000);

afterAll(async () => {
  await brief.close();
  await browser.close();
});

/** Waits until a brief is shown, its article drawn. */
async function shown(title: string): Promise<void> {
  await page.locator('.ProseMirror:visible h1', { hasText: title }).waitFor();
  await page.waitForFunction((wanted) => document.title.includes(wanted), title);
}

function titles(): Promise<string[]> {
  return page
    .locator('.tab[data-brief] .tab-title')
    .evaluateAll((all) => all.map((each) => each.textContent?.slice(0, 4) ?? ''));
}

test('two briefs are two tabs, and only the one that is shown has its article drawn', async () => {
  expect(await titles()).toEqual(['Deep', 'Fees']);
  expect(await page.locator('.ProseMirror').count()).toBe(1);
  expect(await page.locator('.tab[aria-selected="true"]').textContent()).toContain(QUAY);
  await expectAccessible(page);
  await keepPicture(page, 'tabs');
});

test('keys go round through the library; a brief comes back as it was left', async () => {
  await page.keyboard.press('Control+Shift+Tab');
  await shown(SAMPLE);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const card = page.locator('.card[data-open]:visible');
  await card.waitFor();
  const open = await card.getAttribute('aria-label');
  await page.keyboard.press('r');
  await page.keyboard.type('Half a thought');

  await page.keyboard.press('Control+Tab');
  await shown(QUAY);
  await page.keyboard.press('Control+PageDown');
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  await page.keyboard.press('Alt+PageDown');
  await shown(SAMPLE);
  expect(await card.getAttribute('aria-label')).toBe(open);
  await expect.poll(() => card.textContent()).toContain('Half a thought');
});

test('what others do in a brief that isn’t shown is there when it is', async () => {
  const program = join(appFolder, 'out', 'main', 'node.js');
  const args = ['annotate', QUAY, '--quote', 'third time', '--kind', 'claim', '--as', 'Bo Tan', '--comment', 'Since?'];
  await promisify(execFile)(process.execPath, [program, ...args], {
    env: { ...process.env, BRIEFMARK_HOME: brief.shell.home },
    timeout: 30_000,
  });
  await page.locator('.tab', { hasText: QUAY }).click();
  await shown(QUAY);
  await page.locator('.ProseMirror mark', { hasText: 'third time' }).waitFor();
});

test('what is edited stays in edit mode when it comes back', async () => {
  await page.keyboard.press('Control+e');
  await page.locator('[data-editing]:visible').first().waitFor();
  await page.keyboard.press('Control+Shift+Tab');
  await shown(SAMPLE);
  await page.keyboard.press('Control+Tab');
  await shown(QUAY);
  await page.locator('[data-editing]:visible').first().waitFor();
  await page.keyboard.press('Control+e');
  await page.locator('[data-editing]:visible').first().waitFor({ state: 'detached' });
});

test('tabs are moved by dragging and by keys, and remembered', async () => {
  const [first, second] = [page.locator('.tab-place').nth(0), page.locator('.tab-place').nth(1)];
  const [from, to] = [await first.boundingBox(), await second.boundingBox()];
  if (!from || !to) throw new Error('The tabs have no place.');
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 20, to.y + 10, { steps: 8 });
  await page.mouse.up();
  expect(await titles()).toEqual(['Fees', 'Deep']);
  await page.locator('.tab', { hasText: SAMPLE }).focus();
  await page.keyboard.press('Control+ArrowLeft');
  expect(await titles()).toEqual(['Deep', 'Fees']);
  await page.keyboard.press('Enter');
  await shown(SAMPLE);
  await page.keyboard.press('Control+Shift+PageDown');
  expect(await titles()).toEqual(['Fees', 'Deep']);
  // As a start of the program does: the address says nothing of what was open.
  await page.waitForTimeout(500);
  await page.goto(brief.shell.origin);
  await shown(SAMPLE);
  expect(await titles()).toEqual(['Fees', 'Deep']);
});

test('a middle click, a key and Delete close; the last one closed comes back', async () => {
  await page.locator('.tab', { hasText: QUAY }).click({ button: 'middle' });
  await page.locator('.tab-strip').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+t');
  await shown(QUAY);
  expect(await titles()).toEqual(['Deep', 'Fees']);
  await page.locator('.tab', { hasText: SAMPLE }).focus();
  await page.keyboard.press('Delete');
  await page.locator('.tab-strip').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+w');
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
});

test('a brief opens in a window of its own, which leaves the first one’s tabs alone', async () => {
  await page.getByText(QUAY).first().click();
  await shown(QUAY);
  const [own] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Control+Shift+o')]);
  await own.locator('.ProseMirror h1', { hasText: QUAY }).waitFor();
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  await own.waitForTimeout(500);
  await own.close();
  await page.goto(brief.shell.origin);
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  expect(brief.complaints).toEqual([]);
});
