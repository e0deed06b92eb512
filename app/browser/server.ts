import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { serveBridge } from '../../shared/bridge/transport/server.ts';
import { type Bridge, MAX_FILE_BYTES } from '../../shared/bridge.ts';
import {
  AUTHORIZATION,
  BRIDGE_PATH,
  BRIDGE_PROTOCOL,
  NO_SESSION,
  PACKAGE_PATH,
  SESSION_PATH,
  SESSION_PROTOCOL,
} from '../../shared/browser-shell.ts';
import { Refusal } from '../../shared/refusal.ts';
import { MOST_BYTES_OF_A_CALL } from '../message-limits.ts';
import { type PageFiles, pageFileAt } from '../pages/page-files.ts';
import { pageHeaders } from '../pages/page-headers.ts';
import { reportDefect } from '../report-defect.ts';
import { errorCode } from '../services/disk.ts';
import { Admission } from './admission.ts';
import { mayServe, peerUser } from './peer-user.ts';
import { refusalPage, refusals, type WebRefusal } from './refusals.ts';
import { foreign } from './request-origin.ts';
import { webSocketChannel } from './web-socket-channel.ts';

/** Many tabs; a page that opens connections without end gets no more. */
const MOST_CONNECTIONS = 256;

/** A key is 43 characters. */
const LONGEST_KEY = 100;

export interface BrowserServer {
  /** Such as `http://127.0.0.1:4711`. */
  origin: string;
  /** An address that lets one browser in, once. */
  newAddress(): string;
  /** Lets everybody go and stops. */
  close(): Promise<void>;
}

export interface BrowserServerOptions {
  bridge: Bridge;
  files: PageFiles;
  /** A free one if it isn't given. */
  port?: number;
}

/**
 * Serves the page and the bridge on 127.0.0.1, to whoever has a one-time address.
 *
 * The page's files are no secret and need no key; the bridge does.
 *
 * @throws {Refusal} where the port is taken or may not be used
 */
export async function startBrowserServer({ bridge, files, port = 0 }: BrowserServerOptions): Promise<BrowserServer> {
  const server = createServer();
  await listen(server, port);
  const own = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const admission = new Admission();
  const headers = pageHeaders(`'self' ws://${own}`);
  server.maxConnections = MOST_CONNECTIONS;

  server.on('request', (request, response) => {
    respond(request, response).catch((error: unknown) => {
      reportDefect('the browser shell', error);
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    upgrade(request, socket, head).catch((error: unknown) => {
      reportDefect('the browser shell', error);
      socket.destroy();
    });
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const asks = request.method === 'POST';
    const from = foreign(request.headers, own, asks);
    if (from) return refuse(response, refusals[from]);
    // Not decoded and not normalised: only the one spelling of an address counts.
    const [path = '', query] = (request.url ?? '').split('?');
    if (asks && path === SESSION_PATH) return openSession(request, response);
    if (asks && path === PACKAGE_PATH) return takePackage(request, response, new URLSearchParams(query).get('name'));
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, refusals.method);
    const file = pageFileAt(files, path);
    if (!file) return refuse(response, refusals.notFound);
    const bytes = await file.bytes();
    response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  async function openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!mayServe(await peerUser(request.socket))) return tell(response, refusals.otherUser);
    const key = await readBody(request, LONGEST_KEY);
    if (key === undefined) return tell(response, refusals.tooLarge);
    const redeemed = admission.redeem(key.toString());
    if ('refused' in redeemed) return tell(response, refusals[redeemed.refused]);
    give(response, redeemed);
  }

  /** A file comes beside the bridge: as text in a message of its own it would take several times as long. */
  async function takePackage(request: IncomingMessage, response: ServerResponse, name: string | null): Promise<void> {
    if (!mayServe(await peerUser(request.socket))) return tell(response, refusals.otherUser);
    const { authorization = '' } = request.headers;
    if (!authorization.startsWith(AUTHORIZATION)) return tell(response, refusals.noSession);
    if (!admission.admits(authorization.slice(AUTHORIZATION.length))) return tell(response, refusals.noSession);
    const bytes = await readBody(request, MAX_FILE_BYTES);
    if (bytes === undefined) return tell(response, refusals.tooLarge);
    const call = { name: name ?? '', bytes: bytes.toString('base64'), asked: true } as const;
    try {
      give(response, await bridge.call('offline.handIn', call));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tell(response, { status: 400, code: error.code, message: error.message });
    }
  }

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_BYTES_OF_A_CALL,
    perMessageDeflate: false,
    // Never the one that holds the token: the answer's headers are seen by more than the page.
    handleProtocols: (offered) => (offered.has(BRIDGE_PROTOCOL) ? BRIDGE_PROTOCOL : false),
  });

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const from = foreign(request.headers, own, true);
    if (from) return refuseUpgrade(socket, refusals[from]);
    if (request.url !== BRIDGE_PATH) return refuseUpgrade(socket, refusals.notFound);
    if (!mayServe(await peerUser(request.socket))) return refuseUpgrade(socket, refusals.otherUser);
    const admitted = admission.admits(tokenIn(request.headers['sec-websocket-protocol']));
    sockets.handleUpgrade(request, socket, head, (ws) => {
      // Accepted only to say so: a page isn't told why an upgrade failed.
      if (!admitted) ws.close(NO_SESSION, 'no session');
      else serveBridge(bridge, webSocketChannel(ws), reportDefect);
    });
  }

  return {
    origin: `http://${own}`,
    newAddress: () => `http://${own}/#key=${admission.issueKey()}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const ws of sockets.clients) ws.close(1001);
      server.closeIdleConnections();
      const late = setTimeout(() => {
        for (const ws of sockets.clients) ws.terminate();
        server.closeAllConnections();
      }, 500);
      await closed;
      clearTimeout(late);
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
    });
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EACCES' ? 'may not be used by you' : 'is used by another program';
    throw new Refusal('port-taken', `Port ${port} ${why}. Choose another one with --port, or leave it out.`);
  }
}

/** For a person who reads it in the browser. */
function refuse(response: ServerResponse, refusal: WebRefusal): void {
  response.writeHead(refusal.status, { 'Content-Type': 'text/html; charset=utf-8', Connection: 'close' });
  response.end(refusalPage(refusal));
}

/** For the page, which shows it to the person. */
function tell(response: ServerResponse, { status, code, message }: WebRefusal): void {
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify({ code, message }));
}

function give(response: ServerResponse, answer: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(answer));
}

function refuseUpgrade(socket: Duplex, { status, code }: WebRefusal): void {
  socket.end(`HTTP/1.1 ${status} ${code}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** What a request brings; undefined where that is more than so many bytes. */
async function readBody(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tokenIn(protocols: string | undefined): string {
  const offered = (protocols ?? '').split(',').map((one) => one.trim());
  return offered.find((one) => one.startsWith(SESSION_PROTOCOL))?.slice(SESSION_PROTOCOL.length) ?? '';
}
