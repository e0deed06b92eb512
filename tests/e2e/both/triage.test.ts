import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atRest, openedPassages, saved, selectWithMouse } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

openSampleForFile();
beforeEach(() => atRest(page));
afterEach(() => expect(brief.complaints).toEqual([]));

const openCard = () => page.locator('.card[data-open]');
const tab = (name: RegExp) => page.getByRole('tab', { name });
const rows = () => page.getByRole('option');

describe('the list of annotations', () => {
  test('is stepped through by J and K, and filtered by words, kinds and people together', async () => {
    await tab(/Annotations/).click();
    const all = await rows().count();
    await page.locator('.article').focus();
    await page.keyboard.press('j');
    const first = await openCard().getAttribute('data-annotation');
    await page.keyboard.press('j');
    expect(await openCard().getAttribute('data-annotation')).not.toBe(first);
    await page.keyboard.press('k');
    expect(await openCard().getAttribute('data-annotation')).toBe(first);

    await tab(/Overview/).click();
    await page.locator('.brief-list-line', { hasText: 'Claim' }).click();
    await tab(/Annotations/).click();
    await expect.poll(() => rows().count()).toBeLessThan(all);
    expect(await rows().count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => rows().count()).toBe(all);
    await page.locator('.article').focus();
    await page.keyboard.press('/');
    await page.keyboard.type('zzz nothing has this');
    await page.getByText('Nothing fits this filter').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => rows().count()).toBe(all);
  });

  test('keeps a filter under a name', async () => {
    await tab(/Overview/).click();
    await page.locator('.brief-list-line', { hasText: 'Question' }).click();
    await page.getByRole('button', { name: 'Save as a view' }).click();
    await page.keyboard.type('Open questions');
    await page.keyboard.press('Enter');
    const view = page.locator('.list-view .brief-list-line', { hasText: 'Open questions' });
    await view.waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await view.click();
    expect(await page.locator('.brief-list-line', { hasText: 'Question' }).first().getAttribute('aria-pressed')).toBe(
      'true',
    );
    await page.getByRole('button', { name: 'Clear the filter' }).click();
  });

  test('resolves several with one reason by the keyboard, and takes all of it back in one step', async () => {
    await tab(/Annotations/).click();
    const before = await rows().count();
    await page.getByRole('listbox', { name: 'Annotations' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('3 selected').waitFor();
    await page.getByRole('toolbar', { name: 'With those selected' }).getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('menuitem', { name: 'Accepted' }).click();
    await page.getByText('3 resolved as accepted').first().waitFor();
    await expect.poll(() => rows().count()).toBe(before - 3);
    await page.locator('.article').focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => rows().count()).toBe(before);
    await tab(/Overview/).click();
  });
});

describe('an annotation', () => {
  test('gets another passage word by word, and a further one', async () => {
    await selectWithMouse(page, 'two advisers');
    await page.keyboard.press('c');
    await openCard().waitFor();
    await page.locator('.article').focus();
    await page.keyboard.press('p');
    await page.keyboard.press('Control+Shift+ArrowRight');
    await page.keyboard.press('Control+Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText('Passage changed').first().waitFor();
    // What was said is told first; the passage is drawn in a frame after that.
    await expect.poll(async () => (await openedPassages(page))[0]?.text).toMatch(/^two advisers said,?$/);
    await page.keyboard.press('Shift+P');
    await selectWithMouse(page, 'winter plans');
    await page.keyboard.press('Enter');
    await openCard().getByRole('list', { name: 'Passages' }).getByRole('listitem').nth(1).waitFor();
  });

  test('is made privately, plainly marked, and published on purpose', async () => {
    await selectWithMouse(page, 'two officials');
    await page.getByRole('button', { name: 'Annotate privately' }).click();
    await page.keyboard.press('f');
    await openCard().getByText('Private', { exact: true }).waitFor();
    await saved(page);
    const id = await openCard().getAttribute('data-annotation');

    // All at once are not one sort, and one is asked for before anything can be refused.
    await tab(/Annotations/).click();
    await page.getByRole('button', { name: 'Select all' }).click();
    const bar = page.getByRole('toolbar', { name: 'With those selected' });
    await bar.getByText('1 of these is private').waitFor();
    expect(await bar.getByRole('button', { name: 'Resolve' }).count()).toBe(0);
    await expectAccessible(page);
    await keepPicture(page, 'triage-mixed');
    await bar.getByRole('button', { name: /^Only \d+ not private$/ }).press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Resolve');
    expect(
      await page.locator('.list-row[aria-selected="true"]', { has: page.locator('svg.lucide-lock') }).count(),
    ).toBe(0);
    await bar.getByRole('button', { name: 'Select none' }).click();

    await openCard().getByRole('button', { name: 'Publish' }).click();
    await openCard().getByText('Private', { exact: true }).waitFor({ state: 'detached' });
    expect(await openCard().getAttribute('data-annotation')).toBe(id);
  });
});
