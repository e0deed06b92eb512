import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atRest } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';
import { expectAccessible } from '../support/window.ts';

openSampleForFile({ bypassCsp: true });
beforeEach(() => atRest(page));
afterEach(() => expect(brief.complaints).toEqual([]));

const more = () => page.locator('.card[data-open] .thread-foot').getByRole('button', { name: 'More' });
const focused = () => page.evaluate(() => document.activeElement?.closest('[role]')?.getAttribute('role'));

/** Opens the first thread and, by the keyboard, the menu at its foot. */
async function openMenu(): Promise<void> {
  await page.keyboard.press('j');
  await more().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
}

describe('an open menu', () => {
  test('has the focus and keeps it, and nothing else is there for screen readers', async () => {
    await openMenu();
    expect(await focused()).toBe('menuitem');
    // What is behind has no roles any more; only what closes the menu does.
    expect(await page.getByRole('main').count()).toBe(0);
    expect(await page.getByRole('button').allTextContents()).toEqual(['', '']);
    await expectAccessible(page);
    for (const key of ['Tab', 'Shift+Tab', 'ArrowDown', 'Tab']) {
      await page.keyboard.press(key);
      expect(await focused()).toMatch(/^menuitem/);
    }
  });

  test('is left by Escape, and the focus is on its button again', async () => {
    await openMenu();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await expect.poll(() => more().evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await page.getByRole('main').count()).toBe(1);
  });

  test('is left by a click beside it, which does nothing else', async () => {
    await page.keyboard.press('j');
    await more().click();
    await page.getByRole('menu').waitFor();
    const open = await page.locator('.card[data-open]').getAttribute('data-annotation');
    const box = await page.locator('.article mark').last().boundingBox();
    await page.mouse.click((box?.x ?? 0) + 3, (box?.y ?? 0) + 5);
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await page.locator('.card[data-open]').getAttribute('data-annotation')).toBe(open);
    // The pointer has left the card with the menu's button.
    expect(await page.evaluate(() => CSS.highlights.has('hovered-passage'))).toBe(false);
  });

  test('stays open where the page goes on to its passage meanwhile', async () => {
    await openMenu();
    await page.locator('.brief-page').evaluate((sheet) => sheet.scrollBy({ top: 40 }));
    await page.waitForTimeout(300);
    expect(await page.locator('.brief-page').evaluate((sheet) => sheet.scrollTop)).toBeGreaterThan(0);
    expect(await focused()).toBe('menuitem');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });
});
