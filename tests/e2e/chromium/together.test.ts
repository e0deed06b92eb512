import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caretBefore, selectWithMouse } from '../support/open-brief.ts';
import { TwoWindows } from '../support/two-windows.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

let two: TwoWindows;
let ann: Page;
let bo: Page;

/** Ann has shared the sample brief, and Bo has joined it as an editor. */
beforeAll(async () => {
  two = await TwoWindows.open();
  ({ ann, bo } = two);
  await ann.context().grantPermissions(['notifications']);
  await two.shareAs('editor');
});

afterAll(() => two?.close());

/** The last words of the article, and the first ones of its second paragraph. */
function ends(page: Page): Promise<{ first: string; last: string }> {
  return page.evaluate(() => {
    const paragraphs = [...document.querySelectorAll('.article p')].map((each) => (each.textContent ?? '').trim());
    const begun = (text = '') => text.split(/\s+/).slice(0, 3).join(' ');
    return { first: begun(paragraphs[1]), last: begun(paragraphs.at(-1)) };
  });
}

function scrolled(page: Page): Promise<number> {
  return page.locator('.brief-page').evaluate((sheet) => sheet.scrollTop);
}

test('who follows somebody scrolls with them, is told so, and stops by scrolling', async () => {
  await ann.getByRole('button', { name: 'Here now: Bo Tan' }).click();
  await ann.getByRole('menuitem', { name: 'Follow Bo Tan' }).click();
  await ann.getByText(/You follow Bo Tan/).waitFor();
  await bo.locator('.brief-page').evaluate((sheet) => sheet.scrollTo({ top: 900 }));
  await ann.waitForFunction(() => (document.querySelector('.brief-page')?.scrollTop ?? 0) > 300);
  await expectAccessible(ann);
  await keepPicture(ann, 'following-light');
  await ann.locator('.brief-page').hover();
  await ann.mouse.wheel(0, -200);
  await ann.getByText(/You follow Bo Tan/).waitFor({ state: 'detached' });
  const stays = await scrolled(ann);
  await bo.locator('.brief-page').evaluate((sheet) => sheet.scrollTo({ top: 0 }));
  await ann.waitForTimeout(1_500);
  expect(await scrolled(ann)).toBe(stays);
});

test('following ends with Escape, too', async () => {
  await ann.getByRole('button', { name: 'Here now: Bo Tan' }).click();
  await ann.getByRole('menuitem', { name: 'Follow Bo Tan' }).press('Enter');
  await ann.getByText(/You follow Bo Tan/).waitFor();
  await ann.locator('.article').focus();
  await ann.keyboard.press('Escape');
  await ann.getByText(/You follow Bo Tan/).waitFor({ state: 'detached' });
});

test('two who edit see each other’s caret and selection with a name, which stay with their words', async () => {
  const { first, last } = await ends(ann);
  for (const page of [ann, bo]) await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await caretBefore(bo, first);
  const caret = ann.locator('.others-caret').filter({ hasText: 'Bo Tan' });
  await caret.waitFor();
  await bo.keyboard.press('Shift+Control+ArrowRight');
  await ann.locator('.others-words').first().waitFor();
  expect((await ann.locator('.others-words').allTextContents()).join('')).toBe(first.split(' ')[0]);
  await ann.locator('.article').evaluate((article) => article.scrollIntoView());
  await keepPicture(ann, 'carets-light');
  await caretBefore(ann, first.split(' ').slice(1).join(' '));
  await ann.keyboard.press('Home');
  await ann.keyboard.type('Now ');
  await bo.locator('.others-caret').filter({ hasText: 'Ann Okoro' }).waitFor();
  await keepPicture(bo, 'carets-dark');
  await ann.waitForTimeout(800);
  expect((await ann.locator('.others-words').allTextContents()).join('')).toBe(first.split(' ')[0]);
  await expectAccessible(ann);
  await caretBefore(bo, last);
  for (const page of [ann, bo]) await page.getByRole('button', { name: 'Done', exact: true }).click();
  await ann.locator('.others-caret').waitFor({ state: 'detached' });
});

test('what changed since a moment is told in words, and each line opens its place', async () => {
  const { last } = await ends(bo);
  await selectWithMouse(bo, last);
  await bo.keyboard.press('5');
  await bo.locator('.card[data-open] [contenteditable="true"]:focus').waitFor();
  await bo.keyboard.type('Says who?');
  await bo.keyboard.press('Control+Enter');
  await ann.getByRole('button', { name: /^Unread/ }).waitFor();
  await ann.locator('.article').focus();
  await ann.keyboard.press('Control+Shift+H');
  const dialog = ann.getByRole('dialog', { name: 'What changed' });
  const line = dialog.getByRole('option').filter({ hasText: `Bo Tan said on “${last}”: Says who?` });
  await line.waitFor();
  // Those of the sample's own Ann Okoro stay; she is somebody else.
  const mine = dialog.getByRole('option').filter({ hasText: 'Ann Okoro changed' });
  expect(await mine.count()).toBe(0);
  await dialog.getByLabel('Also what I did').check();
  await mine.first().waitFor();
  await expectAccessible(ann);
  await keepPicture(ann, 'what-changed-light');
  const options = await dialog.getByLabel('Since').locator('option').allTextContents();
  expect(options.slice(-8).at(-1)).toBe('a date…');
  expect(options.filter((each) => /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/.test(each))).toHaveLength(5);
  await line.click();
  await dialog.waitFor({ state: 'detached' });
  await ann.locator('.card[data-open]').filter({ hasText: 'Says who?' }).waitFor();
  await bo.locator('.article').focus();
  await bo.keyboard.press('Escape');
  await bo.keyboard.press('Control+Shift+H');
  await bo.getByRole('dialog', { name: 'What changed' }).waitFor();
  await bo.waitForTimeout(2_000);
  await keepPicture(bo, 'what-changed-dark');
  await bo.keyboard.press('Escape');
});

test('who writes in a thread that is withdrawn meanwhile goes on writing, and the answer is there when it comes back', async () => {
  for (const page of [ann, bo]) {
    await page.locator('.article').focus();
    for (let i = 0; i < 5 && (await page.locator('.card[data-open]').count()) > 0; i++)
      await page.keyboard.press('Escape');
  }
  await selectWithMouse(ann, 'says the timetable holds');
  await ann.keyboard.press('3');
  await ann.locator('.card[data-open] [contenteditable="true"]:focus').waitFor();
  await ann.keyboard.type('Does it?');
  await ann.keyboard.press('Control+Enter');
  await bo.locator('.card').filter({ hasText: 'Does it?' }).last().click();
  await bo.locator('.card[data-open] [contenteditable="true"]').click();
  await bo.keyboard.type('It does in');
  await ann.getByText('Bo Tan is writing…').waitFor();
  await ann.locator('.card[data-open]').getByRole('button', { name: 'More', exact: true }).press('Enter');
  await ann.getByRole('menuitem', { name: 'Withdraw annotation' }).click();
  await bo.getByText('Ann Okoro withdrew this while you were writing.').waitFor();
  await bo.keyboard.type('deed.');
  expect(await bo.locator('.card[data-open] [contenteditable="true"]').textContent()).toBe('It does indeed.');
  await expectAccessible(bo);
  await keepPicture(bo, 'withdrawn-meanwhile-dark');
  await bo.keyboard.press('Control+Enter');
  await bo.locator('.card[data-open]').getByText('Withdrawn by Ann Okoro').waitFor();
  await ann.locator('.article').focus();
  await ann.keyboard.press('Control+z');
  await bo.locator('.card[data-open]').getByText('It does indeed.').waitFor();
  await bo.locator('.card[data-open] [contenteditable="true"]').waitFor();
});

test('what came since somebody last looked is what is told first, also when the page was loaded anew', async () => {
  await bo.mouse.move(400, 300);
  await bo.mouse.move(410, 310);
  await bo.evaluate(() => {
    location.hash = '#/library';
  });
  await bo.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  await ann.locator('.article').focus();
  await ann.keyboard.press('Escape');
  await selectWithMouse(ann, 'suggest otherwise');
  await ann.keyboard.press('3');
  await ann.locator('.card[data-open] [contenteditable="true"]:focus').waitFor();
  await ann.keyboard.type('Meanwhile.');
  await ann.keyboard.press('Control+Enter');
  await bo.getByText(/^\d+ new$/).waitFor();
  for (const again of ['opened', 'loaded'] as const) {
    if (again === 'opened') await bo.locator('.library-row').first().click();
    else await bo.reload();
    await bo.locator('.article mark').first().waitFor();
    await bo.locator('.article').focus();
    await bo.keyboard.press('Control+Shift+H');
    const dialog = bo.getByRole('dialog', { name: 'What changed' });
    await dialog
      .getByRole('option')
      .filter({ hasText: 'Ann Okoro said' })
      .filter({ hasText: 'Meanwhile.' })
      .first()
      .waitFor();
    const since = await dialog
      .getByLabel('Since')
      .evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.label);
    expect(since).toMatch(/^I last looked \(.+\)$/);
    expect(await dialog.getByRole('option').filter({ hasText: 'Says who?' }).count()).toBe(0);
    if (again === 'loaded') await keepPicture(bo, 'since-looked-dark');
    await bo.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
});

test('what is unread is listed where its thread is resolved, too', async () => {
  await ann.locator('.article').focus();
  for (const page of [ann, bo]) await page.keyboard.press('Escape');
  await bo.locator('.card .card-toggle').last().click();
  const thread = await bo.locator('.card[data-open]').getAttribute('data-annotation');
  await bo.locator('.card[data-open]').getByRole('button', { name: 'Resolve', exact: true }).click();
  await bo.getByRole('menuitem', { name: 'Noted' }).click();
  await ann.getByRole('button', { name: /^Unread/ }).click();
  await ann.locator(`.card[data-annotation="${thread}"]`).waitFor();
  await keepPicture(ann, 'unread-resolved');
  await ann.getByRole('button', { name: /^All annotations/ }).click();
});

test('of what it notifies is chosen in a dialog', async () => {
  await ann
    .getByRole('button', { name: /Library/ })
    .first()
    .click();
  await ann.getByRole('button', { name: /profile and settings/ }).click();
  await ann.getByRole('menuitem', { name: 'Notifications…' }).click();
  const dialog = ann.getByRole('dialog', { name: 'Notifications' });
  await dialog.getByLabel('somebody mentions me').waitFor();
  expect(await dialog.getByLabel('Notify me', { exact: true }).isChecked()).toBe(true);
  await dialog.getByLabel('somebody replies in a thread').uncheck();
  await expectAccessible(ann);
  await keepPicture(ann, 'notifications-light');
  await dialog.getByLabel('Notify me', { exact: true }).uncheck();
  expect(await dialog.getByLabel('somebody mentions me').isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: 'Close' }).click();
});

test('neither page complained about anything', () => {
  expect(two.complaints).toEqual([[], []]);
});
