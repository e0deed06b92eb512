import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';
import { makeHome, removeHome } from '../support/home.ts';
import { openSample, saved, selectWithMouse } from '../support/open-brief.ts';

let browser: Browser;
let home: string;

beforeAll(async () => {
  browser = await startChromium();
  home = await makeHome();
});
afterAll(async () => {
  await browser?.close();
  await removeHome(home);
});

async function comeBack(shell: BrowserShell, hash: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })).newPage();
  await page.goto(shell.address);
  await page.getByRole('heading').first().waitFor();
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator('.article mark').first().waitFor();
  return page;
}

test('comments that are being written survive the end of program and page', async () => {
  const { shell, page } = await openSample(browser, { home });
  const hash = new URL(page.url()).hash;

  await page.locator('.card', { hasText: 'Which ceiling' }).locator('.card-toggle').click();
  await page.keyboard.press('r');
  await page.keyboard.type('A reply with *stars* in it');
  await page.keyboard.press('Escape');

  await page.locator('.card', { hasText: 'One season only' }).locator('.card-toggle').click();
  await page.getByRole('button', { name: 'Suggest wording' }).click();
  const wording = page.locator('.card[data-open]').getByLabel('How it should read');
  const suggested = `${await wording.inputValue()}, we are told`;
  await wording.fill(suggested);
  await page.keyboard.press('Escape');
  await wording.waitFor({ state: 'detached' });

  await selectWithMouse(page, 'Neither has said so');
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Question' }).click();
  await page.getByRole('textbox', { name: 'New annotation' }).click();
  await page.keyboard.type('Half a thought');
  // No blur and no farewell: the last letter is a moment old when the program is killed.
  await page.waitForTimeout(400);
  await saved(page);
  process.kill(shell.pid, 'SIGKILL');
  await page.close();

  const again = await startBrowserShell({ home });
  try {
    const back = await comeBack(again, hash);
    const draft = back.locator('.card-draft', { hasText: 'Half a thought' });
    await draft.getByRole('button', { name: 'Continue' }).click();
    expect(await back.getByRole('textbox', { name: 'New annotation' }).textContent()).toBe('Half a thought');
    expect(await back.getByRole('radio', { name: 'Question' }).getAttribute('aria-checked')).toBe('true');
    await back.getByRole('textbox', { name: 'New annotation' }).click();
    await back.keyboard.press('Control+End');
    await back.keyboard.type(', and its end');
    await back.keyboard.press('Control+Enter');
    await back.locator('.card[data-open] .comments').getByText('Half a thought, and its end').waitFor();

    const claim = back.locator('.card', { hasText: 'Which ceiling' });
    expect(await claim.locator('.card-badge').textContent()).toBe('Draft');
    await claim.locator('.card-toggle').click();
    expect(await back.locator('.card[data-open]').getByRole('textbox').textContent()).toBe(
      'A reply with *stars* in it',
    );
    await saved(back);
    expect(await back.locator('.card-draft').count()).toBe(0);

    const season = back.locator('.card', { hasText: 'One season only' });
    expect(await season.locator('.card-badge').textContent()).toBe('Draft');
    await season.locator('.card-toggle').click();
    const wordingThere = back.locator('.card[data-open]').getByLabel('How it should read');
    expect(await wordingThere.inputValue()).toBe(suggested);
    await wordingThere.press('Control+Enter');
    await back.locator('.card[data-open] .comment .suggestion').waitFor();
    await wordingThere.waitFor({ state: 'detached' });
    expect(await season.locator('.card-badge').count()).toBe(0);
  } finally {
    await again.stop();
  }
});
