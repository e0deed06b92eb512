import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Analyst } from '../../integration/sync/analyst.ts';
import { Team } from '../../integration/sync/team.ts';
import { type Desktop, startDesktop } from '../support/desktop.ts';
import { beSomebody } from '../support/window.ts';

let team: Team;
let bo: Analyst;
let desktop: Desktop;

beforeAll(async () => {
  team = await Team.withRelay();
  bo = await team.member('Bo Tan');
  desktop = await startDesktop();
});

afterAll(async () => {
  await desktop?.quit();
  await team?.close();
});

/** What the program asked of the system: its own class, with nothing behind it where the machine has no notifications. */
function shown(): Promise<string[]> {
  return desktop.app.evaluate(() => {
    const { told = [] } = globalThis as { told?: { title: string }[] };
    return told.map(({ title }) => title);
  });
}

test('the system notifies of a reply, and a click opens its thread', async () => {
  await desktop.app.evaluate(({ Notification }) => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show() {
      told.push(this);
    };
  });
  const { page } = desktop;
  await beSomebody(page, 'Ann Okoro');
  const brief = await team.share(bo);
  const { link } = await bo.services.call('sharing.invite', { brief, role: 'commenter' });
  await page.getByRole('button', { name: 'Join a brief' }).click();
  await page.getByRole('dialog').getByLabel('Invitation link').fill(link);
  await page.getByRole('dialog').getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Join' }).click();
  await page.locator('.article h1').waitFor();
  await page.locator('.sync-indicator').filter({ hasText: 'All on the relay' }).waitFor();
  const ann = (await bo.services.call('sharing.people', { brief })).find(({ name }) => name === 'Ann Okoro');
  const entry = await bo.annotate(brief, 'four per cent', `[@Ann Okoro](briefmark://person/${ann?.id}), of what?`);
  await expect.poll(shown, { timeout: 20_000 }).toEqual(['Bo Tan mentioned you']);
  await page
    .getByRole('button', { name: /Briefmark|Library/ })
    .first()
    .click();
  await desktop.app.evaluate(() => {
    const { told = [] } = globalThis as { told?: { emit(name: string): void }[] };
    told[0]?.emit('click');
  });
  await page.locator(`.card[data-open][data-annotation="${entry.id}"]`).waitFor();
});
