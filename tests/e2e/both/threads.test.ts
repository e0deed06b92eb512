import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atRest, openedPassages, saved, selectWithMouse } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';

openSampleForFile();
beforeEach(() => atRest(page));
// What the content security policy blocks of hostile HTML while it is read, it also reports; that is no fault.
afterEach(() => expect(brief.complaints.filter((each) => !each.includes('Content Security Policy'))).toEqual([]));

const openCard = () => page.locator('.card[data-open]');
const announced = () => page.locator('[aria-live="polite"]').first().textContent();

/** A number once it stays the same: cards follow the list a frame later, and those beside the screen another one. */
async function settled(ask: () => Promise<number>): Promise<number> {
  for (let before = await ask(); ; ) {
    await page.waitForTimeout(250);
    const now = await ask();
    if (now === before) return now;
    before = now;
  }
}

/** Annotates words as a note with a comment, and stays in the open thread. */
async function annotate(words: string, comment: string): Promise<void> {
  await selectWithMouse(page, words);
  await page.keyboard.press('n');
  await openCard().waitFor();
  await page.keyboard.type(comment);
  await page.keyboard.press('Control+Enter');
  await openCard().locator('.comment:not([data-saving])', { hasText: comment }).waitFor();
}

async function choose(comment: string, item: string): Promise<void> {
  const row = openCard().locator('.comment', { hasText: comment });
  await row.hover();
  await row.getByRole('button', { name: /^More about/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('a thread', () => {
  test('is answered by R, with the keyboard alone', async () => {
    await annotate('two officials', 'Which two?');
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await page.keyboard.type('The harbour master is one.');
    await page.keyboard.press('Control+Enter');
    await openCard().locator('.comment:not([data-saving])', { hasText: 'The harbour master is one.' }).waitFor();
    expect(await openCard().locator('.card-meta').textContent()).toContain('1 reply');
  });

  test('keeps earlier wordings of a comment', async () => {
    await annotate('two advisers said', 'Since May.');
    await choose('Since May.', 'Edit');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Since June.');
    await page.keyboard.press('Control+Enter');
    await openCard().locator('.comment-body', { hasText: 'Since June.' }).waitFor();
    await openCard()
      .getByRole('button', { name: /earlier wordings/ })
      .click();
    await openCard().getByRole('region', { name: 'Earlier wordings' }).getByText('Since May.').waitFor();
  });

  test('keeps its replies when a comment is withdrawn, and takes it back', async () => {
    await annotate('since the summer', 'Wrong, I think.');
    await page.keyboard.type('I don’t think so.');
    await page.keyboard.press('Control+Enter');
    await openCard().locator('.comment', { hasText: 'I don’t think so.' }).waitFor();
    await choose('Wrong, I think.', 'Withdraw');
    await openCard().getByText('Withdrawn by Ann Okoro').waitFor();
    expect(await openCard().getByText('Wrong, I think.').count()).toBe(0);
    expect(await openCard().locator('.comment', { hasText: 'I don’t think so.' }).count()).toBe(1);
    await openCard().getByRole('button', { name: 'Bring back' }).click();
    await openCard().getByText('Wrong, I think.').waitFor();
  });

  test('is resolved with a reason and a word, folds away, is found again and reopened', async () => {
    await annotate('eleven firms', 'Who asked them?');
    await page.keyboard.type('The chamber did.');
    await openCard().getByRole('button', { name: 'Resolve', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Answered' }).click();
    await openCard().waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('article');
    await page.locator('.article mark.hl-resolved', { hasText: 'eleven firms' }).click();
    await openCard().getByText('The chamber did.').waitFor();
    await openCard().getByText('Answered · Ann Okoro').waitFor();
    await openCard().getByRole('button', { name: 'Reopen' }).click();
    await openCard().getByText('Reopened by Ann Okoro').waitFor();
    expect(await announced()).toContain('Reopened');
    expect(await page.locator('.article mark.hl-resolved', { hasText: 'eleven firms' }).count()).toBe(0);
  });

  test('changes its kind and its tags', async () => {
    await annotate('winter plans', 'Source?');
    await openCard().getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Question' }).click();
    await page.locator('.article mark.hl-question', { hasText: 'winter plans' }).waitFor();
    await openCard().getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Edit tags…' }).click();
    await page.keyboard.type('freight, winter');
    // The first keeps the tag, the second all of them.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await openCard().getByRole('list', { name: 'Tags' }).getByText('winter').waitFor();
  });

  test('is withdrawn with its annotation, and comes back by the message’s undo', async () => {
    await annotate('index clause', 'Which index?');
    await openCard().getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Withdraw annotation' }).click();
    await page.locator('.article mark', { hasText: 'index clause' }).waitFor({ state: 'detached' });
    await page.locator('.brief-list-line', { hasText: 'Withdrawn' }).waitFor();
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.locator('.article mark', { hasText: 'index clause' }).waitFor();
  });

  test('stands beside its passage, overlapping no other', async () => {
    await page.locator('.card', { hasText: 'Which ceiling' }).locator('.card-toggle').click();
    await openCard().waitFor();
    // The others make room once the card's height is known, and once more when its tools have come.
    await openCard().getByRole('button', { name: 'More', exact: true }).waitFor();
    const overlaps = () =>
      page.locator('.margin-place').evaluateAll((places) => {
        const boxes = places.map((place) => place.getBoundingClientRect()).sort((one, other) => one.top - other.top);
        return boxes.filter(({ bottom }, index) => bottom > (boxes[index + 1]?.top ?? bottom)).length;
      });
    await expect.poll(overlaps).toBe(0);
    const card = await openCard().boundingBox();
    const [passage] = await openedPassages(page);
    expect(Math.abs((card?.y ?? 0) - (passage?.top ?? 1_000))).toBeLessThan(12);
  });
});

describe('a comment', () => {
  test('keeps bold, lists, links and code, and what only looks like them', async () => {
    await annotate('Spoil from the bar', 'see');
    await page.keyboard.type('a_b_c *x* 1. <b> &amp; ');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('bold');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Enter');
    await page.keyboard.type('- first');
    await page.keyboard.press('Enter');
    await page.keyboard.type('see https://example.org/a_b now');
    await page.keyboard.press('Control+Enter');
    const body = openCard().locator('.comments .comment-body', { hasText: 'a_b_c' });
    await body.waitFor();
    expect(await body.locator('p').first().textContent()).toBe('a_b_c *x* 1. <b> &amp; bold');
    expect(await body.locator('strong').textContent()).toBe('bold');
    expect(await body.locator('li').count()).toBe(2);
    expect(await body.locator('a').getAttribute('href')).toBe('https://example.org/a_b');
    await saved(page);
  });

  test('makes pasted HTML safe', async () => {
    await annotate('old quarry', 'paste');
    await openCard()
      .getByRole('textbox')
      .evaluate((field) => {
        const data = new DataTransfer();
        data.setData(
          'text/html',
          `<p onclick="window.hacked=1">safe <b style="position:fixed">bold</b><script>window.hacked=1</script>
         <img src=x onerror="window.hacked=1"><a href="javascript:window.hacked=1">bad link</a>
         <a href="https://example.org">good link</a><iframe src="https://example.org"></iframe>
         <svg onload="window.hacked=1"></svg><style>*{display:none}</style></p>`,
        );
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      });
    await page.keyboard.press('Control+Enter');
    const body = openCard().locator('.comments .comment-body', { hasText: 'safe' });
    await body.waitFor();
    expect(await body.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      'https://example.org',
    ]);
    expect(await body.textContent()).toContain('bad link');
    expect(
      await page.locator('.margin :is(script, img, iframe, svg[onload], style, [onclick], [style*="fixed"])').count(),
    ).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
});

describe('the list', () => {
  test('shows one kind, and what is resolved, on request', async () => {
    await page.locator('.brief-list-line', { hasText: 'Claim' }).click();
    await expect.poll(() => page.locator('.card').count()).toBe(1);
    await page.locator('.brief-list-line', { hasText: 'Claim' }).click();
    const before = await settled(() => page.locator('.card').count());
    await page.getByRole('checkbox', { name: 'Show resolved threads' }).check();
    await page.locator('.brief-list-line', { hasText: /^Resolved/ }).click();
    await page.locator('.card[data-resolved]').first().waitFor();
    await page.getByRole('checkbox', { name: 'Show resolved threads' }).uncheck();
    await page.locator('.brief-list-line', { hasText: 'All annotations' }).click();
    await expect.poll(() => settled(() => page.locator('.card').count())).toBe(before);
  });

  test('goes to a heading of the outline', async () => {
    await page.getByRole('button', { name: 'The dredging question' }).click();
    const heading = page.locator('.article h2', { hasText: 'The dredging question' });
    const box = await heading.boundingBox();
    expect(box && box.y > 48 && box.y < 700).toBe(true);
  });
});

test('everything that was done is there after a reload', async () => {
  await saved(page);
  const count = () => page.locator('.brief-list-line', { hasText: 'All annotations' }).textContent();
  const before = await count();
  await page.reload();
  await page.locator('.article mark').first().waitFor();
  await expect.poll(count).toBe(before);
});
