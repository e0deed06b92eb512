import { connect, type Socket } from 'node:net';
import { encoding } from 'lib0';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ACK_PROTOCOL, CLOSE, MESSAGE, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { put, until } from '../../support/relay-client.ts';
import { type Team, TestRelay } from '../../support/relay-data.ts';

let test: TestRelay;

beforeEach(async () => {
  test = await TestRelay.start();
});

afterEach(() => test.end());

const open = ({ brief }: Team<never>, token: string) =>
  RawSocket.open(test.relay.address, brief.id, 'notes', [ACK_PROTOCOL, `${TOKEN_PROTOCOL_PREFIX}${token}`]);

/** Resident memory after what can be collected was given time to be. */
async function memory(): Promise<number> {
  await new Promise((done) => setTimeout(done, 200));
  return process.memoryUsage().rss;
}

describe('a crowd', () => {
  it('of 1,000 that say nothing, or a word a second, costs little and is sent away', async () => {
    const port = Number(new URL(test.relay.address).port);
    const { ann, brief } = await test.team({});
    const quiet = await RawSocket.open(test.relay.address, brief.id, 'me', [
      ACK_PROTOCOL,
      `${TOKEN_PROTOCOL_PREFIX}${ann.token}`,
    ]);
    const before = await memory();
    const sockets: Socket[] = [];
    let ended = 0;
    for (let i = 0; i < 1_000; i++) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.on('close', () => ended++);
      socket.resume();
      if (i % 2) socket.write('GET /v1/');
      sockets.push(socket);
    }
    const slow = setInterval(() => {
      for (const [i, socket] of sockets.entries()) if (i % 2 && socket.writable) socket.write('x');
    }, 1_000);
    try {
      await new Promise((done) => setTimeout(done, 1_000));
      // Both ends of each are in this process.
      expect((await memory()) - before).toBeLessThan(100 * 1024 * 1024);
      const room = test.keep(ann.client.connect(brief.id, 'notes', ann.token));
      await until('others come in meanwhile', () => room.provider.synced);
      await until('they are sent away', () => ended === 1_000, 40_000);
      // y-websocket gives a connection up on which nothing came for 30 s.
      const nothing = (message: Uint8Array) => message.join() === '1,1,0';
      await until('who is in alone hears something', () => quiet.messages.some(nothing), 15_000);
    } finally {
      clearInterval(slow);
      for (const socket of sockets) socket.destroy();
    }
  });

  it('has one who reads nothing: others are not kept waiting, and it is let go', async () => {
    const team = await test.team({ bo: 'commenter' });
    const writer = await open(team as never, team.ann.token);
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => writer.sendUpdate(update));
    const quote = { exact: 'x'.repeat(4_000), prefix: '', suffix: '' };
    const anchors = Array.from({ length: 200 }, () => ({ start: {}, end: {}, quote, offset: 0 }));
    for (let i = 0; i < 8; i++) {
      put(doc, team.ann.client.entry(team.brief.id, { type: 'annotated', kind: 'claim', tags: [], anchors }));
    }
    await until('they are kept', () => writer.decided === 8);
    const lazy = await open(team as never, team.members.bo.token);
    lazy.socket.pause();
    // Each asks for all that is there: 6 MB.
    for (let i = 0; i < 9; i++)
      lazy.send(MESSAGE.sync, (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
      });
    const reader = test.keep(team.ann.client.connect(team.brief.id, 'notes', team.ann.token));
    await until('somebody else has all of it', () => reader.doc.getMap('entries').size === 9);
    lazy.socket.resume();
    // The close frame waits behind what it didn't read.
    expect([CLOSE.tryAgain, 1006]).toContain((await lazy.closed).code);
  });
});
