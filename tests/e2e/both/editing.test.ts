import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { articleText, caretBefore } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';

/* Changing the article: off until it is asked for, plainly marked, and everything that was said stays with its words. */

const RESULTS = process.env.BRIEFMARK_TEST_RESULTS ?? 'test-results';

openSampleForFile();
const saved = () => page.locator('.brief-saved[data-saved="saved"]').waitFor();
const marks = () => page.locator('.article mark.hl').count();

async function picture(name = 'quarters.png', type = 'image/png', event = 'paste') {
  const bytes = [...(await readFile(join(import.meta.dirname, '../../fixtures/images', name)))];
  await page.locator('.article').evaluate(
    (article, { data, kind, how, file }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(data)], file, { type: kind }));
      const init = { bubbles: true, cancelable: true };
      article.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, ...init })
          : new DragEvent('drop', { dataTransfer: transfer, ...init }),
      );
    },
    { data: bytes, kind: type, how: event, file: name },
  );
}

/** Waits until an edit is on disk, and what follows it on the page, when typing pauses, is drawn. */
async function quiet(): Promise<void> {
  await saved();
  await page.waitForTimeout(1_100);
}

describe('edit mode', () => {
  test('is off until it is asked for, and says plainly that it is on', async () => {
    const original = await articleText(page);
    await caretBefore(page, 'Engineers who worked');
    await page.keyboard.type('zz');
    expect(await articleText(page)).toBe(original);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByText('You are changing the article').waitFor();
    expect(await page.locator('.article').getAttribute('aria-readonly')).toBeNull();
    expect(await page.locator('.article').getAttribute('spellcheck')).toBe('false');
    expect(await articleText(page)).toBe(original);
  });

  test('changes the words, keeps the highlights, and the disk has it', async () => {
    const before = await marks();
    await caretBefore(page, 'Engineers who worked');
    await page.keyboard.type('Senior ');
    await page.keyboard.press('Delete');
    await page.keyboard.type('e');
    expect(await articleText(page)).toContain('Senior engineers who worked');
    await saved();
    expect(await marks()).toBe(before);
  });

  test('leaves the caret where it was put, whatever is drawn in that moment', async () => {
    await caretBefore(page, 'Who gains from a delay');
    const card = page.locator('.card').filter({ hasText: 'One season only' });
    await card.waitFor();
    const stays = await card.evaluate(async (element) => {
      const heading = [...document.querySelectorAll('.article h2')].find((each) => each.textContent?.startsWith('The'));
      const text = heading?.firstChild as Text;
      getSelection()?.collapse(text, 4);
      // The thread that opens marks its passage before anybody has heard of the caret.
      (element as HTMLElement).click();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return getSelection()?.focusNode === text && getSelection()?.focusOffset === 4;
    });
    expect(stays).toBe(true);
    await page.keyboard.press('Escape');
  });

  test('takes keys as letters, numbers too', async () => {
    await caretBefore(page, 'engineers who worked');
    await page.keyboard.type('1 j? ');
    expect(await articleText(page)).toContain('Senior 1 j? engineers');
    for (let i = 0; i < 5; i++) await page.keyboard.press('Backspace');
    expect(await articleText(page)).toContain('Senior engineers');
  });

  test('undoes edits and annotations as one stack', async () => {
    await quiet();
    await caretBefore(page, 'engineers who worked');
    await page.keyboard.type('structural ');
    await saved();
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => !document.querySelector('.article')?.textContent?.includes('structural'));
    await page.keyboard.press('Control+Shift+z');
    await page.waitForFunction(() => document.querySelector('.article')?.textContent?.includes('structural engineers'));
    // Each key counts, however fast they come.
    for (const keys of ['Control+z', 'Control+Shift+z', 'Control+z']) await page.keyboard.press(keys);
    await page.waitForFunction(() => !document.querySelector('.article')?.textContent?.includes('structural'));
    await quiet();
    expect(await articleText(page)).not.toContain('structural');
  });

  test('changes a block’s type, and makes lists and tables', async () => {
    await quiet();
    await caretBefore(page, 'Senior engineers');
    await page.keyboard.press('Control+Alt+3');
    expect(await page.locator('.article h3', { hasText: 'Senior engineers' }).count()).toBe(1);
    await page.keyboard.press('Control+Alt+0');
    expect(await page.locator('.article h3', { hasText: 'Senior engineers' }).count()).toBe(0);
    await quiet();
    // The End key goes to the end of a line on the screen, so the last one.
    await caretBefore(page, 'deeper.');
    await page.keyboard.press('End');
    // The editor learns of a selection that the browser moved a moment later, as no person is quick enough to notice.
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');
    await page.keyboard.type('- first', { delay: 30 });
    await page.keyboard.press('Enter');
    await page.keyboard.type('second', { delay: 30 });
    await expect.poll(() => page.locator('.article li', { hasText: 'second' }).count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('toolbar').getByRole('button', { name: 'Table' }).click();
    await page.keyboard.type('a');
    await page.keyboard.press('Tab');
    await page.keyboard.type('b');
    expect(await page.locator('.article td').allTextContents()).toEqual(expect.arrayContaining(['a', 'b']));
    expect(await page.locator('.article tr').count()).toBeGreaterThanOrEqual(3);
    await saved();
  });

  test('takes a pasted picture with a caption and words for those who can’t see it', async () => {
    await caretBefore(page, 'Senior engineers');
    await picture();
    await page.locator('.article figure img').waitFor();
    await page.keyboard.type('Four quarters');
    await page.getByLabel('What the picture shows').fill('A square in four colours');
    await page.getByLabel('What the picture shows').press('Enter');
    const image = page.locator('.article figure img');
    await image.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.article figure img')?.naturalWidth === 24,
    );
    expect(await image.getAttribute('alt')).toBe('A square in four colours');
    expect(await page.locator('.article figcaption, .article figure .caption').textContent()).toBe('Four quarters');
    await saved();
    await page.screenshot({ path: join(RESULTS, 'editing-light.png') });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: join(RESULTS, 'editing-dark.png') });
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('refuses what is no picture, with a sentence', async () => {
    await page.locator('.article').evaluate((article) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['<svg/>'], 'plan.png', { type: 'image/png' }));
      article.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
    });
    await page.getByText('“plan.png” is not a PNG, JPEG, WebP or GIF file.').waitFor();
    expect(await page.locator('.article figure').count()).toBe(1);
  });

  test('cleans what is pasted', async () => {
    await caretBefore(page, 'Senior engineers');
    await page.locator('.article').evaluate((article) => {
      const transfer = new DataTransfer();
      transfer.setData(
        'text/html',
        '<p style="color:red" onclick="alert(1)">Pasted <b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)> <a href="javascript:alert(1)">link</a></p>',
      );
      transfer.setData('text/plain', 'Pasted bold link');
      article.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
    });
    const html = await page.locator('.article').innerHTML();
    expect(html).toContain('Pasted <strong>bold</strong>');
    expect(html).not.toMatch(/onclick|onerror|javascript:|<script|color:\s*red/);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => !document.querySelector('.article')?.textContent?.includes('Pasted bold'));
  });

  test('ends, and the article is only read again, as it was left', async () => {
    const left = await articleText(page);
    const drawn = await marks();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await page.getByText('You are changing the article').waitFor({ state: 'detached' });
    expect(await page.locator('.article').getAttribute('aria-readonly')).toBe('true');
    await page.keyboard.type('zz');
    expect(await articleText(page)).toBe(left);
    expect(await marks()).toBe(drawn);
    await page.reload();
    await page.locator('.article mark').first().waitFor();
    expect(await articleText(page)).toBe(left);
    // The policy stops the style of what was pasted, and says so.
    expect(brief.complaints.filter((each) => !each.includes('Content Security Policy'))).toEqual([]);
  });

  test('says when an annotation has lost its passage, and shows it at once', async () => {
    await page.keyboard.press('Control+e');
    await page.locator('.edit-bar').waitFor();
    await caretBefore(page, 'Clearing it took');
    await page.waitForTimeout(1_100);
    for (let i = 0; i < 7; i++) await page.keyboard.press('Control+Shift+ArrowRight');
    await page.waitForTimeout(200);
    await page.keyboard.press('Delete');
    await page.getByText('1 annotation has lost its passage').waitFor();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.locator('.card', { hasText: 'No passage' }).waitFor();
    await page.locator('.article').focus();
    await page.keyboard.press('Control+z');
    await page.locator('.article mark', { hasText: 'Clearing it took' }).waitFor();
    await quiet();
    await page.keyboard.press('Control+e');
    await page.locator('.edit-bar').waitFor({ state: 'detached' });
  });
});
