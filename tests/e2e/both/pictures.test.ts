import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { articleText, saved, selectWithMouse } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';

/* Pictures in comments, and words that are cut and put in again with what was said about them. */

const RESULTS = process.env.BRIEFMARK_TEST_RESULTS ?? 'test-results';

openSampleForFile();
async function paste(into: string, name: string, type: string): Promise<void> {
  const bytes = [...(await readFile(join(import.meta.dirname, '../../fixtures/images', name)))];
  await page.locator(into).evaluate(
    (field, { data, kind, file }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(data)], file, { type: kind }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
    },
    { data: bytes, kind: type, file: name },
  );
}

describe('a comment', () => {
  test('shows a picture that was pasted into it, by all that a page may load', async () => {
    await selectWithMouse(page, 'Freight forwarders');
    await page.keyboard.press('Enter');
    await page.locator('.composer-text').waitFor();
    await page.keyboard.type('Seen from the pier: ');
    await paste('.composer-text', 'quarters.jpg', 'image/jpeg');
    await page.locator('.composer-picture img').waitFor();
    await page.getByLabel('What the picture shows').fill('The pier in four colours');
    await page.locator('.composer-text').focus();
    await page.keyboard.press('Control+Enter');
    const image = page.locator('.comments .comment-body img');
    await image.waitFor();
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.comments .comment-body img')?.naturalWidth === 24,
    );
    expect(await image.getAttribute('alt')).toBe('The pier in four colours');
    expect(await image.getAttribute('src')).toMatch(/^blob:/);
    await saved(page);
    await page.screenshot({ path: join(RESULTS, 'comment-picture-light.png') });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: join(RESULTS, 'comment-picture-dark.png') });
    await page.emulateMedia({ colorScheme: 'light' });
    expect(brief.complaints).toEqual([]);
  });
});

describe('words that are cut and put in again', () => {
  test('keep what was said about them', async () => {
    const words = 'which would rather sign after the budget than before it';
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.locator('.edit-bar').waitFor();
    await page.locator('.article').evaluate((article, wanted) => {
      const mark = [...article.querySelectorAll('mark')].find((each) => each.textContent === wanted);
      (article as HTMLElement).focus();
      const text = mark?.firstChild as Text;
      getSelection()?.setBaseAndExtent(text, 0, text, text.length);
    }, words);
    await page.waitForTimeout(100);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('Control+x');
    expect(await articleText(page)).not.toContain(words);
    await saved(page);
    await page.locator('.article > p').last().click();
    await page.keyboard.press('Control+End');
    // A person's fingers take as long; until then the browser hasn't told where the caret went.
    await page.waitForTimeout(300);
    await page.keyboard.press('Control+v');
    expect(await articleText(page)).toMatch(new RegExp(`timetable”\\.${words}`));
    await page.locator('.article > p').last().locator('mark', { hasText: words }).waitFor();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await page.locator('.edit-bar').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.article > p').last().locator('mark', { hasText: words }).waitFor();
  });
});
