import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Claim, claim, type Instance, type OtherInstance } from '../../../app/instance/claim.ts';
import type { Bridge, EventName } from '../../../shared/bridge.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { bundleForNode } from '../support/bundle.ts';
import type { Told } from './claimer.ts';

/** On a busy machine; an owner that is only silent is waited for three times as long. */
const AT_ONCE_MS = 5_000;

let program: string;
let home: string;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  program = await bundleForNode(join(import.meta.dirname, 'claimer.ts'));
});
afterAll(() => rm(join(program, '..'), { recursive: true, force: true }));

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'briefmark-test-'));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await rm(home, { recursive: true, force: true });
});

function services(forward: () => void = () => {}) {
  const listeners = new Map<EventName, (event: never) => void>();
  const bridge: Bridge = {
    async call(name) {
      if (name === 'app.forward') forward();
      throw new Refusal('answered', `“${name}” was asked.`);
    },
    on(name, listener) {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
  };
  return { bridge, emit: (name: EventName, event: unknown) => listeners.get(name)?.(event as never), listeners };
}

function mustOwn(claimed: Claim): Instance {
  if (claimed.kind !== 'owner') throw new Error('Another process owns the library.');
  ends.push(() => claimed.instance.release());
  return claimed.instance;
}

function mustBeOther(claimed: Claim): OtherInstance {
  if (claimed.kind !== 'other') throw new Error('Nobody else owns the library.');
  ends.push(() => claimed.other.close());
  return claimed.other;
}

function start(...args: string[]): ChildProcess {
  const child = fork(program, [home, ...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  ends.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
}

async function startOwner(...args: string[]): Promise<ChildProcess> {
  const child = start(...args);
  const [told] = await once(child, 'message');
  expect(told).toMatchObject({ state: 'owner' });
  return child;
}

test('the first owns the library, the second reaches the first over the bridge', async () => {
  const { bridge } = services();
  mustOwn(await claim(home)).serve(bridge);
  const other = mustBeOther(await claim(home));
  expect(other.pid).toBe(process.pid);
  await expect(other.bridge.call('library.list', {})).rejects.toMatchObject({ code: 'answered' });
});

test('a call that comes before the services are open waits for them', async () => {
  const instance = mustOwn(await claim(home));
  const other = mustBeOther(await claim(home));
  const answer = other.bridge.call('library.list', {}).catch((error: Refusal) => error.code);
  await new Promise((resolve) => setTimeout(resolve, 100));
  instance.serve(services().bridge);
  await expect(answer).resolves.toBe('answered');
});

test('events of the owner reach the other', async () => {
  const { bridge, emit } = services();
  mustOwn(await claim(home)).serve(bridge);
  const other = mustBeOther(await claim(home));
  const heard = vi.fn();
  other.bridge.on('app.trouble', heard);
  await other.bridge.call('library.list', {}).catch(() => {});
  emit('app.trouble', { sentence: 'The disk “data” is full.\nFree some of it.' });
  await expect
    .poll(() => heard.mock.calls)
    .toContainEqual([{ sentence: 'The disk “data” is full.\nFree some of it.' }]);
});

test('a file of the largest size goes through, and a longer line ends the connection', async () => {
  const got: number[] = [];
  const bridge: Bridge = {
    async call(name, params) {
      if ('bytes' in params) got.push(params.bytes.length);
      throw new Refusal('answered', name);
    },
    on: () => () => {},
  };
  mustOwn(await claim(home)).serve(bridge);
  const other = mustBeOther(await claim(home));
  const bytes = 'A'.repeat(89_478_484);
  await expect(other.bridge.call('import.preview', { name: 'a.txt', bytes })).rejects.toMatchObject({
    code: 'answered',
  });
  expect(got).toEqual([bytes.length]);
  const tooMuch = 'A'.repeat(bytes.length + 2 * 1024 * 1024);
  await expect(other.bridge.call('import.preview', { name: 'a.txt', bytes: tooMuch })).rejects.toMatchObject({
    code: 'disconnected',
  });
});

test('once given up, the library can be had at once, although the process lives on', async () => {
  const first = await claim(home);
  if (first.kind !== 'owner') throw new Error('not owned');
  first.instance.serve(services().bridge);
  const other = mustBeOther(await claim(home));
  await first.instance.release();
  await other.closed;
  const began = performance.now();
  mustOwn(await claim(home));
  expect(performance.now() - began).toBeLessThan(AT_ONCE_MS);
});

test('after SIGKILL the library can be had at once', async () => {
  for (let round = 0; round < 5; round++) {
    const child = await startOwner();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const began = performance.now();
    const claimed = await claim(home);
    expect(claimed.kind).toBe('owner');
    expect(performance.now() - began).toBeLessThan(AT_ONCE_MS);
    if (claimed.kind === 'owner') await claimed.instance.release();
  }
});

test('an owner that doesn’t answer isn’t replaced; the person is told its process', async () => {
  const child = await startOwner();
  child.kill('SIGSTOP');
  await expect(claim(home, 500)).rejects.toMatchObject({
    code: 'instance-not-answering',
    message: expect.stringContaining(`process ${child.pid}`),
  });
  child.kill('SIGCONT');
  expect(mustBeOther(await claim(home)).pid).toBe(child.pid);
});

test('an owner whose socket somebody removed isn’t replaced while its process lives', async () => {
  const child = await startOwner();
  const folder = join(home, 'instance');
  for (const name of await readdir(folder)) if (name.endsWith('.sock')) await rm(join(folder, name));
  await expect(claim(home, 300)).rejects.toMatchObject({ code: 'instance-not-answering' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  mustOwn(await claim(home));
});

test('a record that a power cut has emptied keeps nobody out', async () => {
  const child = await startOwner();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await writeFile(join(home, 'instance', 'owner.1', 'record.json'), '');
  mustOwn(await claim(home));
});

test('a record from before the machine was restarted keeps nobody out, whatever has its process id now', async () => {
  const child = await startOwner();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const path = join(home, 'instance', 'owner.1', 'record.json');
  const record = JSON.parse(await readFile(path, 'utf8'));
  await rm(record.endpoint, { force: true });
  await writeFile(path, JSON.stringify({ ...record, pid: process.pid, bootedAt: record.bootedAt - 86_400 }));
  mustOwn(await claim(home));
});

test('nobody but this user can reach the socket', async () => {
  await mkdir(join(home, 'instance'), { mode: 0o755 });
  await chmod(join(home, 'instance'), 0o755);
  mustOwn(await claim(home));
  const folder = join(home, 'instance');
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const socket = (await readdir(folder)).find((name) => name.endsWith('.sock'));
  expect((await stat(join(folder, socket ?? ''))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'owner.1', 'record.json'))).mode & 0o777).toBe(0o600);
});

test('a folder that is a link is refused, as it may lead to somebody else’s', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'briefmark-test-'));
  ends.push(() => rm(elsewhere, { recursive: true, force: true }));
  await symlink(elsewhere, join(home, 'instance'));
  await expect(claim(home)).rejects.toMatchObject({ code: 'instance-folder-unsafe' });
});

test('who doesn’t know the secret isn’t let in', async () => {
  mustOwn(await claim(home)).serve(services().bridge);
  const { endpoint } = JSON.parse(await readFile(join(home, 'instance', 'owner.1', 'record.json'), 'utf8'));
  for (const greeting of ['', 'x', 'x'.repeat(43), 'x'.repeat(100_000)]) {
    const socket = createConnection(endpoint);
    const heard: Buffer[] = [];
    socket.on('data', (data) => heard.push(data)).on('error', () => {});
    socket.write(`${greeting}\n${JSON.stringify({ kind: 'call', id: 1, name: 'library.list', params: {} })}\n`);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(Buffer.concat(heard).toString()).toBe('');
  }
});

test('a home whose path is too long for a socket works all the same', async () => {
  const deep = join(home, 'ü'.repeat(60));
  mustOwn(await claim(deep)).serve(services().bridge);
  const { endpoint } = JSON.parse(await readFile(join(deep, 'instance', 'owner.1', 'record.json'), 'utf8'));
  expect(endpoint).not.toContain('ü');
  expect((await stat(join(endpoint, '..'))).mode & 0o777).toBe(0o700);
  await expect(mustBeOther(await claim(deep)).bridge.call('library.list', {})).rejects.toMatchObject({
    code: 'answered',
  });
});

test('of 20 processes one owns the library; each time it is killed exactly one other one does', {
  timeout: 120_000,
}, async () => {
  const owners: number[] = [];
  const told: Told[] = [];
  let alive: number | undefined;
  const violations: string[] = [];
  const children = Array.from({ length: 20 }, () => {
    const child = start();
    child.on('message', (message: Told) => {
      told.push(message);
      if (message.state !== 'owner') return;
      if (alive !== undefined) violations.push(`${message.pid} owns while ${alive} does`);
      alive = message.pid;
      owners.push(message.pid);
    });
    return child;
  });
  for (let round = 1; round <= 20; round++) {
    await vi.waitFor(() => expect(owners).toHaveLength(round), { timeout: 100_000, interval: 5 });
    if (round === 1) await vi.waitFor(() => expect(told).toHaveLength(20), { timeout: 100_000 });
    const owner = children.find(({ pid }) => pid === alive);
    alive = undefined;
    owner?.kill('SIGKILL');
  }
  expect(violations).toEqual([]);
  expect(new Set(owners).size).toBe(20);
  // What killed owners leave stays few.
  expect(
    (await readdir(join(home, 'instance'))).filter((name) => name.startsWith('owner.')).length,
  ).toBeLessThanOrEqual(5);
});
