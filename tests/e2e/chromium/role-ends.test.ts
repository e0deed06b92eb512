import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { articleText, caretBefore } from '../support/open-brief.ts';
import { TwoWindows } from '../support/two-windows.ts';
import { keepPicture } from '../support/window.ts';

/* A role that ends while somebody is at work: what they see stays true, and what they wrote stays theirs. */

let two: TwoWindows;
let ann: Page;
let bo: Page;

beforeAll(async () => {
  two = await TwoWindows.open();
  ({ ann, bo } = two);
  await two.shareAs('editor');
});
afterAll(() => two?.close());

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
