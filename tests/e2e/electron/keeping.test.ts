import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appFolder } from '../support/built-app.ts';
import { type Desktop, startDesktop } from '../support/desktop.ts';
import { makeHome, removeHome } from '../support/home.ts';

const PASSAGES = ['rose by a third', 'nobody on the quay', 'a notice in March', 'four per cent', 'the harbour board'];
const MEANWHILE = 'announced it';

const ARTICLE = `Fees at the fish quay rise again

The fees for a berth at the fish quay rose by a third this spring, and nobody on the quay had been told.

The harbour office says that a notice in March announced it. It expects four per cent more income from the harbour, and
points out that the harbour board agreed to it in public.
`;

let home: string;
let desktop: Desktop | undefined;

beforeEach(async () => {
  home = await makeHome();
});

afterEach(async () => {
  desktop?.app.process().kill('SIGKILL');
  await removeHome(home);
});

/** The command line, which hands its command to the window that is open. */
async function briefmark<T>(...args: string[]): Promise<T> {
  const program = join(appFolder, 'out/main/node.js');
  const env = { ...process.env, BRIEFMARK_HOME: home };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--json'], {
    env,
    timeout: 30_000,
  });
  return JSON.parse(stdout) as T;
}

test('five passages, discussed and resolved, are there after the window was killed, and what came since is told', async () => {
  desktop = await startDesktop({ home });
  await desktop.page.getByLabel('Your name').fill('Ann Okoro');
  await desktop.page.getByRole('button', { name: 'Start', exact: true }).click();
  await desktop.page.getByText('Your library is empty').waitFor();

  const file = join(home, 'quay.txt');
  await writeFile(file, ARTICLE);
  const { id } = await briefmark<{ id: string }>('import', file);
  await desktop.page.getByText('Fees at the fish quay rise again').first().click();
  await desktop.page.locator('.article h1').waitFor();
  for (const quote of PASSAGES) {
    const made = await briefmark<{ id: string }>(
      'annotate',
      id,
      '--quote',
      quote,
      '--as',
      'Ann Okoro',
      '--comment',
      'Why?',
    );
    await briefmark('reply', id, made.id, '--comment', `About ${quote}`, '--as', 'Bo Tan');
    if (quote === PASSAGES[0]) await briefmark('resolve', id, made.id, '--reason', 'answered', '--as', 'Ann Okoro');
  }
  await expect.poll(() => desktop?.page.locator('.article mark').count()).toBeGreaterThanOrEqual(PASSAGES.length);

  const killed = desktop.app.process();
  const gone = once(killed, 'exit');
  killed.kill('SIGKILL');
  await gone;
  await briefmark('annotate', id, '--quote', MEANWHILE, '--as', 'Bo Tan', '--comment', 'Says **who**?');

  desktop = await startDesktop({ home });
  await desktop.page.getByText('Fees at the fish quay rise again').first().click();
  await expect.poll(() => desktop?.page.locator('.article mark').count()).toBeGreaterThanOrEqual(PASSAGES.length);
  const { annotations } = await briefmark<{ annotations: { quote: string; status: object; comments: object[] }[] }>(
    'show',
    id,
  );
  const hers = annotations.filter(({ quote }) => quote !== MEANWHILE);
  expect(hers.map(({ quote }) => quote)).toEqual(PASSAGES);
  expect(hers.every(({ comments }) => comments.length === 2)).toBe(true);
  expect(hers[0]?.status).toEqual({ state: 'resolved', reason: 'answered' });

  await desktop.page.keyboard.press('Control+Shift+H');
  const dialog = desktop.page.getByRole('dialog', { name: 'What changed' });
  await dialog.getByText(`Bo Tan said on “${MEANWHILE}”: Says who?`).waitFor();
  const since = dialog.getByLabel('Since');
  expect(await since.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.label)).toMatch(
    /^I last looked/,
  );
}, 180_000);
