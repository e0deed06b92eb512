import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claim } from '../../../app/instance/claim.ts';
import { appFolder, sandboxArguments } from '../support/built-app.ts';
import { type Desktop, startDesktop } from '../support/desktop.ts';
import { makeHome, removeHome } from '../support/home.ts';

let home: string;
let desktop: Desktop | undefined;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(async () => {
  await desktop?.quit();
  desktop = undefined;
  await removeHome(home);
});

const ana = { name: 'Ana Example', initials: 'AE', colour: '#336699' };

/** Gives a name by the bridge, as the first screen does; answers when it is on the disk. */
async function giveName({ page }: Desktop): Promise<void> {
  await page.evaluate(
    (person) =>
      new Promise((resolve) => {
        const { briefmark } = window as unknown as {
          briefmark: { send(m: unknown): void; connect(l: (m: { kind: string; id?: number }) => void): void };
        };
        // What the page asked by itself is answered here too.
        briefmark.connect((message) => {
          if (message.kind === 'result' && message.id === 1) resolve(message);
        });
        briefmark.send({ kind: 'call', id: 1, name: 'person.create', params: person });
      }),
    ana,
  );
}

/** Starts the program a further time, or as a command, and waits for its end. */
async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.env.BRIEFMARK_ELECTRON ?? '', [...sandboxArguments, appFolder, ...args], {
    env: { ...process.env, BRIEFMARK_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 50_000,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

/** Makes a package of an article with the command line. */
async function makePackage(): Promise<string> {
  const article = join(home, 'article.txt');
  const brief = join(home, 'harbour.brief');
  await writeFile(article, 'The harbour is closed\n\nThe port authority closed the harbour on Monday, it said.\n');
  const node = join(appFolder, 'out', 'main', 'node.js');
  const made = spawnSync(process.execPath, [node, 'import', article, '--out', brief, '--as', 'Ana Example'], {
    env: { ...process.env, BRIEFMARK_HOME: join(home, 'elsewhere') },
    encoding: 'utf8',
  });
  expect(made.stderr).toBe('');
  return brief;
}

test('a window opens, of a sane size, once there is something to see', async () => {
  desktop = await startDesktop({ home });
  const windows = () =>
    desktop?.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => [one.isVisible(), one.getSize(), one.getTitle()]),
    );
  await expect.poll(windows, { timeout: 10_000 }).toEqual([[true, [1280, 800], expect.stringContaining('Briefmark')]]);
  await desktop.page.getByText('Welcome to Briefmark').first().waitFor();
});

test('the page runs into its own policy nowhere', async () => {
  desktop = await startDesktop({ home });
  const complaints: string[] = [];
  desktop.page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy'))
      complaints.push(message.text());
  });
  await desktop.page.reload();
  await desktop.page.getByText('Welcome to Briefmark').first().waitFor();
  expect(complaints).toEqual([]);
});

test('all state is in the one folder, Electron’s too, and other users can’t read it', async () => {
  desktop = await startDesktop({ home });
  const paths = await desktop.app.evaluate(({ app }) => [app.getPath('userData'), app.getPath('sessionData')]);
  expect(paths).toEqual([join(home, 'electron'), join(home, 'electron')]);
  expect((await stat(join(home, 'electron'))).mode & 0o077).toBe(0);
});

test('the menu bar has the standard items', async () => {
  desktop = await startDesktop({ home });
  const menu = await desktop.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label, submenu }) => [
      label,
      ...(submenu?.items ?? []).filter(({ type }) => type !== 'separator').map(({ role }) => role),
    ]),
  );
  const mac = process.platform === 'darwin';
  expect(menu?.slice(mac ? 1 : 0, mac ? 4 : 3)).toEqual([
    ['&File', mac ? 'close' : 'quit'],
    ['&Edit', 'undo', 'redo', 'cut', 'copy', 'paste', 'pasteandmatchstyle', 'delete', 'selectall'],
    ['&View', 'resetzoom', 'zoomin', 'zoomout', 'togglefullscreen', 'reload', 'toggledevtools'],
  ]);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s saves everything, gives the library up and ends with code 0',
  async (signal) => {
    const running = await startDesktop({ home });
    await giveName(running);
    const exited = once(running.app.process(), 'exit');
    running.app.process().kill(signal);
    expect((await exited)[0]).toBe(0);
    const claimed = await claim(home);
    expect(claimed.kind).toBe('owner');
    if (claimed.kind === 'owner') await claimed.instance.release();
    desktop = await startDesktop({ home });
    await desktop.page
      .getByText(ana.name)
      .or(desktop.page.getByText('AE', { exact: true }))
      .first()
      .waitFor();
  },
);

test('a page that dies comes back, and the services are still there', async () => {
  desktop = await startDesktop({ home });
  await giveName(desktop);
  await desktop.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );
  const text = () =>
    desktop?.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    );
  await expect.poll(text, { timeout: 20_000 }).toContain('AE');
});

test('a .brief file on the command line asks what shall become of it; a second start hands over its own', async () => {
  const brief = await makePackage();
  const named = await startDesktop({ home });
  await giveName(named);
  await named.quit();

  desktop = await startDesktop({ home, args: [brief] });
  const { page } = desktop;
  const dialog = page.getByRole('dialog', { name: 'The harbour is closed' });
  await dialog.getByText('You don’t have this brief yet.').waitFor();
  await dialog.getByRole('button', { name: 'Just look' }).waitFor();
  await dialog.getByRole('button', { name: 'Add to library' }).click();
  await page.getByText('The port authority closed the harbour').first().waitFor();
  expect(page.url()).toMatch(/#\/brief\/[0-9a-f]{64}$/);

  // A colleague's copy has more in it. It is asked about over the brief that is shown.
  const node = join(appFolder, 'out', 'main', 'node.js');
  const annotate = (...said: string[]) => {
    const annotated = spawnSync(process.execPath, [node, 'annotate', brief, ...said, '--as', 'Ana Example'], {
      env: { ...process.env, BRIEFMARK_HOME: join(home, 'elsewhere') },
      encoding: 'utf8',
    });
    expect(annotated.stderr).toBe('');
  };
  annotate('--quote', 'on Monday', '--comment', 'Or on Tuesday?');
  expect(await run(brief)).toMatchObject({ code: 0 });
  await dialog.getByText('You have this brief. It would bring:').waitFor();
  await dialog.getByRole('button', { name: 'Merge into mine' }).click();
  await dialog.getByRole('button', { name: 'Open the brief' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Or on Tuesday?').first().waitFor();

  // It changes where it lies: the library tells of it.
  annotate('--whole', '--comment', 'Who says so?');
  await page.evaluate(() => {
    location.hash = '#/library';
  });
  await page.getByText('“harbour.brief”, which you took in, has changed where it lies.').waitFor();
  await page.getByRole('button', { name: 'See what it brings' }).click();
  await dialog.getByRole('button', { name: 'Merge into mine' }).click();
  await dialog.getByRole('button', { name: 'Open the brief' }).click();
  await page.getByText('Who says so?').first().waitFor();

  // Now there is nothing to bring, and cancelled is done with, also after the page was loaded anew.
  expect(await run(brief)).toMatchObject({ code: 0 });
  await dialog.getByRole('button', { name: 'Just look' }).waitFor();
  expect(await dialog.getByRole('button', { name: 'Merge into mine' }).count()).toBe(0);
  await page.reload();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByText('Or on Tuesday?').first().waitFor();
  expect(await dialog.count()).toBe(0);

  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await rm(brief);
  const missing = await run(brief);
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain('harbour.brief');
  expect(await run()).toMatchObject({ code: 0 });
  await expect
    .poll(() => desktop?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
}, 120_000);

test('a .brief file that was chosen in the window is looked at again where it lies', async () => {
  const brief = await makePackage();
  desktop = await startDesktop({ home });
  const { page } = desktop;
  await giveName(desktop);
  await page.reload();
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  await page.locator('input[type="file"]').first().setInputFiles(brief);
  const dialog = page.getByRole('dialog', { name: 'The harbour is closed' });
  await dialog.getByRole('button', { name: 'Add to library' }).click();
  await page.getByText('The port authority closed the harbour').first().waitFor();
  const node = join(appFolder, 'out', 'main', 'node.js');
  const annotated = spawnSync(
    process.execPath,
    [node, 'annotate', brief, '--whole', '--comment', 'Who says so?', '--as', 'Ana Example'],
    { env: { ...process.env, BRIEFMARK_HOME: join(home, 'elsewhere') }, encoding: 'utf8' },
  );
  expect(annotated.stderr).toBe('');
  await page.evaluate(() => {
    location.hash = '#/library';
  });
  await page.getByText('“harbour.brief”, which you took in, has changed where it lies.').waitFor();
}, 120_000);

test('articles on the command line are shown as they would be imported, one when the other is done, with their pictures', async () => {
  const imports = join(import.meta.dirname, '../../fixtures/imports/tuned');
  const named = await startDesktop({ home });
  await giveName(named);
  await named.quit();

  desktop = await startDesktop({ home, args: [join(imports, 'crane-ordner.html')] });
  const { page } = desktop;
  await page.getByRole('heading', { name: 'Import “crane-ordner.html”' }).waitFor();
  await page.locator('img[alt="The fallen crane seen from the pilot tower"]').waitFor();
  expect(await run(join(imports, 'owls.md'))).toMatchObject({ code: 0 });
  await page.getByRole('button', { name: 'Add to library' }).click();
  await page.getByRole('heading', { name: 'Import “owls.md”' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  await page.getByRole('grid').getByText('Fallen crane keeps the northern quay closed').first().waitFor();
  expect(await run(join(home, 'none.pdf'))).toMatchObject({ code: 1 });
}, 120_000);

test('with a command it is the command line, with its exit code and without a window', async () => {
  expect(await run('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(await run('library', '--json')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[[{]/) });
  expect((await run('show', 'nothing')).code).toBe(1);
  expect((await run('no-such-command')).code).toBe(2);
});

test('a command beside the window asks the window’s services', async () => {
  desktop = await startDesktop({ home });
  const made = await run('library', '--json');
  expect(made.code).toBe(0);
  expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
