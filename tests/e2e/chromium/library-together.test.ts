import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selectWithMouse } from '../support/open-brief.ts';
import { TwoWindows } from '../support/two-windows.ts';
import { chooseText, expectAccessible, keepPicture } from '../support/window.ts';

let two: TwoWindows;
let ann: Page;
let bo: Page;

/** Ann has shared the sample brief, which Bo has joined, and has her library open. */
beforeAll(async () => {
  two = await TwoWindows.open();
  ({ ann, bo } = two);
  await two.shareAs('commenter');
  await ann.getByRole('button', { name: 'Library' }).click();
  await ann.getByRole('grid').waitFor();
});

afterAll(() => two?.close());

const row = () => ann.getByRole('grid').getByRole('row').first();
const commentsIn = async () => Number(/(\d+) comments?/.exec((await row().textContent()) ?? '')?.[1] ?? 0);

/** Says something in what has the focus, where the answer to it gets it. */
async function say(page: Page, words: string): Promise<void> {
  await page.locator('.card[data-open] [contenteditable="true"]:focus').waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Reply').and(page.locator(':focus')).waitFor();
}

test('a row shows what a colleague says while the library is open, and what of it is new', async () => {
  const before = await commentsIn();
  expect(await row().textContent()).not.toMatch(/\d new/);
  const last = await bo.locator('.article p').last().textContent();
  await selectWithMouse(bo, last?.trim().split(/\s+/).slice(0, 3).join(' ') ?? '');
  await bo.keyboard.press('5');
  await say(bo, 'Is there zirconium aboard?');
  await expect.poll(commentsIn, { timeout: 10_000 }).toBe(before + 1);
  await expect.poll(() => row().textContent(), { timeout: 10_000 }).toMatch(/1 new/);
  await ann.reload();
  await expect.poll(() => row().textContent(), { timeout: 10_000 }).toMatch(/1 new/);
  await expectAccessible(ann);
  await keepPicture(ann, 'library-together-light');
});

test('what a colleague says is found without opening the brief, also while one searches', async () => {
  const search = ann.getByRole('searchbox', { name: 'Search all briefs' });
  await search.fill('zirconium');
  await ann.locator('.library-row-found').filter({ hasText: 'Is there zirconium aboard?' }).waitFor();
  await search.fill('beryllium');
  await ann.getByText(/No brief here holds/).waitFor();
  await say(bo, 'And beryllium?');
  await ann.locator('.library-row-found').filter({ hasText: 'And beryllium?' }).waitFor();
  await keepPicture(ann, 'library-found-together');
  await search.fill('');
});

test('a brief whose title is read from right to left stands at the right, with all that its row says', async () => {
  const arabic = 'تأخر المحصول الشمالي\n\nقال مكتب الميناء إن السفن تنتظر منذ يوم الاثنين.\n';
  await chooseText(ann, 'arabic.txt', arabic);
  await ann.getByRole('listbox', { name: 'Blocks' }).waitFor();
  await ann.keyboard.press('Control+Enter');
  await ann.waitForURL(/#\/brief\//);
  await ann.goBack();
  const main = ann.locator('.library-row-main').filter({ hasText: 'تأخر المحصول' });
  await main.waitFor();
  const gaps = await main.evaluate((element) => {
    const { right } = element.getBoundingClientRect();
    const facts = element.querySelector('.library-row-facts')?.lastElementChild?.getBoundingClientRect();
    return { direction: getComputedStyle(element).direction, facts: right - (facts?.right ?? 0) };
  });
  expect(gaps).toMatchObject({ direction: 'rtl' });
  expect(gaps.facts).toBeLessThan(2);
  await keepPicture(ann, 'library-both-directions');
  for (const complaints of two.complaints) expect(complaints).toEqual([]);
});
