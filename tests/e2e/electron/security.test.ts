import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Desktop, startDesktop } from '../support/desktop.ts';

/*
 * What a page could do if somebody got a script of theirs into it: nothing beyond the bridge. Each test tries one of the
 * walls of docs/architecture.md from inside the real window.
 */

let desktop: Desktop;

/** A website that would be glad of a visit. */
let web: Server;
let webAddress: string;
let visits: string[] = [];

beforeAll(async () => {
  web = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'text/html');
    response.end('<h1>foreign</h1>');
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  webAddress = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  desktop = await startDesktop();
  // What would be opened outside is noted instead.
  await desktop.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (address) => {
      opened.push(address);
    };
  });
});

afterAll(async () => {
  await desktop?.quit();
  web?.close();
});

beforeEach(() => {
  visits = [];
});

const windows = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const opened = (): Promise<string[]> =>
  desktop.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.splice(0));

describe('the page’s process', () => {
  test('has neither Node nor Electron, and of the preload script three functions only', async () => {
    const found = await desktop.page.evaluate(() => ({
      names: ['require', 'process', 'module', 'global', 'Buffer', 'ipcRenderer', 'electron'].filter((n) => n in window),
      api: Object.entries((window as unknown as { briefmark: object }).briefmark).map(([n, v]) => `${n}: ${typeof v}`),
    }));
    expect(found).toEqual({ names: [], api: ['send: function', 'connect: function', 'handIn: function'] });
  });

  test('hands in no file that nobody gave it, and nothing but files', async () => {
    const handed = await desktop.page.evaluate(() => {
      const { briefmark } = window as unknown as { briefmark: { handIn(file: unknown): boolean } };
      const forged = new File(['x'], '../../etc/passwd.brief');
      Object.defineProperty(forged, 'path', { value: '/etc/passwd' });
      const tried = [forged, { path: '/etc/passwd.brief' }, '/etc/passwd.brief'];
      return tried.map((each) => {
        try {
          return briefmark.handIn(each);
        } catch {
          return 'threw';
        }
      });
    });
    expect(handed).not.toContain(true);
  });

  test('is sandboxed and isolated, with web security, without Node, and without webviews', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      // Electron has it, its types don't.
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  });

  test('checks no spelling, as the dictionaries would be fetched from the web', async () => {
    expect(await desktop.app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false);
  });
});

describe('leaving the page', () => {
  test('by a new window is denied', async () => {
    const result = await desktop.page.evaluate((address) => {
      const targets = [address, 'about:blank', 'app://bundle/index.html', 'javascript:alert(1)', 'file:///etc/passwd'];
      return targets.map((target) => window.open(target) === null);
    }, webAddress);
    expect(result).toEqual([true, true, true, true, true]);
    expect(await windows()).toBe(1);
    expect(visits).toEqual([]);
  });

  test.each([
    'http',
    'file:///etc/passwd',
    'app://bundle/assets/none.html',
    'app://other/index.html',
    'data:text/html,x',
  ])('by navigating to %s is denied', async (target) => {
    const before = desktop.page.url();
    await desktop.page
      .evaluate(
        (address) => {
          const link = document.createElement('a');
          link.href = address;
          document.body.append(link);
          link.click();
          link.remove();
          location.assign(address);
        },
        target === 'http' ? webAddress : target,
      )
      .catch(() => {});
    await desktop.page.waitForTimeout(300);
    expect(desktop.page.url()).toBe(before);
    expect(visits).toEqual([]);
  });

  test('to about:blank, which Electron lets nobody forbid, ends back where it was', async () => {
    await desktop.page.evaluate(() => location.assign('about:blank')).catch(() => {});
    await expect.poll(() => desktop.page.url()).toBe('app://bundle/index.html');
    await expect.poll(() => desktop.page.evaluate(() => document.body.innerText.length)).toBeGreaterThan(20);
  });

  test('to a website or a mail opens these outside, and nothing else', async () => {
    await opened();
    await desktop.page.evaluate(() => {
      window.open('https://example.org/a?b#c');
      window.open('mailto:ana@example.org');
      window.open('http://example.org/');
      window.open('file:///etc/passwd');
      window.open('smb://example.org/share');
      window.open('https://user:pass@example.org/');
    });
    await expect.poll(opened).toEqual(['https://example.org/a?b#c', 'mailto:ana@example.org']);
    expect(await windows()).toBe(1);
  });

  test('by a frame or a webview is denied', async () => {
    const frames = await desktop.page.evaluate(async (address) => {
      for (const [name, source] of [
        ['iframe', address],
        ['iframe', 'app://bundle/index.html'],
        ['webview', address],
        ['object', address],
      ] as const) {
        const element = document.createElement(name);
        element.setAttribute(name === 'object' ? 'data' : 'src', source);
        document.body.append(element);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      const tags = [...document.querySelectorAll<HTMLIFrameElement>('iframe')];
      const read = tags.map((frame) => frame.contentDocument?.body?.innerText ?? '');
      for (const element of document.querySelectorAll('iframe, webview, object')) element.remove();
      return read;
    }, webAddress);
    expect(frames.join('')).toBe('');
    expect(visits).toEqual([]);
  });

  test('is denied to every page that there might be, not only to the window’s', async () => {
    const url = await desktop.app.evaluate(async ({ BrowserWindow }) => {
      const other = new BrowserWindow({ show: false });
      await other.loadURL('data:text/html,<p>other</p>');
      // The bundle is the one place that nothing else keeps a page from.
      await other.webContents.executeJavaScript(`location.assign('app://bundle/index.html')`).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 500));
      const found = other.webContents.getURL();
      other.destroy();
      return found;
    });
    expect(url).toMatch(/^data:/);
  });
});

describe('the content security policy', () => {
  test('starts from nothing', async () => {
    const policy = await desktop.app.evaluate(async ({ session }) => {
      const response = await session.defaultSession.fetch('app://bundle/index.html');
      return response.headers.get('content-security-policy') ?? '';
    });
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "worker-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  test('forbids eval, inline scripts, inline styles, foreign requests, images and scripts', async () => {
    const violated = await desktop.page.evaluate(async (address) => {
      const found = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) =>
        found.add(`${event.effectiveDirective} ${event.blockedURI.split(':')[0]}`),
      );
      // The debugger lets what it runs itself evaluate text; what runs later is the page's own.
      await new Promise((resolve) => setTimeout(resolve));
      let evaluated = true;
      try {
        new Function('return 1')();
      } catch {
        evaluated = false;
      }
      const add = (name: string, set: (element: HTMLElement) => void) => {
        const element = document.createElement(name);
        set(element);
        document.body.append(element);
        return element;
      };
      const added = [
        add('script', (e) => e.append('window.inlineRan = true')),
        add('style', (e) => e.append('body { outline: 7px solid red }')),
        add('script', (e) => e.setAttribute('src', `${address}/script.js`)),
        add('img', (e) => e.setAttribute('src', `${address}/image.png`)),
      ];
      await fetch(`${address}/fetch`).catch(() => {});
      try {
        new WebSocket(address.replace('http', 'ws')).onerror = () => {};
      } catch {}
      navigator.sendBeacon(`${address}/beacon`, 'x');
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const element of added) element.remove();
      return {
        evaluated,
        inline: 'inlineRan' in window,
        outline: getComputedStyle(document.body).outlineWidth === '7px',
        found: [...found].sort(),
      };
    }, webAddress);
    expect(violated).toMatchObject({ evaluated: false, inline: false, outline: false });
    expect(violated.found).toEqual([
      'connect-src http',
      'connect-src ws',
      'img-src http',
      'script-src eval',
      'script-src-elem http',
      'script-src-elem inline',
      'style-src-elem inline',
    ]);
    expect(visits).toEqual([]);
  });

  test('stands on every file, with nosniff, no-referrer and same-origin beside it', async () => {
    const headers = await desktop.app.evaluate(async ({ session }) => {
      const page = await session.defaultSession.fetch('app://bundle/');
      const script = /assets\/[^"]+\.js/.exec(await page.text())?.[0];
      const response = await session.defaultSession.fetch(`app://bundle/${script}`);
      return Object.fromEntries(response.headers);
    });
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none';/),
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
});

describe('behind the policy, Chromium itself', () => {
  test('makes no request that leads out of the program', async () => {
    const outcomes = await desktop.app.evaluate(async ({ BrowserWindow, session }, address) => {
      const outcome = (promise: Promise<unknown>) => promise.then(() => 'reached', String);
      const other = new BrowserWindow({ show: false });
      const loaded = await outcome(other.loadURL(address));
      other.destroy();
      return [loaded, await outcome(session.defaultSession.fetch(address))];
    }, webAddress);
    for (const outcome of outcomes) expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(visits).toEqual([]);
  });

  test('resolves no name, not even this machine’s', async () => {
    const outcome = await desktop.app.evaluate(({ session }) =>
      session.defaultSession.resolveHost('localhost').then(
        () => 'resolved',
        () => 'not resolved',
      ),
    );
    expect(outcome).toBe('not resolved');
  });
});

describe('the bundle', () => {
  const paths = [
    '../../etc/passwd',
    '../main/main.js',
    '%2e%2e/%2e%2e/etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..%5c..%5cetc%5cpasswd',
    '..\\..\\etc\\passwd',
    '%252e%252e%252fetc%252fpasswd',
    '....//....//etc/passwd',
    '/etc/passwd',
    '//etc/passwd',
    'assets/../../main/main.js',
    'assets/..%2f..%2fmain%2fmain.js',
    'index.html%00.png',
    '..%c0%af..%c0%afetc/passwd',
    'file:///etc/passwd',
    'preload.cjs',
  ];
  test.each(paths)('gives nothing but itself at app://bundle/%s', async (path) => {
    const status = await desktop.app.evaluate(async ({ session }, address) => {
      return session.defaultSession.fetch(address).then(
        ({ status }) => status,
        () => 'failed',
      );
    }, `app://bundle/${path}`);
    expect([404, 'failed']).toContain(status);
  });

  test('is at one host only, and is only read', async () => {
    const statuses = await desktop.app.evaluate(async ({ session }) => {
      const get = (address: string, method = 'GET') =>
        session.defaultSession.fetch(address, { method }).then(
          ({ status }) => status as number | string,
          () => 'failed',
        );
      return [
        await get('app://bundle/index.html'),
        await get('app://other/index.html'),
        await get('app://bundle.example/index.html'),
        await get('app://bundle/index.html', 'POST'),
      ];
    });
    expect(statuses).toEqual([200, 404, 404, 405]);
  });
});

test('every permission is denied but writing text to the clipboard', async () => {
  const states = await desktop.page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'persistent-storage',
      'storage-access',
      'window-management',
      'local-fonts',
      'clipboard-write',
    ];
    const entries = await Promise.all(
      names.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return [name, state] as const;
      }),
    );
    return Object.fromEntries(entries);
  });
  const { 'clipboard-write': write, ...others } = states;
  expect(write).toBe('granted');
  expect(Object.entries(others).filter(([, state]) => state === 'granted')).toEqual([]);

  const asked = await desktop.page.evaluate(async () => {
    const outcome = (promise: Promise<unknown>) =>
      promise.then(
        () => 'given',
        () => 'denied',
      );
    return {
      place: await outcome(
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 2_000 })),
      ),
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      notifications: await Notification.requestPermission(),
      clipboard: await outcome(navigator.clipboard.readText()),
    };
  });
  expect(asked).toEqual({
    place: 'denied',
    camera: 'denied',
    screen: 'denied',
    notifications: 'denied',
    clipboard: 'denied',
  });
});

test('what the page made itself can be saved; what is elsewhere can’t be downloaded', async () => {
  const result = await desktop.app.evaluate(async ({ session, BrowserWindow }) => {
    const seen: string[] = [];
    session.defaultSession.on('will-download', (event, item) => {
      seen.push(`${item.getURL().split('/')[0]} ${event.defaultPrevented ? 'denied' : 'allowed'}`);
      item.cancel();
    });
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.downloadURL('data:text/plain,hello');
    await contents?.executeJavaScript(
      `{ const a = document.createElement('a'); a.href = URL.createObjectURL(new Blob(['x'])); a.download = 'x.txt'; a.click(); 0 }`,
    );
    await new Promise((resolve) => setTimeout(resolve, 700));
    return seen.sort();
  });
  expect(result).toEqual(['blob:app: allowed', 'data:text denied']);
});
