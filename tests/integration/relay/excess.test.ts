import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { encoding } from 'lib0';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MAX_MESSAGE_BYTES, MAX_UNFINISHED_A_PERSON } from '../../../app/relay/limits.ts';
import { ACK_PROTOCOL, CLOSE, MESSAGE, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { relayPaths } from '../../../shared/relay/requests.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { put, until } from '../../support/relay-client.ts';
import { type Team, TestRelay } from '../../support/relay-data.ts';

let test: TestRelay;
const logged: { event: string; about: Record<string, unknown> }[] = [];

/** A relay that notes what it logs. */
async function startRelay(): Promise<void> {
  logged.length = 0;
  test = await TestRelay.start({ log: (event, about) => logged.push({ event, about }) });
}

afterEach(() => test.end());

const open = ({ brief }: Team<string>, token: string) =>
  RawSocket.open(test.relay.address, brief.id, 'notes', [ACK_PROTOCOL, `${TOKEN_PROTOCOL_PREFIX}${token}`]);

/** What stands under a socket of a test: to write to it what is no whole message. */
const streamOf = ({ socket }: RawSocket) => (socket as unknown as { _socket: Socket })._socket;

/** The head of a frame with so much content, masked with zeros. */
function head(bytes: number): Buffer {
  const buffer = Buffer.alloc(14);
  buffer[0] = 0x82;
  buffer[1] = 0x80 | 127;
  buffer.writeBigUInt64BE(BigInt(bytes), 2);
  return buffer;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const MB = 1024 * 1024;

describe('messages without an end', () => {
  it('hold so much of the relay’s memory of a person, and keep nobody else from being heard', async () => {
    await startRelay();
    const team = await test.team({ vic: 'viewer', com: 'commenter' });
    const sockets = await Promise.all(Array.from({ length: 12 }, () => open(team, team.members.vic.token)));
    const part = Buffer.alloc(MB);
    collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    // One after another, so that nothing waits on this side, which is in the same process.
    for (const raw of sockets) {
      const stream = streamOf(raw);
      stream.write(head(MAX_MESSAGE_BYTES));
      for (let i = 0; i < 15 && stream.writable; i++)
        await Promise.race([new Promise((done) => stream.write(part, done)), raw.closed]);
    }
    await until('those that were too many are gone', () =>
      sockets.slice(4).every(({ socket }) => socket.readyState === socket.CLOSED),
    );
    collectGarbage();
    // 180 MB were sent.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MAX_UNFINISHED_A_PERSON + 10 * MB);
    expect(sockets.filter(({ socket }) => socket.readyState === socket.OPEN).length).toBeGreaterThanOrEqual(2);
    // The close frame may be lost behind what wasn't read.
    for (const raw of sockets.slice(4)) expect([CLOSE.abuse, 1006]).toContain((await raw.closed).code);
    const other = await open(team, team.members.com.token);
    const doc = new Y.Doc();
    put(doc, team.members.com.client.entry(team.brief.id, { type: 'annotated', kind: 'note', tags: [], anchors: [] }));
    other.sendUpdate(Y.encodeStateAsUpdate(doc));
    await until('another is heard', () => other.decided === 1);
  });
});

describe('the whole state', () => {
  it('is given to a person so often, on however many connections', async () => {
    await startRelay();
    const team = await test.team({ vic: 'viewer', com: 'commenter' });
    const size = Y.encodeStateAsUpdate((await test.enlarge(team)).doc).length;
    const ask = (raw: RawSocket) =>
      raw.send(MESSAGE.sync, (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
      });
    const answers = (raw: RawSocket) => raw.messages.filter(([kind, step]) => kind === 0 && step === 1).length;
    let answered = 0;
    let code = 0;
    for (let i = 0; i < 40 && code === 0; i++) {
      const raw = await open(team, team.members.vic.token);
      for (let k = 0; k < 9; k++) ask(raw);
      await Promise.race([until('all are answered', () => answers(raw) === 9, 30_000), raw.closed]);
      answered += answers(raw);
      raw.socket.close();
      code = (await raw.closed).code === CLOSE.abuse ? CLOSE.abuse : 0;
    }
    expect(code).toBe(CLOSE.abuse);
    // A person's devices that come back at once are answered, also where they have nothing yet.
    expect(answered * size).toBeGreaterThan(10 * MAX_MESSAGE_BYTES);
    const other = await open(team, team.members.com.token);
    ask(other);
    await until('others are answered', () => answers(other) === 1);
  });
});

describe('the relay’s log', () => {
  it('has no key that a sender made up, in a refusal', async () => {
    await startRelay();
    const team = await test.team({ vic: 'viewer' });
    const raw = await open(team, team.members.vic.token);
    const doc = new Y.Doc();
    doc.getMap('entries').set('secret words '.repeat(50_000), 1);
    raw.sendUpdate(Y.encodeStateAsUpdate(doc));
    await until('it is refused', () => raw.refused.length === 1);
    const loud = await open(team, team.members.vic.token);
    loud.send(MESSAGE.awareness, (encoder) =>
      encoding.writeVarUint8Array(
        encoder,
        encoding.encode((inner) => {
          for (const number of [1, 5, 1]) encoding.writeVarUint(inner, number);
          encoding.writeVarString(inner, 'secret words');
        }),
      ),
    );
    expect((await loud.closed).code).toBe(CLOSE.malformed);
    const refusals = logged.filter(({ event }) => event === 'refused');
    expect(refusals.map(({ about }) => about.rule)).toEqual(['place', 'malformed']);
    expect(JSON.stringify(refusals)).not.toContain('secret');
    // The ids of entries stay.
    const entry = team.members.vic.client.entry(team.brief.id, { type: 'left' });
    const forged = new Y.Doc();
    put(forged, { ...entry, at: entry.at + 1 });
    raw.sendUpdate(Y.encodeStateAsUpdate(forged));
    await until('that is refused', () => raw.refused.length === 2);
    expect(logged.at(-1)?.about.ids).toEqual([entry.id]);
  });

  it('tells of no defect where somebody goes away in the midst of a body, asks for “//”, or sends an odd id', async () => {
    await startRelay();
    const team = await test.team({ vic: 'viewer' });
    const { port } = new URL(test.relay.address);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    const path = relayPaths.redeem(team.brief.id);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: relay\r\nContent-Length: 1000\r\n\r\nhalf of it`);
    await new Promise((done) => setTimeout(done, 100));
    socket.destroy();
    const upgrade = connect(Number(port), '127.0.0.1');
    const said = new Promise<Buffer>((done) => {
      let all = Buffer.alloc(0);
      upgrade.on('data', (data) => {
        all = Buffer.concat([all, data]);
        if (all.includes('no such brief or room')) done(all);
      });
    });
    upgrade.write(
      'GET // HTTP/1.1\r\nHost: relay\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    expect((await said).includes(Buffer.from([CLOSE.notFound >> 8, CLOSE.notFound & 255]))).toBe(true);
    upgrade.destroy();
    const raw = await open(team, team.members.vic.token);
    const doc = new Y.Doc();
    doc.getMap('entries').set('0'.repeat(64), { id: { toString: 1, valueOf: 1 }, more: 'x'.repeat(70_000) });
    raw.sendUpdate(Y.encodeStateAsUpdate(doc));
    await until('it is refused', () => raw.refused.length === 1);
    const strange = logged.filter(
      ({ event, about }) => !['listening', 'shared', 'device'].includes(event) && about.rule !== 'entry',
    );
    expect(strange).toEqual([]);
  });
});
