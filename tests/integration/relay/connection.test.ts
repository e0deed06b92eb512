import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Connection } from '../../../app/relay/connection.ts';
import type { Device } from '../../../app/relay/credentials.ts';
import { framed } from '../../../app/relay/frame.ts';
import { KEEP_ALIVE_AFTER_CHECKS } from '../../../app/relay/limits.ts';
import type { Room } from '../../../app/relay/room.ts';
import { personCalled } from '../../support/people.ts';

/** What its room would do isn't asked for here. */
const ROOM = {} as Room;
const DEVICE = { person: personCalled('Bo Tan').person.id } as Device;

let server: Server;
let client: WebSocket;
let connection: Connection;
let stream: Socket;
let heard: Buffer[];

beforeEach(async () => {
  server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const opened = new Promise<Connection>((done) => {
    server.on('upgrade', (request, duplex, head) => {
      stream = duplex as Socket;
      sockets.handleUpgrade(request, stream, head, (socket) =>
        done(new Connection(socket, stream, ROOM, DEVICE, true)),
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  heard = [];
  client.on('message', (data: Buffer) => heard.push(data));
  connection = await opened;
  await once(client, 'open');
});

afterEach(() => {
  client.terminate();
  server.close();
});

describe('a connection of the relay', () => {
  it('says something when a client heard nothing in so many checks, and begins to count anew', async () => {
    for (let i = 1; i < KEEP_ALIVE_AFTER_CHECKS; i++) connection.keepAlive();
    connection.sendFrame(framed(Uint8Array.of(42)));
    for (let i = 0; i < 2 * KEEP_ALIVE_AFTER_CHECKS; i++) connection.keepAlive();
    connection.send(Uint8Array.of(43));
    await expect.poll(() => heard.at(-1)).toEqual(Buffer.of(43));
    // Presence without anybody in it, once for each time that it was quiet long enough.
    expect(heard).toEqual([Buffer.of(42), Buffer.of(1, 1, 0), Buffer.of(1, 1, 0), Buffer.of(43)]);
  });

  it('is ended when nothing came since it was pinged, and not while a long message comes that the answer waits behind', async () => {
    const raw = (client as unknown as { _socket: Socket })._socket;
    const gone = once(client, 'close');
    // What the client would answer is kept back, as by a message that is on its way for long.
    client.pong = () => {};
    const waits = (bytes: number) => expect.poll(() => stream.bytesRead).toBe(bytes);
    const head = Buffer.from([0x82, 0x80 | 127, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    raw.write(head);
    let bytes = stream.bytesRead + head.length;
    await waits(bytes);
    connection.ping();
    for (let i = 0; i < 3; i++) {
      raw.write(Buffer.alloc(10));
      bytes += 10;
      await waits(bytes);
      connection.ping();
      expect(stream.destroyed).toBe(false);
    }
    connection.ping();
    expect(stream.destroyed).toBe(true);
    await gone;
  });

  it('sends nothing after it said that it closes', async () => {
    connection.send(Uint8Array.of(42));
    connection.close(4400, 'enough');
    const written = stream.bytesWritten;
    connection.send(Uint8Array.of(43));
    expect(stream.bytesWritten).toBe(written);
    const [code] = (await once(client, 'close')) as [number];
    expect({ code, heard }).toEqual({ code: 4400, heard: [Buffer.of(42)] });
  });

  it('lets a client go that closes while much is sent, without an error', async () => {
    client.close(1000);
    const sending = setInterval(() => connection.send(new Uint8Array(1_000)), 0);
    const [code] = (await once(client, 'close')) as [number];
    clearInterval(sending);
    expect(code).toBe(1000);
  });
});
