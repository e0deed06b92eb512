import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { limitAddresses } from '../../../app/relay/address-limit.ts';
import { ownCertificate } from '../../../app/relay/tls.ts';
import { until } from '../../support/relay-client.ts';

const MOST = 5;
const REQUEST = 'GET / HTTP/1.1\r\nHost: relay\r\n\r\n';

let server: Server;
let folder: string | undefined;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
  if (folder) await rm(folder, { recursive: true, force: true });
  folder = undefined;
});

async function listen(made: Server): Promise<number> {
  server = made;
  limitAddresses(server, MOST);
  server.on('request', (_request, response) => response.end('heard'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Whether a connection is heard: it asks at once, and is answered or ended. */
function isHeard(socket: Socket): Promise<boolean> {
  sockets.push(socket);
  socket.on('error', () => {});
  socket.write(REQUEST);
  return new Promise((done) => {
    socket.once('data', () => done(true));
    socket.once('close', () => done(false));
  });
}

describe('the connections of an address', () => {
  it('are so many and no more, and none of them is another’s', async () => {
    const port = await listen(createServer());
    const from = (localAddress: string) => isHeard(connect({ port, host: '127.0.0.1', localAddress }));
    for (let i = 0; i < MOST; i++) expect(await from('127.0.0.1')).toBe(true);
    for (let i = 0; i < 3; i++) expect(await from('127.0.0.1')).toBe(false);
    expect(await from('127.0.0.2')).toBe(true);
    sockets[0]?.destroy();
    await until('there is room again', () => from('127.0.0.1'));
    expect(await from('127.0.0.1')).toBe(false);
  });

  it('are counted with TLS too, until they are closed', async () => {
    folder = await mkdtemp(join(tmpdir(), 'briefmark-relay-'));
    const { cert, key } = await ownCertificate(folder, '127.0.0.1');
    const port = await listen(createTlsServer({ cert, key }));
    const more = () => isHeard(connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }));
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < MOST; i++) await until('there is room', more);
      expect(await more()).toBe(false);
      for (const socket of sockets.splice(0)) socket.destroy();
    }
  });
});
