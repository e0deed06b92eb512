import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { framed } from '../../../../app/relay/frame.ts';

it('frames messages of every length so that ws reads them', async () => {
  const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];
  const messages = lengths.map((length) => Uint8Array.from({ length }, (_, i) => i & 255));
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (_socket, { socket: stream }) => {
    for (const message of messages) stream.write(framed(message));
  });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const read: Buffer[] = [];
  client.on('message', (data: Buffer, isBinary) => {
    expect(isBinary).toBe(true);
    read.push(data);
    if (read.length === messages.length) client.close();
  });
  await once(client, 'close');
  server.close();
  expect(read.map((data, i) => data.equals(messages[i] as Uint8Array))).toEqual(lengths.map(() => true));
});
