import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';

/*
 * The browser shell as a real browser meets it, beside a website that would like to get in.
 */

let browser: Browser;
let shell: BrowserShell;
let context: BrowserContext;
let evil: Server;
let evilAddress: string;

beforeAll(async () => {
  browser = await startChromium();
  evil = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<h1>evil</h1>');
  });
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  evilAddress = `http://localhost:${(evil.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  evil?.close();
});
beforeEach(async () => {
  shell = await startBrowserShell();
  context = await browser.newContext();
});
afterEach(async () => {
  await context?.close();
  await shell?.stop();
});

const says = (page: Page, sentence: string) => page.getByText(sentence).first().waitFor({ timeout: 20_000 });
const isIn = (page: Page) => says(page, 'Welcome to Briefmark');

async function open(address: string, into = context): Promise<Page> {
  const page = await into.newPage();
  await page.goto(address);
  return page;
}

test('the address lets a browser in, vanishes from its bar, and lets it in again on reload and in other tabs', async () => {
  const page = await open(shell.address);
  await isIn(page);
  expect(page.url()).not.toContain('key');
  await page.reload();
  await isIn(page);
  await isIn(await open(shell.origin));
  // Even by the old address: this browser is in already.
  await isIn(await open(shell.address));
});

test('the same address lets no second browser in, and says why', async () => {
  await isIn(await open(shell.address));
  const other = await browser.newContext();
  await says(await open(shell.address, other), 'This address was used already');
  await says(await open(shell.origin, other), 'isn’t let in yet');
  await other.close();
});

test('every start has an address of its own, and the old one’s is none', async () => {
  await isIn(await open(shell.address));
  const second = await startBrowserShell({ home: shell.home });
  try {
    expect(second.address).not.toBe(shell.address);
    const other = await browser.newContext();
    await isIn(await open(second.address, other));
    await other.close();
  } finally {
    expect(await second.stop()).toBe(0);
  }
});

test('nothing but the address that is printed shows the key', async () => {
  const key = shell.address.split('#key=')[1] ?? '';
  await isIn(await open(shell.address));
  await open(shell.address, await browser.newContext());
  const { stdout, stderr } = shell.output();
  expect(stdout).toBe(`Briefmark is open at ${shell.address}\n`);
  expect(stderr).not.toContain(key);
});

test('another website reaches neither the page nor the bridge, even of a browser that is let in', async () => {
  await isIn(await open(shell.address));
  const page = await open(evilAddress);
  const reached = await page.evaluate(async (origin) => {
    const outcome = (promise: Promise<unknown>) =>
      promise.then(
        () => 'reached',
        () => 'refused',
      );
    const element = (name: 'img' | 'script' | 'iframe', source: string) =>
      new Promise((resolve, reject) => {
        const made = document.createElement(name);
        made.onload = resolve;
        made.onerror = reject;
        made.src = source;
        document.body.append(made);
      });
    const socket = (protocols: string[]) =>
      new Promise((resolve, reject) => {
        const ws = new WebSocket(`${origin.replace('http', 'ws')}/bridge`, protocols);
        ws.onopen = resolve;
        ws.onerror = reject;
      });
    const frame = document.createElement('iframe');
    frame.src = origin;
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return {
      page: await outcome(fetch(origin)),
      session: await outcome(fetch(`${origin}/session`, { method: 'POST', body: 'x', mode: 'no-cors' })),
      image: await outcome(element('img', `${origin}/icon.svg`)),
      script: await outcome(element('script', `${origin}/index.html`)),
      bridge: await outcome(socket(['briefmark.bridge.v1', `briefmark.session.${'A'.repeat(43)}`])),
      frame: frame.contentDocument?.body.innerText ?? 'refused',
    };
  }, shell.origin);
  expect(reached).toEqual({
    page: 'refused',
    session: 'refused',
    image: 'refused',
    script: 'refused',
    bridge: 'refused',
    frame: 'refused',
  });
});

test('the page runs no text as a program, loads nothing foreign, and runs into its own policy nowhere', async () => {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  await page.goto(shell.address);
  await isIn(page);
  expect(complaints).toEqual([]);

  const result = await page.evaluate(async (address) => {
    const found = new Set<string>();
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => found.add(effectiveDirective));
    // The debugger lets what it runs itself evaluate text; what runs later is the page's own.
    await new Promise((resolve) => setTimeout(resolve));
    const evaluated = (() => {
      try {
        return new Function('return true')() === true;
      } catch {
        return false;
      }
    })();
    const script = document.createElement('script');
    script.append('window.inlineRan = true');
    const image = document.createElement('img');
    image.src = `${address}/image.png`;
    document.body.append(script, image);
    const fetched = await fetch(address).then(
      () => true,
      () => false,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { evaluated, inline: 'inlineRan' in window, fetched, found: [...found].sort() };
  }, evilAddress);
  expect(result).toEqual({
    evaluated: false,
    inline: false,
    fetched: false,
    found: ['connect-src', 'img-src', 'script-src', 'script-src-elem'],
  });
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends it with code 0, and the page says that it has ended',
  async (signal) => {
    const page = await open(shell.address);
    await isIn(page);
    expect(await shell.stop(signal)).toBe(0);
    await says(page, 'Briefmark has stopped');
  },
);

test('a page whose Briefmark was started anew says what to do', async () => {
  const page = await open(shell.address);
  await isIn(page);
  await page.evaluate(() => localStorage.setItem('briefmark.session', 'A'.repeat(43)));
  await page.reload();
  await says(page, 'Run “briefmark serve” and open the address that it prints.');
});
