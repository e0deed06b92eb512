import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selectWithMouse } from '../support/open-brief.ts';
import { TwoWindows } from '../support/two-windows.ts';
import { chooseText, expectAccessible, keepPicture } from '../support/window.ts';

let two: TwoWindows;
let ann: Page;
let bo: Page;
let link: string;

beforeAll(async () => {
  two = await TwoWindows.open();
  ({ ann, bo } = two);
});
afterAll(() => two?.close());

/** What the indicator at the foot says. */
function indicator(page: Page, says: RegExp) {
  return page.locator('.sync-indicator').filter({ hasText: says }).waitFor();
}

test('a brief is shared from its bar, and says when all of it is on the relay', async () => {
  await ann.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = ann.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Share' }).click();
  await dialog.getByText('Give the address of the relay.').waitFor();
  await expectAccessible(ann);
  await keepPicture(ann, 'share-light');
  await dialog.getByLabel('Address of the relay').fill(two.relay.address);
  await dialog.getByRole('button', { name: 'Share' }).click();
  await dialog.getByRole('heading', { name: 'Who is in it' }).waitFor();
  await indicator(ann, /^All on the relay$/);
});

test('an owner makes a link for a role', async () => {
  const dialog = ann.getByRole('dialog');
  await dialog.getByLabel('Role', { exact: true }).selectOption('commenter');
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const field = dialog.getByLabel('Invitation link');
  await field.waitFor();
  link = await field.inputValue();
  expect(link).toMatch(/^briefmark:\/\/join\?relay=/);
  await dialog.getByText(/Lets 1 person join as commenter, until/).waitFor();
  await expectAccessible(ann);
  await keepPicture(ann, 'invite-light');
  await ann.context().grantPermissions(['clipboard-read']);
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await ann.getByText('The link is copied.').waitFor();
  expect(await ann.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await dialog.getByRole('button', { name: 'Keep your identity…' }).click();
  const keep = ann.getByRole('dialog').last();
  await keep.getByLabel('Passphrase', { exact: true }).fill('a long enough passphrase');
  await keep.getByLabel('The passphrase again').fill('a long enough passphrase');
  await Promise.all([ann.waitForEvent('download'), keep.getByRole('button', { name: 'Save identity file' }).click()]);
  await dialog.getByRole('button', { name: 'Keep your identity…' }).waitFor({ state: 'detached' });
  await ann.locator('[role="dialog"]:focus').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
});

test('the links that hold are listed, and one that was ended is not any more', async () => {
  await ann.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = ann.getByRole('dialog');
  const links = dialog.getByRole('region', { name: 'Links that hold' });
  await links.getByRole('listitem').filter({ hasText: 'Commenter' }).filter({ hasText: 'For 1 more person' }).waitFor();
  await dialog.getByLabel('Role', { exact: true }).selectOption('viewer');
  await dialog.getByLabel('People', { exact: true }).selectOption('5');
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const viewers = links.getByRole('listitem').filter({ hasText: 'Viewer' });
  await viewers.filter({ hasText: 'For 5 more people' }).waitFor();
  await expectAccessible(ann);
  await keepPicture(ann, 'invitations-light');
  await viewers.getByRole('button', { name: /^End the link for viewers/ }).click();
  await ann.getByText('The link is ended: nobody can join by it any more.').waitFor();
  await viewers.waitFor({ state: 'detached' });
  expect(await links.getByRole('listitem').count()).toBe(1);
  await dialog.getByRole('button', { name: 'Close' }).click();
});

test('who has the link sees what it is for, and joins', async () => {
  await bo.getByRole('button', { name: 'Join a brief' }).click();
  const dialog = bo.getByRole('dialog');
  await dialog.getByLabel('Invitation link').fill(link.slice(0, -3));
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await dialog
    .getByRole('alert')
    .filter({ hasText: /not an invitation’s link/ })
    .waitFor();
  await dialog.getByLabel('Invitation link').fill(link);
  await dialog.getByLabel('Invitation link').press('Enter');
  await dialog.getByText('Ann Okoro invites you as commenter.').waitFor();
  // Enter goes on from there.
  await dialog.locator('button:focus', { hasText: 'Join' }).waitFor();
  await expectAccessible(bo);
  await keepPicture(bo, 'join-dark');
  await bo.keyboard.press('Enter');
  await bo.locator('.article mark').first().waitFor();
  await indicator(bo, /^All on the relay$/);
});

test('a tab says how much is new in a brief that isn’t shown', async () => {
  await ann.keyboard.press('Control+t');
  await chooseText(ann, 'quay.txt', 'Fees at the fish quay rise again\n\nFor the third time in two years.\n');
  await ann.getByRole('button', { name: 'Add to library' }).click();
  await ann.locator('.ProseMirror h1:visible', { hasText: 'Fees at the fish quay' }).waitFor();
  await selectWithMouse(bo, 'Members of the board');
  await bo.keyboard.press('3');
  await ann.getByRole('tab', { name: /^Deepwater .*1 new/ }).waitFor();
  await keepPicture(ann, 'tab-unread');
  // Who has it open but looks at another isn't there.
  await bo.getByRole('button', { name: /Here now: Ann/ }).waitFor({ state: 'detached' });
  await ann.keyboard.press('Control+w');
  await ann.locator('.ProseMirror:visible mark', { hasText: 'Members of the board' }).waitFor();
  await bo.keyboard.press('Escape');
  await bo.keyboard.press('Escape');
});

test('each sees who else is there, and what the other writes, at once', async () => {
  await ann.getByRole('button', { name: 'Here now: Bo Tan' }).waitFor();
  await ann.getByText('Bo Tan is reading').waitFor();
  await keepPicture(ann, 'together-light');
  await keepPicture(bo, 'together-dark');
  const before = await ann.locator('.article mark').count();
  const words = await bo.evaluate(() => {
    const paragraph = [...document.querySelectorAll('.article p')].find((each) => !each.querySelector('mark'));
    return (paragraph?.textContent ?? '').trim().split(/\s+/).slice(0, 3).join(' ');
  });
  await selectWithMouse(bo, words);
  await bo.keyboard.press('5');
  await bo.locator('.card[data-open] [contenteditable="true"]:focus').waitFor();
  await bo.keyboard.type('Says who?');
  await bo.keyboard.press('Control+Enter');
  // The field has the same words until they are sent.
  await bo.locator('.card[data-open] .comments').getByText('Says who?').waitFor();
  await ann.locator('.article mark').nth(before).waitFor();
  await ann.locator('.card').filter({ hasText: 'Says who?' }).getByRole('img', { name: 'Unread' }).waitFor();
  await ann.getByRole('button', { name: /^Unread/ }).waitFor();
  await keepPicture(ann, 'unread-light');
});

test('the one who writes is named to the others in the thread', async () => {
  await ann.locator('.card').filter({ hasText: 'Says who?' }).first().click();
  const field = bo.locator('.card[data-open] [contenteditable="true"]').first();
  await field.click();
  await bo.keyboard.type('And when');
  await ann.getByText('Bo Tan is writing…').waitFor();
  await keepPicture(ann, 'writing-light');
  await ann.getByRole('img', { name: 'Unread' }).waitFor({ state: 'detached' });
});

test('without the relay it says since when, and what waits', async () => {
  await two.relay.stop();
  await indicator(bo, /^Offline since \d\d:\d\d$/);
  await bo.keyboard.press('Control+Enter');
  await indicator(bo, /^Offline since \d\d:\d\d · 1 change waits$/);
  await bo.locator('.sync-indicator').click();
  await bo
    .getByRole('dialog')
    .getByText(/Nothing is lost/)
    .waitFor();
  const waiting = bo.getByRole('listbox', { name: 'What is not yet on the relay' }).getByRole('option');
  await waiting.filter({ hasText: /^Bo Tan said on .*And when/ }).waitFor();
  expect(await waiting.count()).toBe(1);
  await expectAccessible(bo);
  await keepPicture(bo, 'offline-dark');
  // Who is in it is known without a relay; whether they are here is not said.
  await ann.getByRole('button', { name: 'Share', exact: true }).click();
  const people = ann.getByRole('dialog').getByRole('region', { name: 'Who is in it' });
  await people.getByText(/Roles that you give wait on this computer/).waitFor();
  await people.getByLabel('Role of Bo Tan').waitFor();
  expect(await people.getByText(/\d device|not seen/).count()).toBe(0);
  await expectAccessible(ann);
  await keepPicture(ann, 'people-offline-light');
  await two.startRelay();
  // Unless it has tried by itself meanwhile.
  const tryNow = bo.getByRole('dialog').getByRole('button', { name: 'Try now' });
  await tryNow.click({ timeout: 2_000 }).catch(() => {});
  await bo.getByRole('dialog').getByText('All on the relay').waitFor();
  await people
    .getByText(/1 device · here now/)
    .first()
    .waitFor();
  await ann.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await waiting.waitFor({ state: 'detached' });
  await bo.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await ann.getByText('And when').waitFor();
});

test('an owner gives another role, and what it doesn’t allow is not offered', async () => {
  await ann.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = ann.getByRole('dialog');
  await dialog.getByLabel('Role of Bo Tan').selectOption('viewer');
  await indicator(bo, /^All on the relay · Read only because you are a viewer$/);
  await bo.locator('.card').filter({ hasText: 'Says who?' }).first().click();
  expect(await bo.locator('.card[data-open] [contenteditable="true"]').count()).toBe(0);
  await keepPicture(ann, 'people-light');
});

test('an owner removes somebody, whose window says so', async () => {
  const dialog = ann.getByRole('dialog');
  await dialog.getByRole('listitem').filter({ hasText: 'Bo Tan' }).getByRole('button', { name: 'Remove…' }).click();
  const asked = ann.getByRole('alertdialog');
  await asked.getByText(/lets none of Bo Tan’s devices in/).waitFor();
  await asked.getByRole('button', { name: 'Remove' }).click();
  await indicator(bo, /^Read only because an owner ended your part$/);
  expect(await bo.getByRole('button', { name: 'Annotate the brief' }).isEnabled()).toBe(false);
  expect(await bo.getByRole('button', { name: 'Nothing to undo: you can only read this brief' }).isEnabled()).toBe(
    false,
  );
  await bo.locator('.sync-indicator').click();
  await bo
    .getByRole('dialog')
    .getByText(/An owner ended your part/)
    .waitFor();
  await expectAccessible(bo);
  await keepPicture(bo, 'removed-dark');
});
