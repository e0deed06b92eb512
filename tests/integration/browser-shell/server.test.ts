import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type BrowserServer, startBrowserServer } from '../../../app/browser/server.ts';
import { MOST_BYTES_OF_A_CALL } from '../../../app/message-limits.ts';
import type { PageFiles } from '../../../app/pages/page-files.ts';
import { type Bridge, MAX_FILE_BYTES } from '../../../shared/bridge.ts';
import { Refusal } from '../../../shared/refusal.ts';

let server: BrowserServer;
let host: string;
let asked: string[];

const bytes = (text: string) => async () => new TextEncoder().encode(text);
const files: PageFiles = new Map([
  ['/index.html', { type: 'text/html; charset=utf-8', bytes: bytes('<p>the page</p>') }],
  ['/assets/main.js', { type: 'text/javascript; charset=utf-8', bytes: bytes('1') }],
]);

const bridge: Bridge = {
  async call(name) {
    asked.push(name);
    throw new Refusal('answered', name);
  },
  on: () => () => {},
};

beforeEach(async () => {
  asked = [];
  server = await startBrowserServer({ bridge, files });
  host = server.origin.replace('http://', '');
});

afterEach(() => server.close());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request with exactly these headers, as no browser and no fetch would let us send it. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const [hostname, port] = host.split(':');
    const req = request({ hostname, port, path, method, headers: { Host: host, ...headers }, agent: false }, (res) => {
      let text = '';
      res.on('data', (chunk) => {
        text += chunk;
      });
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text }));
    });
    req.on('error', reject);
    req.end(body);
  });
}

const keyOf = (address: string) => address.split('#key=')[1] ?? '';
const redeem = (key: string, headers: Record<string, string> = {}) =>
  ask('/session', { Origin: server.origin, ...headers }, 'POST', key);

async function token(): Promise<string> {
  const { body } = await redeem(keyOf(server.newAddress()));
  return JSON.parse(body).token;
}

interface Opened {
  /** `open`, or why it isn't: the status of the answer, or the code with which it was closed. */
  state: string;
  socket: WebSocket;
}

/** Opens the bridge's WebSocket and says how far it got: `answered` is to have reached the services. */
async function openBridge(offered: string[], headers: Record<string, string> = {}, path = '/bridge'): Promise<Opened> {
  const socket = new WebSocket(`ws://${host}${path}`, offered, { headers: { Origin: server.origin, ...headers } });
  socket.on('open', () => socket.send(JSON.stringify({ kind: 'call', id: 1, name: 'library.list', params: {} })));
  const state = await new Promise<string>((resolve) => {
    socket.on('unexpected-response', (_, response) => resolve(`status ${response.statusCode}`));
    socket.on('close', (code) => resolve(`closed ${code}`));
    socket.on('message', (data) => resolve(JSON.parse(data.toString()).error.code));
    socket.on('error', () => {});
  });
  return { state, socket };
}

async function stateOf(offered: string[], headers: Record<string, string> = {}, path = '/bridge'): Promise<string> {
  const { state, socket } = await openBridge(offered, headers, path);
  socket.terminate();
  return state;
}

const protocols = (session: string) => ['briefmark.bridge.v1', `briefmark.session.${session}`];

describe('a file that is handed in', () => {
  const handIn = (headers: Record<string, string>, body = 'PK') =>
    ask('/package?name=ferry.brief', { Origin: server.origin, ...headers }, 'POST', body);

  test('reaches the services from a page that was let in, and from no other', async () => {
    const authorization = `Bearer ${await token()}`;
    const answer = await handIn({ Authorization: authorization });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { code: 'answered', message: 'offline.handIn' }]);
    expect(asked).toEqual(['offline.handIn']);
    const others: [Record<string, string>, string][] = [
      [{}, 'no-session'],
      [{ Authorization: 'Bearer x' }, 'no-session'],
      [{ Authorization: authorization.slice('Bearer '.length) }, 'no-session'],
      [{ Authorization: authorization, Origin: 'https://example.com' }, 'Another website'],
      [{ Authorization: authorization, Host: 'example.com' }, 'under its own address only'],
    ];
    for (const [headers, why] of others) {
      const refused = await handIn(headers);
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.body).toContain(why);
    }
    expect(asked).toHaveLength(1);
  });

  test('is refused where it is larger than any', async () => {
    const authorization = `Bearer ${await token()}`;
    const refused = await handIn({ Authorization: authorization }, 'x'.repeat(MAX_FILE_BYTES + 1)).catch(
      () => undefined,
    );
    // It may be let go before all of it was sent.
    if (refused) expect(refused).toMatchObject({ status: 413, body: expect.stringContaining('too-large') });
    expect(asked).toEqual([]);
  });
});

describe('an address', () => {
  test('lets in once: its key gives a token, the second time a sentence', async () => {
    const key = keyOf(server.newAddress());
    const first = await redeem(key);
    expect(first.status).toBe(200);
    expect(JSON.parse(first.body)).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/) });
    const second = await redeem(key);
    expect(second.status).toBe(403);
    expect(JSON.parse(second.body)).toEqual({
      code: 'address-used',
      message: expect.stringMatching(/^This address was used already/),
    });
  });

  test('lets in once even where two browsers come at the same moment', async () => {
    const key = keyOf(server.newAddress());
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(key)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('that nobody was given lets nobody in', async () => {
    for (const key of ['', 'x', 'A'.repeat(43), '../../etc/passwd', `${keyOf(server.newAddress())}x`]) {
      expect(await redeem(key)).toMatchObject({ status: 403, body: expect.stringContaining('address-unknown') });
    }
    expect((await redeem('A'.repeat(100_000))).status).toBe(413);
  });

  test('is new each time, and the earlier ones still work', async () => {
    const [one, two] = [server.newAddress(), server.newAddress()];
    expect(one).not.toBe(two);
    expect((await redeem(keyOf(one))).status).toBe(200);
    expect((await redeem(keyOf(two))).status).toBe(200);
  });

  test('is taken only from the page itself', async () => {
    const key = keyOf(server.newAddress());
    for (const headers of [
      { Origin: 'http://evil.example' },
      { Origin: 'null' },
      { Origin: `http://localhost:${host.split(':')[1]}` },
      { Origin: `https://${host}` },
      { Origin: 'http://127.0.0.1' },
      { Origin: `${server.origin}.evil.example` },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Host: 'evil.example' },
    ]) {
      expect((await redeem(key, headers)).status, JSON.stringify(headers)).toBeGreaterThanOrEqual(400);
    }
    expect((await ask('/session', {}, 'POST', key)).status).toBe(403);
    expect((await redeem(key)).status).toBe(200);
  });
});

describe('the bridge', () => {
  test('answers who has a token, in several tabs at once', async () => {
    const mine = protocols(await token());
    const tabs = await Promise.all([openBridge(mine), openBridge(mine), openBridge(mine)]);
    expect(tabs.map(({ state }) => state)).toEqual(['answered', 'answered', 'answered']);
    // The token isn't repeated to anybody.
    expect(tabs.map(({ socket }) => socket.protocol)).toEqual(Array(3).fill('briefmark.bridge.v1'));
    for (const { socket } of tabs) socket.terminate();
  });

  test('tells who has none with a code of its own, and asks the services nothing', async () => {
    const key = keyOf(server.newAddress());
    for (const session of ['', 'x', 'A'.repeat(43), key]) expect(await stateOf(protocols(session))).toBe('closed 4401');
    expect(await stateOf(['briefmark.bridge.v1'])).toBe('closed 4401');
    expect(asked).toEqual([]);
  });

  test.each([
    ['another website', { Origin: 'http://evil.example' }],
    ['a page from a file', { Origin: 'null' }],
    ['another port of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['the same port under another name', { Origin: 'http://localhost:PORT' }],
    ['an address that only begins like ours', { Origin: 'http://127.0.0.1:PORT.evil.example' }],
    ['a name that was pointed here (DNS rebinding)', { Host: 'evil.example:PORT' }],
    ['the name localhost', { Host: 'localhost:PORT' }],
    ['the address without its port', { Host: '127.0.0.1' }],
  ])('is refused to %s, even with a token', async (_, given) => {
    const port = host.split(':')[1] ?? '';
    const headers = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, value.replace('PORT', port)]),
    );
    expect(await stateOf(protocols(await token()), headers)).toMatch(/^status 4/);
    expect(asked).toEqual([]);
  });

  test('is refused to who names no origin: no browser does that', async () => {
    const socket = new WebSocket(`ws://${host}/bridge`, protocols(await token()));
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
    socket.on('error', () => {}).terminate();
  });

  test('is at one path only', async () => {
    const mine = protocols(await token());
    for (const path of ['/', '/bridge/', '/bridge?x', '/Bridge', '/session', '//bridge']) {
      expect(await stateOf(mine, {}, path)).toBe('status 404');
    }
  });

  test.each([
    ['what isn’t JSON', () => 'hello', 1001],
    ['what is no call', () => '{"kind":"call"}', 1001],
    ['bytes', () => Buffer.from('{"kind":"call","id":1,"name":"library.list","params":{}}'), 1003],
    ['what is longer than any file', () => 'x'.repeat(MOST_BYTES_OF_A_CALL + 1), 1009],
  ])('hangs up on %s', async (_, message, code) => {
    const { socket } = await openBridge(protocols(await token()));
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send(message());
    expect(await closed).toBe(code);
    expect(asked).toEqual(['library.list']);
  });

  test('survives who breaks off in the middle', async () => {
    const mine = await token();
    const [hostname = '', port] = host.split(':');
    for (const text of [
      'GET / HTTP/1.1\r\nHost:',
      `GET /bridge HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: ${server.origin}\r\n\r\n`,
    ]) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      socket.write(text);
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.destroy();
    }
    expect(await stateOf(protocols(mine))).toBe('answered');
  });
});

describe('the page', () => {
  test('is the same with or without a key, as nothing in it is secret, under strict headers', async () => {
    const answer = await ask('/');
    expect(answer).toMatchObject({ status: 200, body: '<p>the page</p>' });
    expect(answer.headers).toMatchObject({
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self'; connect-src 'self' ws://${host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each([
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/assets/%2e%2e/index.html',
    '/..\\..\\etc\\passwd',
    '//etc/passwd',
    '/etc/passwd',
    '/%252e%252e%252fetc%252fpasswd',
    '/assets',
    '/assets/',
    '/__proto__',
    '/constructor',
    '/index.html%00',
    'http://evil.example/index.html',
  ])('has nothing at %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  test.each([
    ['a name that was pointed here', { Host: 'evil.example' }, 421],
    ['localhost', { Host: 'localhost' }, 421],
    ['another website’s script', { Origin: 'http://evil.example' }, 403],
    [
      'another website’s image',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
      403,
    ],
    [
      'another website’s frame',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
      403,
    ],
    [
      'another port’s script',
      { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' },
      403,
    ],
  ])('is refused to %s, in a sentence', async (_, headers, status) => {
    const answer = await ask('/', headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(/<p>[A-Z][^<]+\.<\/p>/);
    expect(answer.body).not.toContain('the page');
  });

  test('can be come to by a link from anywhere', async () => {
    const link = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    expect((await ask('/', link)).status).toBe(200);
  });

  test.each(['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'POST'])('isn’t there for %s', async (method) => {
    expect((await ask('/', { Origin: server.origin }, method)).status).toBe(405);
  });
});

test('the server listens on this machine’s own address only', async () => {
  const outer = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4');
  const port = Number(host.split(':')[1]);
  for (const address of ['127.0.0.2', ...(outer ? [outer.address] : [])]) {
    const socket = connect(port, address);
    const reached = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(
        () => true,
        () => false,
      ),
    ]).catch(() => false);
    socket.destroy();
    expect(reached, address).toBe(false);
  }
});

// Only root can start a program as another user, and only Linux tells whose a connection is.
const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

test.skipIf(!asRoot)('another user of this machine isn’t let in, even with the key', async () => {
  const key = keyOf(server.newAddress());
  const child = spawn(
    process.execPath,
    [
      '-e',
      `fetch('${server.origin}/session', { method: 'POST', body: '${key}', headers: { Origin: '${server.origin}' } }).then(async (r) => console.log(r.status, await r.text()))`,
    ],
    { uid: 65_534, gid: 65_534, stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' },
  );
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  await once(child, 'close');
  expect(out).toContain('403');
  expect(out).toContain('other-user');
  expect((await redeem(key)).status).toBe(200);
});

test('stopping lets everybody go at once, whatever is still open', async () => {
  const mine = protocols(await token());
  const { socket } = await openBridge(mine);
  const idle = connect(Number(host.split(':')[1]), '127.0.0.1');
  idle.on('error', () => {});
  const closed = once(socket, 'close');
  const began = performance.now();
  await server.close();
  expect(performance.now() - began).toBeLessThan(2_000);
  expect((await closed)[0]).toBe(1001);
  idle.destroy();
  server = await startBrowserServer({ bridge, files });
});

test('a port that is taken is refused in a sentence', async () => {
  const port = Number(host.split(':')[1]);
  await expect(startBrowserServer({ bridge, files, port })).rejects.toMatchObject({
    code: 'port-taken',
    message: expect.stringContaining(String(port)),
  });
});

test('what goes wrong in the services is said to the terminal, not to the page', async () => {
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  const broken = await startBrowserServer({
    bridge: { call: () => Promise.reject(new Error('/home/ana/secret')), on: () => () => {} },
    files,
  });
  const [mine, own] = [server, broken];
  try {
    server = broken;
    host = broken.origin.replace('http://', '');
    const socket = new WebSocket(`ws://${host}/bridge`, protocols(await token()), {
      headers: { Origin: broken.origin },
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ kind: 'call', id: 1, name: 'library.list', params: {} }));
    const [data] = await once(socket, 'message');
    expect(String(data)).toContain('"defect"');
    expect(String(data)).not.toContain('/home/ana');
    expect(report).toHaveBeenCalled();
  } finally {
    report.mockRestore();
    await own.close();
    server = mine;
  }
});
