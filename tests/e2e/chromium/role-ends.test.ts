import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Wire } from '../../support/wire.ts';
import { articleText, caretBefore, selectWithMouse } from '../support/open-brief.ts';
import { TwoWindows } from '../support/two-windows.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

/* A role that ends while somebody is at work: what they see stays true, and what they wrote stays theirs. */

let two: TwoWindows;
let ann: Page;
let bo: Page;
let line: Wire;

beforeAll(async () => {
  two = await TwoWindows.open();
  ({ ann, bo } = two);
  line = await Wire.to(() => Number(new URL(two.relay.address).port));
  await two.shareAs('editor', line);
});
afterAll(async () => {
  await two?.close();
  await line?.close();
});

/** Ann gives Bo a role, with her dialog open or not. */
async function giveBo(role: string): Promise<void> {
  if (!(await ann.getByRole('dialog').isVisible())) {
    await ann.getByRole('button', { name: 'Share', exact: true }).click();
  }
  await ann.getByRole('dialog').getByLabel('Role of Bo Tan').selectOption(role);
}

/** The words that are highlighted, in their order. */
function highlighted(page: Page): Promise<string[]> {
  return page.locator('.article mark').allTextContents();
}

test('what was refused is put away and taken out again, and is offered thread by thread', async () => {
  line.cut();
  await bo.locator('.sync-indicator').filter({ hasText: 'Offline' }).waitFor();
  await selectWithMouse(bo, 'Freight forwarders contacted');
  await bo.keyboard.press('5');
  await bo.locator('.card[data-open] [contenteditable="true"]:focus').waitFor();
  await bo.keyboard.type('Which ones?');
  await bo.keyboard.press('Control+Enter');
  await bo.locator('.card[data-open] .comments').getByText('Which ones?').waitFor();
  await giveBo('viewer');
  // The relay has it before Bo is back.
  await ann.waitForTimeout(1_000);
  await ann
    .locator('.sync-indicator')
    .filter({ hasText: /^All on the relay/ })
    .waitFor();
  line.mend();
  await bo.locator('.sync-indicator').filter({ hasText: '2 things refused' }).waitFor({ timeout: 20_000 });
  await bo.locator('.sync-indicator').click();
  const dialog = bo.getByRole('dialog');
  const offers = dialog.getByRole('button', { name: 'Offer again' });
  await dialog.getByText('You are a viewer now.').waitFor();
  expect(await offers.first().isEnabled()).toBe(false);
  await expectAccessible(bo);
  await keepPicture(bo, 'refused-viewer');
  await dialog.getByRole('button', { name: 'Put away' }).last().click();
  await dialog.getByText('1 thing put away').click();
  await keepPicture(bo, 'refused-put-away');
  await dialog.getByRole('button', { name: 'Take out again' }).click();
  await dialog.getByText('1 thing put away').waitFor({ state: 'detached' });
  await giveBo('editor');
  await dialog.getByText('You are a viewer now.').waitFor({ state: 'detached' });
  await offers.first().click();
  await dialog.getByText('All on the relay').first().waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await ann.keyboard.press('Escape');
  await ann.getByRole('dialog').waitFor({ state: 'detached' });
  await ann.locator('.card').filter({ hasText: 'Which ones?' }).first().waitFor();
});

test('highlights stand on their own words after letters were refused', async () => {
  const before = { text: await articleText(bo), marks: await highlighted(bo) };
  await ann.getByRole('button', { name: 'Share', exact: true }).click();
  await ann.getByRole('dialog').getByLabel('Role of Bo Tan').waitFor();
  await bo.getByRole('button', { name: 'Edit', exact: true }).click();
  await caretBefore(bo, 'Engineers who worked');
  await Promise.all([bo.keyboard.type('Nobody but somebody else ', { delay: 40 }), giveBo('viewer')]);
  await bo.locator('.edit-bar').waitFor({ state: 'detached' });
  await bo.locator('.tried-words').waitFor();
  await keepPicture(bo, 'role-ends-highlights');
  const after = { text: await articleText(bo), marks: await highlighted(bo) };
  await bo.reload();
  await bo.locator('.margin[aria-busy="false"]').first().waitFor({ state: 'attached' });
  await expect.poll(() => highlighted(bo)).toEqual(after.marks);
  expect(after.marks).toEqual(before.marks);
});

test('a message about a role goes when the role is another one', async () => {
  const message = bo.getByRole('alertdialog').filter({ hasText: 'Your role in this brief is viewer' });
  // It came with the refusal; the page was loaded anew since.
  expect(await message.count()).toBe(0);
  await giveBo('editor');
  await bo.getByRole('button', { name: 'Edit', exact: true }).click();
  await caretBefore(bo, 'Engineers who worked');
  await Promise.all([bo.keyboard.type('Somebody else again ', { delay: 40 }), giveBo('viewer')]);
  await message.waitFor();
  await giveBo('editor');
  await message.waitFor({ state: 'detached' });
  await bo.locator('.tried-words').waitFor();
  await bo.getByRole('button', { name: 'Put away' }).click();
});

test('what was begun in a thread can be read and copied when the role doesn’t let it be sent', async () => {
  await bo.locator('.card .card-toggle').first().click();
  const card = bo.locator('.card[data-open]');
  await card.getByRole('textbox').first().click();
  await bo.keyboard.type('Only half of what I mean');
  await bo.keyboard.press('Escape');
  await giveBo('viewer');
  await card.getByText('Your role in this brief is viewer, which doesn’t let you write here.').waitFor();
  const kept = card.getByRole('region', { name: 'Draft' });
  await kept.getByText('Only half of what I mean').waitFor();
  await expectAccessible(bo);
  await keepPicture(bo, 'role-ends-draft');
  await bo.context().grantPermissions(['clipboard-read']);
  await kept.getByRole('button', { name: 'Copy' }).click();
  expect(await bo.evaluate(() => navigator.clipboard.readText())).toBe('Only half of what I mean');
  await bo.getByRole('button', { name: 'Comments from Word: your role lets you read only' }).waitFor();
  await kept.getByRole('button', { name: 'Discard' }).click();
  await kept.waitFor({ state: 'detached' });
  await bo.keyboard.press('Escape');
});

test('the only owner is told why they can’t leave; who leaves is told what they have', async () => {
  const hers = ann.getByRole('dialog');
  await hers.getByText('You are its only owner').waitFor();
  expect(await hers.getByRole('button', { name: 'Leave this brief' }).isEnabled()).toBe(false);
  await keepPicture(ann, 'leave-last-owner');
  await bo.getByRole('button', { name: 'Share', exact: true }).click();
  await bo.getByRole('dialog').getByRole('button', { name: 'Leave this brief' }).click();
  await bo.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  const left = bo.getByText('You left this brief · Your copy is yours to read and export');
  await left.waitFor();
  expect(await bo.locator('.sync-indicator').count()).toBe(0);
  await keepPicture(bo, 'left-at-once');
  await bo.reload();
  await left.waitFor();
  expect(await bo.getByRole('button', { name: /^Share: only an owner/ }).isEnabled()).toBe(false);
  await expectAccessible(bo);
  await keepPicture(bo, 'left');
  expect(two.complaints.flat()).toEqual([]);
});
