import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selectWithMouse } from '../support/open-brief.ts';
import { TwoWindows } from '../support/two-windows.ts';

/** Longer than a reply takes to arrive and what comes together is gathered. */
const GATHERED_MS = 2_500;

interface Told {
  title: string;
  body: string;
  /** The browser says that it showed it. */
  shown: boolean;
}

let two: TwoWindows;
let ann: Page;
let bo: Page;
/** Bo's thread card. */
let card: string;

/** Ann shared the sample brief and asked something in it; Bo joined, and has her thread open. */
beforeAll(async () => {
  two = await TwoWindows.open();
  ({ ann, bo } = two);
  await ann.context().grantPermissions(['notifications'], { origin: new URL(ann.url()).origin });
  await ann.addInitScript(listen);
  await ann.reload();
  await two.shareAs('commenter');
  await selectWithMouse(ann, 'says the timetable holds');
  await ann.keyboard.press('5');
  await ann.locator('.card[data-open] [contenteditable="true"]:focus').waitFor();
  await ann.keyboard.type('Which ones?');
  await ann.keyboard.press('Control+Enter');
  await bo.locator('.card').filter({ hasText: 'Which ones?' }).click();
  card = `.card[data-annotation="${await bo.locator('.card[data-open]').getAttribute('data-annotation')}"]`;
});

afterAll(() => two?.close());

/** Runs in the page before its own scripts: the browser's own notifications, which are noted as they are made. */
function listen(): void {
  const told: { told: Told; made: Notification }[] = [];
  class Noted extends Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      const one = { title: this.title, body: this.body, shown: false };
      told.push({ told: one, made: this });
      this.addEventListener('show', () => {
        one.shown = true;
      });
    }
  }
  Object.assign(window, { Notification: Noted, told });
}

function told(): Promise<Told[]> {
  return ann.evaluate(() => (window as unknown as { told: { told: Told }[] }).told.map((each) => each.told));
}

async function answer(words: string): Promise<void> {
  const field = bo.locator(`${card} [contenteditable="true"]`);
  await field.click();
  await bo.keyboard.press('Control+b');
  await bo.keyboard.type(words);
  await bo.keyboard.press('Control+b');
  await bo.keyboard.type(', I think.');
  await bo.keyboard.press('Control+Enter');
  await bo.locator(`${card} .comments`).getByText(words).waitFor();
}

/** Leaves the thread that is open. */
async function leaveThread(): Promise<void> {
  for (let i = 0; i < 5 && (await ann.locator('.card[data-open]').count()) > 0; i++) await ann.keyboard.press('Escape');
}

async function notify(on: boolean): Promise<void> {
  await ann.evaluate(() => {
    location.hash = '#/library';
  });
  await ann.getByRole('button', { name: /profile and settings/ }).click();
  await ann.getByRole('menuitem', { name: 'Notifications…' }).click();
  const dialog = ann.getByRole('dialog', { name: 'Notifications' });
  await dialog.getByLabel('Notify me', { exact: true }).setChecked(on);
  await dialog.getByRole('button', { name: 'Close' }).click();
}

test('the browser shows a reply in words, and a click on it opens the thread', async () => {
  await leaveThread();
  await ann.evaluate(() => {
    location.hash = '#/library';
  });
  await answer('Three of nine');
  await expect.poll(told, { timeout: 20_000 }).toEqual([
    {
      title: 'Bo Tan replied',
      body: 'Deepwater terminal decision slips to spring as dredging bids come in high\nThree of nine, I think.',
      shown: true,
    },
  ]);
  await ann.evaluate(() =>
    (window as unknown as { told: { made: Notification }[] }).told[0]?.made.dispatchEvent(new Event('click')),
  );
  await ann.locator(`${card}[data-open]`).waitFor();
});

test('it keeps quiet about a thread that is on screen, and where it is switched off', async () => {
  await answer('Four of nine');
  await ann.waitForTimeout(GATHERED_MS);
  expect(await told()).toHaveLength(1);
  await leaveThread();
  await notify(false);
  await answer('Five of nine');
  await ann.waitForTimeout(GATHERED_MS);
  expect(await told()).toHaveLength(1);
  await notify(true);
  await answer('All nine');
  await expect
    .poll(async () => (await told()).map(({ body }) => body.split('\n')[1]))
    .toEqual(['Three of nine, I think.', 'All nine, I think.']);
});

test('neither page complained about anything', () => {
  expect(two.complaints).toEqual([[], []]);
});
