import { afterAll, beforeAll, expect, test } from 'vitest';
import { articleText, caretBefore } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';
import { expectAccessible, keepPicture } from '../support/window.ts';

/* What was typed and could not be put into the article is nobody's but its author's: they see it and can take it. */

openSampleForFile();

let damaging = true;

beforeAll(async () => {
  // What the page sends on its way to the services arrives as something that they have to refuse.
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const damaged = damaging && typeof message === 'string' && message.includes('"edit.update"');
      // It comes when all is typed: what is typed after a refusal is typed in an article that is only read.
      if (damaged) setTimeout(() => server.send(message.replace(/"update":"[^"]*"/, '"update":17')), 2_000);
      else server.send(message);
    });
  });
  await page.reload();
  await page.locator('.article mark').first().waitFor();
});

afterAll(() => {
  damaging = false;
});

test('a refused edit leaves the article as it was, and its words beside it, until they are put away', async () => {
  const before = await articleText(page);
  await page.keyboard.press('Control+e');
  await page.locator('.edit-bar').waitFor();
  await caretBefore(page, 'Engineers who worked');
  // The first letter is refused when the others are typed already.
  await page.keyboard.type('Nobody but ', { delay: 60 });
  const kept = page.locator('.tried-words');
  await page.locator('.edit-bar').waitFor({ state: 'detached' });
  expect(await kept.textContent()).toContain('Nobody but Engineers who worked on the older channel');
  expect(await articleText(page)).toBe(before);
  await expectAccessible(page);
  await keepPicture(page, 'refused-edit');

  // It is on the disk.
  damaging = false;
  await page.reload();
  await kept.waitFor();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByText('Copied. You can paste it').waitFor();
  await page.getByRole('button', { name: 'Put away' }).click();
  await kept.waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('.article mark').first().waitFor();
  expect(await kept.count()).toBe(0);
  expect(brief.complaints.filter((each) => !each.includes('edit.update'))).toEqual([]);
});
