import { beforeAll, expect, test } from 'vitest';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

/* What is said or decided is on screen at once, and nothing says that it is saved before it is. */

openSampleForFile();

/** What becomes of an action on its way to the services: it may have to wait, and arrive damaged. */
let waits = false;
let damaged = false;
const waiting: (() => void)[] = [];

function letGo(): void {
  waits = false;
  damaged = false;
  for (const send of waiting.splice(0)) send();
}

beforeAll(async () => {
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const isAction = typeof message === 'string' && message.includes('"brief.act"');
      const sent = isAction && damaged ? message.replace(/"body":"[^"]*"/, '"body":17') : message;
      if (isAction && waits) waiting.push(() => server.send(sent));
      else server.send(sent);
    });
  });
  await page.reload();
  await page.locator('.margin[aria-busy="false"]').waitFor({ state: 'attached' });
});

const open = () => page.locator('.card[data-open]');
const field = () => open().locator('.composer-text');
const last = () => open().locator('.comment').last();

async function openThread(words: string): Promise<void> {
  await page.locator('.card', { hasText: words }).locator('.card-toggle').click();
  await field().waitFor();
}

/** Sends a reply to the open thread that is refused when it is let go. */
async function sendToBeRefused(words: string): Promise<void> {
  await page.keyboard.press('r');
  await page.keyboard.type(words);
  waits = true;
  damaged = true;
  await page.keyboard.press('Control+Enter');
  await last().getByText(words).waitFor();
}

test('a reply stands in its thread while it is saved, and says so', async () => {
  await openThread('Which ceiling');
  const before = await open().locator('.comment').count();
  waits = true;
  await page.keyboard.press('r');
  await page.keyboard.type('It is the second one.');
  await page.keyboard.press('Control+Enter');
  await last().getByText('It is the second one.').waitFor();
  expect(await last().textContent()).toContain('Saving…');
  expect(await field().textContent()).toBe('');
  expect(await open().locator('.comment').count()).toBe(before + 1);
  await expectAccessible(page);
  await keepPicture(page, 'reply-on-its-way');

  // Another one doesn't wait for it.
  await page.keyboard.type('Said the minister.');
  await page.keyboard.press('Control+Enter');
  const another = open().locator('.comment', { hasText: 'Said the minister.' });
  await another.waitFor();
  await page.keyboard.type('And a third');
  const element = await another.elementHandle();
  letGo();
  await open().locator('.comment[data-saving]').first().waitFor({ state: 'detached' });
  expect(await open().locator('.comment').count()).toBe(before + 2);
  expect(await another.textContent()).not.toContain('Saving…');
  // Nobody's eyes are led away: it is the same element, which says another thing.
  expect(await another.evaluate((now, then) => now === then, element)).toBe(true);
  // What was begun meanwhile is still there, and still a draft after a reload.
  expect(await field().textContent()).toBe('And a third');
  await page.waitForTimeout(400);
  await page.locator('.brief-saved[data-saved="saved"]').waitFor();
  await page.reload();
  await openThread('Which ceiling');
  expect(await field().textContent()).toBe('And a third');
  await field().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('a reply that is refused comes back into its field, before what was written meanwhile', async () => {
  await openThread('Which ceiling');
  const before = await open().locator('.comment').count();
  await sendToBeRefused('Not to be taken.');
  await page.keyboard.type('Begun meanwhile.');
  letGo();
  await expect.poll(() => field().innerText()).toMatch(/^Not to be taken\.\s+Begun meanwhile\.\s*$/);
  expect(await open().locator('.comment').count()).toBe(before);
  await page.keyboard.press('Control+Enter');
  await last().getByText('Not to be taken.').waitFor();
  await open().locator('.comment[data-saving]').waitFor({ state: 'detached' });
  expect(await field().textContent()).toBe('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('a reply that is refused when its thread was left is a draft again, before what was begun meanwhile', async () => {
  await openThread('Which ceiling');
  await sendToBeRefused('Sent and left.');
  await page.keyboard.type('Begun meanwhile');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await open().waitFor({ state: 'detached' });
  const saving = page.locator('.card', { hasText: 'Which ceiling' }).getByText('Saving…');
  await saving.waitFor();
  letGo();
  await saving.waitFor({ state: 'detached' });
  await openThread('Which ceiling');
  await expect.poll(() => field().innerText()).toMatch(/^Sent and left\.\s+Begun meanwhile\s*$/);
  await field().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('a thread that is resolved says that it is being saved until it goes', async () => {
  await openThread('One season only');
  waits = true;
  await open().getByRole('button', { name: 'Resolve', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Noted' }).click();
  const card = page.locator('.card', { hasText: 'One season only' });
  await card.getByText('Saving…').waitFor();
  expect(await open().count()).toBe(0);
  await keepPicture(page, 'resolve-on-its-way');
  // The keys mean what they do in the article.
  await expect.poll(() => page.evaluate(() => document.activeElement?.classList.contains('article'))).toBe(true);
  letGo();
  await card.waitFor({ state: 'detached' });
  await page.getByText('Resolved as noted').first().waitFor();
  expect(brief.complaints.filter((each) => !each.includes('brief.act'))).toEqual([]);
});
