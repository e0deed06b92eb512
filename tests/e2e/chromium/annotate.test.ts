import { join } from 'node:path';
import AxeBuilder from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startChromium } from '../support/browser-shell.ts';
import { caretBefore, type OpenedBrief, openSample, saved, selectWithMouse, wordsAt } from '../support/open-brief.ts';

let browser: Browser;
let brief: OpenedBrief;
let page: Page;

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  brief = await openSample(browser);
  page = brief.page;
});
afterEach(async () => {
  expect(brief.complaints).toEqual([]);
  await brief.close();
});

const openCard = () => page.locator('.card[data-open]');
const markOf = (words: string) => page.locator('.article mark', { hasText: words }).first();

describe('annotating', () => {
  test('words selected with the mouse, with one key, and a comment', async () => {
    await selectWithMouse(page, 'Neither has said so');
    await page.keyboard.press('q');
    await openCard().waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe('Question by Ann Okoro');
    await page.keyboard.type('Were they asked?');
    await page.keyboard.press('Control+Enter');
    await openCard().getByText('Were they asked?').waitFor();
    await saved(page);
    expect(await markOf('Neither has said so').getAttribute('aria-description')).toBe('Question by Ann Okoro');

    await page.reload();
    await page.locator('.card', { hasText: 'Were they asked?' }).waitFor();
    expect(await markOf('Neither has said so').getAttribute('class')).toContain('hl-question');
  });

  test('words selected with the keyboard alone', async () => {
    await page.locator('.article').focus();
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+Shift+ArrowRight');
    await page.getByRole('toolbar').waitFor();
    await page.keyboard.press('2');
    await openCard().waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe('Fact by Ann Okoro');
    // Without a word the thread is there all the same, and Escape gives the article back.
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.classList.contains('article'))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await openCard().count()).toBe(0);
  });

  test.each([
    ['1', 'Key judgement'],
    ['f', 'Fact'],
    ['C', 'Claim'],
    ['4', 'Assumption'],
    ['5', 'Question'],
    ['s', 'Source'],
    ['x', 'Correction'],
    ['8', 'Note'],
  ])('by the key %s as %s', async (key, kind) => {
    await selectWithMouse(page, 'Neither has said so');
    await page.keyboard.press(key);
    await openCard().waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe(`${kind} by Ann Okoro`);
  });

  test('by the bar, which never covers the words', async () => {
    for (const words of ['Deepwater terminal', 'Neither has said so', 'Nobody books on a promise']) {
      await selectWithMouse(page, words);
      const bar = await page.getByRole('toolbar').boundingBox();
      const { y } = await wordsAt(page, words);
      const box = bar as NonNullable<typeof bar>;
      expect(y < box.y || y > box.y + box.height).toBe(true);
      await page.keyboard.press('Escape');
    }
    await selectWithMouse(page, 'Neither has said so');
    await page.getByRole('button', { name: 'Annotate as source' }).click();
    await openCard().waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe('Source by Ann Okoro');
  });

  test('with a comment first, of a kind that is chosen beside it', async () => {
    await selectWithMouse(page, 'Neither has said so');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'New annotation' }).waitFor();
    await page.getByRole('radio', { name: 'Correction' }).click();
    await page.getByRole('textbox', { name: 'New annotation' }).click();
    await page.keyboard.type('One of them has.');
    await page.keyboard.press('Control+Enter');
    await openCard().getByText('One of them has.').waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe('Correction by Ann Okoro');
  });

  test('the whole brief', async () => {
    await page.getByRole('button', { name: 'Annotate the brief' }).click();
    await page.keyboard.type('Read with the tender papers.');
    await page.keyboard.press('Control+Enter');
    await openCard().getByText('Read with the tender papers.').waitFor();
    expect(await openCard().getByText('Whole brief').count()).toBe(1);
  });

  test('never from a field: letters typed there stay there', async () => {
    await selectWithMouse(page, 'Neither has said so');
    await page.keyboard.press('n');
    await openCard().waitFor();
    await page.keyboard.type('jfcaqsxn 12345678 r');
    expect(await openCard().getByRole('textbox').textContent()).toBe('jfcaqsxn 12345678 r');
    expect(await page.locator('.brief-list-line', { hasText: 'All annotations' }).textContent()).toContain('9');
  });
});

describe('annotations on the same words', () => {
  test('are each reached by clicking again, and by the switch in the card', async () => {
    const { left, y } = await wordsAt(page, 'set in the');
    const reached = new Set<string | null>();
    for (let i = 0; i < 2; i++) {
      await page.mouse.click(left + 20, y);
      await openCard().waitFor();
      reached.add(await openCard().getAttribute('aria-label'));
    }
    expect(reached.size).toBe(2);
    await page.getByRole('button', { name: 'Next annotation on these words' }).click();
    expect(reached.has(await openCard().getAttribute('aria-label'))).toBe(true);
  });

  test('are each reached by the keyboard', async () => {
    await caretBefore(page, 'in the tender');
    await page.keyboard.press('Escape');
    const reached = new Set<string | null>();
    for (let i = 0; i < 2; i++) {
      await page.keyboard.press('Enter');
      await openCard().waitFor();
      reached.add(await openCard().getAttribute('aria-label'));
    }
    expect(reached.size).toBe(2);
  });

  test('are all gone through by Alt and the arrows, round and back', async () => {
    await page.locator('.article').focus();
    await page.keyboard.press('Control+Home');
    const names: (string | null)[] = [];
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('Alt+ArrowDown');
      names.push(await openCard().getAttribute('data-annotation'));
    }
    // Seven are open, the eighth is resolved and folded away.
    expect(new Set(names).size).toBe(7);
    expect(names[7]).toBe(names[0]);
    await page.keyboard.press('Alt+ArrowUp');
    expect(await openCard().getAttribute('data-annotation')).toBe(names[6]);
  });
});

describe('undo and redo', () => {
  test('take back an annotation with its thread, and give it again', async () => {
    const before = await page.locator('.article mark').count();
    await selectWithMouse(page, 'Neither has said so');
    await page.keyboard.press('n');
    await openCard().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.article mark').count()).toBe(before);
    expect(await openCard().count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await markOf('Neither has said so').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.article mark').count()).toBe(before);
    await page.keyboard.press('Control+y');
    await markOf('Neither has said so').waitFor();
  });
});

describe('the screen', () => {
  test.each([
    [1280, 800, false],
    [1280, 800, true],
    [1920, 1080, false],
    [1920, 1080, true],
    [900, 700, false],
  ])('is complete at %i by %i, dark: %s', async (width, height, dark) => {
    const other = await openSample(browser, { width, height, dark });
    try {
      const { page: screen } = other;
      if (width >= 1280) {
        await screen.locator('.card', { hasText: 'Which ceiling' }).locator('.card-toggle').click();
        await selectWithMouse(screen, 'Neither has said so');
      } else {
        await screen.locator('.article mark.hl-claim').first().click();
      }
      await screen.locator('.card[data-open]').waitFor();
      const name = `brief-${width}x${height}-${dark ? 'dark' : 'light'}.png`;
      await screen.screenshot({ path: join(process.env.BRIEFMARK_TEST_RESULTS ?? 'test-results', name) });

      await screen.addScriptTag({ content: AxeBuilder.source }).catch(() => {});
      const problems = await screen.evaluate(async (source) => {
        const global = window as unknown as { axe?: typeof AxeBuilder };
        // The content security policy keeps scripts out of the page; the test's own world is another matter.
        if (!global.axe) new Function(source)();
        const { violations } = await (global.axe as typeof AxeBuilder).run(document, { resultTypes: ['violations'] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
      }, AxeBuilder.source);
      expect(problems).toEqual([]);
      expect(other.complaints.filter((each) => !each.includes('Content Security Policy'))).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
