import { join } from 'node:path';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atRest, caretBefore, saved, selectWithMouse, wordsAt } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';

/* One brief for all of them, as in life; each test takes words of its own. */

openSampleForFile({ bypassCsp: true });
beforeEach(() => atRest(page));
afterEach(() => expect(brief.complaints).toEqual([]));

const openCard = () => page.locator('.card[data-open][data-annotation]');
const markOf = (words: string) => page.locator('.article mark', { hasText: words }).first();

describe('annotating', () => {
  test('words selected with the mouse, with one key, and a comment', async () => {
    await selectWithMouse(page, 'Neither has said so');
    await page.keyboard.press('q');
    await openCard().waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe('Question by Ann Okoro');
    await page.keyboard.type('Were they asked?');
    await page.keyboard.press('Control+Enter');
    await openCard().locator('.comments').getByText('Were they asked?').waitFor();
    await saved(page);
    expect(await markOf('Neither has said so').getAttribute('aria-description')).toBe(
      'Question by Ann Okoro, 1 comment',
    );

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
    ['1', 'Key judgement', 'two officials'],
    ['f', 'Fact', 'additional'],
    ['C', 'Claim', 'since the summer'],
    ['4', 'Assumption', 'regional'],
    ['5', 'Question', 'eleven firms'],
    ['s', 'Source', 'eight said'],
    ['x', 'Correction', 'index clause'],
    ['8', 'Note', 'nobody asked'],
  ])('by the key %s as %s', async (key, kind, words) => {
    await selectWithMouse(page, words);
    await page.keyboard.press(key);
    await openCard().waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe(`${kind} by Ann Okoro`);
  });

  test('by the bar, which never covers the words', async () => {
    for (const words of ['Deepwater terminal', 'winter plans', 'Spoil from the bar']) {
      await selectWithMouse(page, words);
      const bar = await page.getByRole('toolbar').boundingBox();
      const { y } = await wordsAt(page, words);
      const box = bar as NonNullable<typeof bar>;
      expect(y < box.y || y > box.y + box.height).toBe(true);
      await page.keyboard.press('Escape');
    }
    await selectWithMouse(page, 'Two of the bidders');
    await page.getByRole('button', { name: /Annotate as source/ }).click();
    await openCard().waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe('Source by Ann Okoro');
  });

  test('with a comment first, of a kind that is chosen beside it', async () => {
    await selectWithMouse(page, 'change “a matter');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'New annotation' }).waitFor();
    await page.getByRole('radio', { name: 'Correction' }).click();
    await page.getByRole('textbox', { name: 'New annotation' }).click();
    await page.keyboard.type('One of them has.');
    await page.keyboard.press('Control+Enter');
    await openCard().locator('.comments').getByText('One of them has.').waitFor();
    expect(await openCard().getAttribute('aria-label')).toBe('Correction by Ann Okoro');
  });

  test('the whole brief', async () => {
    await page.getByRole('button', { name: 'Annotate the brief' }).click();
    await page.keyboard.type('Read with the tender papers.');
    await page.keyboard.press('Control+Enter');
    await openCard().locator('.comments').getByText('Read with the tender papers.').waitFor();
    expect(await openCard().locator('.card-badge').getByText('Whole brief').count()).toBe(1);
  });

  test('never from a field: letters typed there stay there', async () => {
    await selectWithMouse(page, 'were refused');
    await page.keyboard.press('n');
    await openCard().waitFor();
    await page.keyboard.type('jfcaqsxn 12345678 r');
    expect(await openCard().getByRole('textbox').textContent()).toBe('jfcaqsxn 12345678 r');
    await page.keyboard.press('Control+Enter');
    await openCard().locator('.comments').getByText('jfcaqsxn 12345678 r').waitFor();
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
      // Two quick clicks are a double click, which selects a word.
      await page.waitForTimeout(700);
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
    const open = await page.locator('.brief-list-line', { hasText: 'Unresolved' }).locator('.tabular').textContent();
    const count = Number(open);
    const names: (string | null)[] = [];
    for (let i = 0; i <= count; i++) {
      await page.keyboard.press('Alt+ArrowDown');
      names.push(await openCard().getAttribute('data-annotation'));
    }
    // What is resolved is folded away.
    expect(new Set(names).size).toBe(count);
    expect(names[count]).toBe(names[0]);
    await page.keyboard.press('Alt+ArrowUp');
    expect(await openCard().getAttribute('data-annotation')).toBe(names[count - 1]);
  });
});

describe('undo and redo', () => {
  test('take back an annotation with its thread, and give it again', async () => {
    const before = await page.locator('.article mark').count();
    await selectWithMouse(page, 'Members of the board');
    await page.keyboard.press('n');
    await openCard().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.article mark').count()).toBe(before);
    expect(await openCard().count()).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await markOf('Members of the board').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.article mark').count()).toBe(before);
    await page.keyboard.press('Control+y');
    await markOf('Members of the board').waitFor();
  });

  test('take an annotation back right after it was made, from the empty field for its comment', async () => {
    const before = await page.locator('.article mark.hl').count();
    await selectWithMouse(page, 'has been published');
    await page.keyboard.press('4');
    await page.locator('.composer-text:focus').waitFor();
    await expect.poll(() => page.locator('.article mark.hl').count()).toBe(before + 1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.article mark.hl').count()).toBe(before);
  });
});

describe('the screen', () => {
  test.each([
    [1280, 800, 'light'],
    [1280, 800, 'dark'],
    [1920, 1080, 'light'],
    [1920, 1080, 'dark'],
    [900, 700, 'light'],
  ] as const)('has nothing that axe finds at %i by %i, %s', async (width, height, scheme) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    try {
      await page.locator('.article mark.hl-claim').first().click();
      await openCard().waitFor();
      if (width >= 1280) await selectWithMouse(page, 'have most to lose');
      const name = `brief-${width}x${height}-${scheme}.png`;
      await page.screenshot({ path: join(process.env.BRIEFMARK_TEST_RESULTS ?? 'test-results', name) });
      await page.addScriptTag({ content: axe.source });
      const problems = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document);
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
      });
      expect(problems).toEqual([]);
    } finally {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme: 'light' });
    }
  });
});
