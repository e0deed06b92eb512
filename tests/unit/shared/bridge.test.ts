import { expect, test, vi } from 'vitest';
import type { Channel } from '../../../shared/bridge/transport/channel.ts';
import { bridgeOver } from '../../../shared/bridge/transport/client.ts';
import { overriding } from '../../../shared/bridge/transport/overrides.ts';
import { serveBridge } from '../../../shared/bridge/transport/server.ts';
import type { Bridge, CallName, EventName, Params, Results } from '../../../shared/bridge.ts';
import { Refusal } from '../../../shared/refusal.ts';

/** Two ends of a pipe that copies messages as a real one does, and keeps their order. */
function pipe() {
  const ends = [makeEnd(), makeEnd()] as const;
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    for (const end of ends) end.closed();
  };
  const channel = (mine: number, other: number): Channel & { sendRaw(message: unknown): void } => ({
    send: (message) => channel(mine, other).sendRaw(message),
    sendRaw(message) {
      if (open) queueMicrotask(() => ends[other]?.hear(structuredClone(message)));
    },
    onMessage: (listener) => ends[mine]?.setHear(listener),
    onClose: (listener) => ends[mine]?.setClosed(listener),
    close,
  });
  return [channel(0, 1), channel(1, 0)] as const;
}

function makeEnd() {
  let hear = (_: unknown) => {};
  let closed = () => {};
  return {
    hear: (message: unknown) => hear(message),
    closed: () => closed(),
    setHear: (listener: (message: unknown) => void) => {
      hear = listener;
    },
    setClosed: (listener: () => void) => {
      closed = listener;
    },
  };
}

/** Services of a few calls; every other one is a defect. */
function services(handlers: { [N in CallName]?: (params: Params<N>) => Promise<Results[N]> } = {}) {
  const listeners = new Map<string, Set<(event: never) => void>>();
  const bridge: Bridge = {
    async call<N extends CallName>(name: N, params: Params<N>): Promise<Results[N]> {
      const handler: ((params: Params<N>) => Promise<Results[N]>) | undefined = handlers[name];
      if (!handler) throw new Error('/home/ana/secret/path is not there');
      return handler(params);
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
  };
  return {
    bridge,
    emit(name: EventName, event: unknown) {
      for (const listener of listeners.get(name) ?? []) listener(event as never);
    },
    listening: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
  };
}

function connected(handlers: Parameters<typeof services>[0] = {}) {
  const [client, server] = pipe();
  const those = services(handlers);
  const report = vi.fn();
  const stop = serveBridge(those.bridge, server, report);
  return { ...those, bridge: bridgeOver(client), client, server, report, stop };
}

/** What the other end says to a message that no client of ours would send. */
async function repliesTo(message: unknown, handlers: Parameters<typeof services>[0] = {}) {
  const [client, server] = pipe();
  const replies: unknown[] = [];
  const closed = vi.fn();
  client.onMessage((reply) => replies.push(reply));
  client.onClose(closed);
  serveBridge(services(handlers).bridge, server, () => {});
  client.sendRaw(message);
  await vi.waitFor(() => {
    if (replies.length === 0 && closed.mock.calls.length === 0) throw new Error('no answer yet');
  });
  return { replies, closed: closed.mock.calls.length > 0 };
}

test('a call gets the answer of its service', async () => {
  const { bridge } = connected({ 'library.list': async () => [] });
  await expect(bridge.call('library.list', {})).resolves.toEqual([]);
});

test('a service gets parameters as the schema reads them', async () => {
  const got = vi.fn();
  const { bridge } = connected({
    'person.create': async (params) => {
      got(params);
      throw new Refusal('x', 'x');
    },
  });
  const call = bridge.call('person.create', { name: '  Ana  ', initials: 'AN', colour: '#336699' });
  await expect(call).rejects.toMatchObject({ code: 'x' });
  expect(got).toHaveBeenCalledWith({ name: 'Ana', initials: 'AN', colour: '#336699' });
});

test('a refusal comes back as a refusal, with its code and sentence', async () => {
  const { bridge } = connected({
    'app.forward': async () => {
      throw new Refusal('no-window', 'There is no window.');
    },
  });
  const error = await bridge.call('app.forward', {}).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ code: 'no-window', message: 'There is no window.' });
});

test('a defect comes back without its message, which may hold paths; the developer gets it whole', async () => {
  const { bridge, report } = connected();
  const error = await bridge.call('library.list', {}).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'defect' });
  expect(String(error)).not.toContain('/home/ana');
  expect(report).toHaveBeenCalledWith(
    'library.list',
    expect.objectContaining({ message: expect.stringContaining('/home/ana') }),
  );
});

test.each(['library.steal', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
  'the call “%s”, which the contract doesn’t have, is refused',
  async (name) => {
    const { replies } = await repliesTo({ kind: 'call', id: 1, name, params: {} });
    expect(replies).toMatchObject([{ kind: 'error', id: 1, error: { code: 'bad-call' } }]);
  },
);

test.each([
  ['something that isn’t an object', 'x'],
  ['nothing', undefined],
  ['one more key', { brief: 'a', more: 1 }],
  ['a prototype key', JSON.parse('{"__proto__":{"x":1}}')],
  ['a list', []],
])('parameters that are %s are refused', async (_, params) => {
  const called = vi.fn();
  const { replies } = await repliesTo(
    { kind: 'call', id: 1, name: 'library.list', params },
    { 'library.list': async () => called() ?? [] },
  );
  expect(replies).toMatchObject([{ kind: 'error', id: 1, error: { code: 'bad-call' } }]);
  expect(called).not.toHaveBeenCalled();
});

test.each([
  ['a text', 'hello'],
  ['null', null],
  ['a list', []],
  ['a call without a number', { kind: 'call', name: 'library.list', params: {} }],
  ['a call whose number JSON can’t carry', { kind: 'call', id: 2 ** 60, name: 'library.list', params: {} }],
  ['a negative number', { kind: 'call', id: -1, name: 'library.list', params: {} }],
  ['a number that isn’t whole', { kind: 'call', id: 1.5, name: 'library.list', params: {} }],
  ['a number as text', { kind: 'call', id: '1', name: 'library.list', params: {} }],
  ['a very long name', { kind: 'call', id: 1, name: 'x'.repeat(101), params: {} }],
  ['a result', { kind: 'result', id: 1, result: null }],
  ['an event', { kind: 'event', name: 'library.changed', event: {} }],
  ['one more key', { kind: 'call', id: 1, name: 'library.list', params: {}, as: 'root' }],
])('%s instead of a call ends the channel', async (_, message) => {
  await expect(repliesTo(message, { 'library.list': async () => [] })).resolves.toEqual({ replies: [], closed: true });
});

test('calls that overlap get each its own answer, in whatever order they are done', async () => {
  const done: (() => void)[] = [];
  let count = 0;
  const { bridge } = connected({
    'library.sample': () => {
      const brief = `brief-${count++}` as Results['library.sample']['brief'];
      return new Promise((resolve) => done.push(() => resolve({ brief })));
    },
  });
  const calls = Array.from({ length: 50 }, () => bridge.call('library.sample', {}));
  await vi.waitFor(() => expect(done).toHaveLength(50));
  for (const finish of done.reverse()) finish();
  const answers = await Promise.all(calls);
  expect(answers.map(({ brief }) => String(brief))).toEqual(Array.from({ length: 50 }, (_, i) => `brief-${i}`));
});

test('an event comes before the answer to the call that caused it', async () => {
  const heard: string[] = [];
  const those = connected({
    'library.list': async () => {
      those.emit('library.changed', {});
      return [];
    },
  });
  those.bridge.on('library.changed', () => heard.push('event'));
  await those.bridge.call('library.list', {});
  heard.push('answer');
  expect(heard).toEqual(['event', 'answer']);
});

test('each subscription ends on its own, even of the same function', async () => {
  const { bridge, emit } = connected({ 'library.list': async () => [] });
  const listener = vi.fn();
  const end = bridge.on('library.changed', listener);
  bridge.on('library.changed', listener);
  end();
  emit('library.changed', {});
  await bridge.call('library.list', {});
  expect(listener).toHaveBeenCalledTimes(1);
});

test('when the channel closes, waiting and later calls are refused, and the person is told', async () => {
  const { bridge, server } = connected({ 'library.list': () => new Promise(() => {}) });
  const trouble = vi.fn();
  bridge.on('app.trouble', trouble);
  const waiting = bridge.call('library.list', {});
  server.close();
  await expect(waiting).rejects.toMatchObject({ code: 'disconnected' });
  await expect(bridge.call('library.list', {})).rejects.toMatchObject({ code: 'disconnected' });
  expect(trouble).toHaveBeenCalledTimes(1);
});

test('when the channel closes, the services are no longer listened to', () => {
  const { client, listening } = connected();
  expect(listening()).toBeGreaterThan(0);
  client.close();
  expect(listening()).toBe(0);
});

test('a brief that is open when the channel closes is closed, as often as it was opened', async () => {
  const closed = vi.fn();
  const brief = 'a'.repeat(64) as Params<'brief.open'>['brief'];
  let finish = () => {};
  const those = connected({
    'brief.open': () =>
      new Promise((resolve) => {
        finish = () => resolve({} as Results['brief.open']);
      }),
    'brief.close': async (params) => closed(params.brief) ?? null,
  });
  for (let count = 0; count < 3; count++) {
    const opening = those.bridge.call('brief.open', { brief });
    await new Promise((resolve) => setTimeout(resolve));
    finish();
    await opening;
  }
  await those.bridge.call('brief.close', { brief });
  expect(closed).toHaveBeenCalledTimes(1);
  those.bridge.call('brief.open', { brief }).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve));
  those.client.close();
  expect(closed).toHaveBeenCalledTimes(3);
  finish();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(4));
});

test('a second reply, one to nobody and one that makes no sense change nothing', async () => {
  const [client, server] = pipe();
  const bridge = bridgeOver(client, 7);
  server.onMessage(() => {});
  const call = bridge.call('library.list', {});
  for (const message of [
    null,
    'text',
    { kind: 'result', id: 8, result: 'to nobody' },
    { kind: 'result', id: '7', result: 'as text' },
    { kind: 'error', id: 7, error: 'no error' },
    { kind: 'event', name: '__proto__', event: {} },
    { kind: 'event', name: 'constructor', event: {} },
    { kind: 'result', id: 7, result: [] },
    { kind: 'result', id: 7, result: 'again' },
    { kind: 'error', id: 7, error: { code: 'x', message: 'x' } },
  ]) {
    server.sendRaw(message);
  }
  await expect(call).resolves.toEqual([]);
});

test('a shell answers the calls that are its own, and may build on the services’ answer', async () => {
  const { bridge } = services({ 'library.list': async () => [], 'app.forward': async () => null });
  const forward = vi.fn();
  const shell = overriding(bridge, {
    'app.forward': async (_, next) => {
      forward();
      return next();
    },
  });
  await expect(shell.call('app.forward', {})).resolves.toBeNull();
  await expect(shell.call('library.list', {})).resolves.toEqual([]);
  expect(forward).toHaveBeenCalledTimes(1);
});
