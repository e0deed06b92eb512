import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopApi } from '../../../shared/desktop-shell.ts';
import { appFolder } from '../support/built-app.ts';
import { type Desktop, startDesktop } from '../support/desktop.ts';

/* Whom the bridge answers: the page in our window at our address, and nobody else. */

let desktop: Desktop;

beforeAll(async () => {
  desktop = await startDesktop();
});

afterAll(async () => {
  await desktop?.quit();
});

describe('the bridge', () => {
  /** Opens a page that isn't ours with our preload script, sends a call, and returns what it hears. */
  const foreignCall = (address: string) =>
    desktop.app.evaluate(
      async ({ BrowserWindow }, [address, preload]) => {
        const other = new BrowserWindow({ show: false, webPreferences: { preload: preload ?? '', sandbox: true } });
        await other.loadURL(address ?? '');
        const heard = await other.webContents.executeJavaScript(`new Promise((resolve) => {
          const heard = [];
          briefmark.connect((message) => heard.push(message));
          briefmark.send({ kind: 'call', id: 424242, name: 'app.hello', params: {} });
          setTimeout(() => resolve(heard), 500);
        })`);
        other.destroy();
        return heard as unknown[];
      },
      [address, join(appFolder, 'out', 'preload', 'preload.cjs')],
    );

  const heardByPage = () =>
    desktop.page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const { briefmark } = window as unknown as { briefmark: DesktopApi };
          const heard: unknown[] = [];
          briefmark.connect((message) => (message as { id?: number }).id === 7 && heard.push(message));
          briefmark.send({ kind: 'call', id: 7, name: 'app.hello', params: {} });
          setTimeout(() => resolve(heard), 500);
        }),
    );

  test('answers the page', async () => {
    expect(await heardByPage()).toMatchObject([
      { kind: 'result', id: 7, result: { capabilities: { shell: 'desktop', nativeMenu: true } } },
    ]);
  });

  test.each(['data:text/html,<p>foreign</p>', 'about:blank', 'app://bundle/index.html'])(
    'doesn’t answer another window, even at %s, nor tells the page of it',
    async (address) => {
      await desktop.page.evaluate(() => {
        const { briefmark } = window as unknown as { briefmark: DesktopApi };
        const heard: unknown[] = [];
        Object.assign(window, { heard });
        briefmark.connect((message) => heard.push(message));
      });
      expect(await foreignCall(address)).toEqual([]);
      await desktop.page.waitForTimeout(300);
      expect(await desktop.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
    },
  );

  test('doesn’t answer a page in the window itself whose address isn’t ours', async () => {
    const heard = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.webContents.removeAllListeners('did-navigate');
      await window?.loadURL('data:text/html,<p>foreign</p>');
      const heard = await window?.webContents.executeJavaScript(`new Promise((resolve) => {
        const heard = [];
        briefmark.connect((message) => heard.push(message));
        briefmark.send({ kind: 'call', id: 424242, name: 'app.hello', params: {} });
        setTimeout(() => resolve(heard), 500);
      })`);
      await window?.loadURL('app://bundle/index.html');
      return heard as unknown[];
    });
    expect(heard).toEqual([]);
  });

  test('refuses calls and parameters that the contract doesn’t have', async () => {
    const heard = await desktop.page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const { briefmark } = window as unknown as {
            briefmark: { send(m: unknown): void; connect(l: (m: unknown) => void): void };
          };
          const heard: unknown[] = [];
          // The page's own calls have large numbers.
          briefmark.connect((message) => (message as { id: number }).id < 10 && heard.push(message));
          briefmark.send({ kind: 'call', id: 1, name: '__proto__', params: {} });
          briefmark.send({ kind: 'call', id: 2, name: 'library.list', params: { more: 1 } });
          briefmark.send({ kind: 'call', id: 3, name: 'services.close', params: {} });
          setTimeout(() => resolve(heard), 500);
        }),
    );
    expect(heard).toMatchObject([1, 2, 3].map((id) => ({ kind: 'error', id, error: { code: 'bad-call' } })));
  });

  test('hangs up on what is no call', async () => {
    const heard = await desktop.page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const { briefmark } = window as unknown as {
            briefmark: { send(m: unknown): void; connect(l: (m: unknown) => void): void };
          };
          const heard: unknown[] = [];
          briefmark.connect((message) => heard.push(message));
          briefmark.send('hello');
          briefmark.send({ kind: 'call', id: 2, name: 'library.list', params: {} });
          setTimeout(() => resolve(heard), 500);
        }),
    );
    expect(heard).toEqual([]);
  });

  test('goes on after the page was loaded anew', async () => {
    await desktop.page.reload();
    expect(await heardByPage()).toMatchObject([{ kind: 'result', id: 7 }]);
  });
});

test('a second start brings the first one forward and ends with code 0', async () => {
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const { BRIEFMARK_ELECTRON = '' } = process.env;
  const second = spawn(BRIEFMARK_ELECTRON, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), appFolder], {
    env: { ...process.env, BRIEFMARK_HOME: desktop.home },
    stdio: 'ignore',
    timeout: 30_000,
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  await expect
    .poll(() => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
