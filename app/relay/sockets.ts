import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BriefId, briefIdSchema, type PersonId } from '../../shared/model/ids.ts';
import {
  ACK_PROTOCOL,
  CLOSE,
  PLAIN_PROTOCOL,
  ROOMS,
  type RoomName,
  TOKEN_PROTOCOL_PREFIX,
} from '../../shared/relay/messages.ts';
import type { Opened } from './brief-host.ts';
import type { Briefs } from './briefs.ts';
import { pathOf } from './http.ts';
import { MAX_MESSAGE_BYTES, MAX_SOCKETS, MAX_SOCKETS_AN_ADDRESS, REFUSED_SOCKET_MS } from './limits.ts';
import type { RequestRates } from './request-rates.ts';
import { type Excess, UnfinishedMessages } from './unfinished.ts';

const ROOM_PATH = /^\/v1\/([0-9a-f]{64})\/([a-z]+)$/;

/** The WebSockets of a relay: who may open one into which room. */
export class Sockets {
  private readonly open = new Set<WebSocket>();
  private readonly addresses = new Map<string, number>();
  private readonly unfinished = new UnfinishedMessages();
  private stopping = false;
  private readonly server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    // Never the token: what is selected stands in the answer's head.
    handleProtocols: (offered) => [ACK_PROTOCOL, PLAIN_PROTOCOL].find((each) => offered.has(each)) ?? false,
  });

  constructor(
    private readonly briefs: Briefs,
    private readonly rates: RequestRates,
    private readonly log: (event: string, about: Record<string, unknown>) => void,
  ) {}

  /** Takes an upgrade always, and closes the socket with a code that says why it can't stay, so that the client sees it. */
  upgrade(request: IncomingMessage, stream: Socket, head: Buffer): void {
    stream.on('error', () => {});
    if (this.stopping || this.open.size >= MAX_SOCKETS) {
      stream.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => {});
      const belongTo = this.unfinished.watch(stream, (excess) => endExcess(socket, excess));
      this.admit({ socket, stream }, request, belongTo).catch((error: unknown) => {
        this.log('not-opened', { cause: error instanceof Error ? error.message : String(error) });
        refuse(socket, CLOSE.defect, 'the brief can’t be opened');
      });
    });
  }

  /** Says something to those who heard nothing for a while. */
  async keepAlive(): Promise<void> {
    for (const host of await this.briefs.everyHost()) for (const each of host.connections()) each.keepAlive();
  }

  /** Finds out who is still there, and whose message still comes. */
  async ping(): Promise<void> {
    this.unfinished.check();
    for (const host of await this.briefs.everyHost()) for (const each of host.connections()) each.ping();
  }

  /** Takes no more. */
  stop(): void {
    this.stopping = true;
  }

  /** Ends those that don't close by themselves. */
  terminate(): void {
    for (const socket of this.open) socket.terminate();
  }

  /** @param belongTo says whose what it holds is, once that is known */
  private async admit(opened: Opened, request: IncomingMessage, belongTo: (person: PersonId) => void): Promise<void> {
    const { socket } = opened;
    const room = roomOf(request);
    if (!room || !this.briefs.has(room.brief)) return refuse(socket, CLOSE.notFound, 'no such brief or room');
    // What comes meanwhile waits on the wire and not in memory.
    socket.pause();
    const token = tokenOf(request);
    const device = token === undefined ? undefined : (await this.briefs.credentials(room.brief)).find(token);
    if (!device) {
      socket.resume();
      return refuse(socket, CLOSE.unauthorised, 'no credential that this brief knows');
    }
    belongTo(device.person);
    const address = this.rates.addressOf(request);
    const others = this.addresses.get(address) ?? 0;
    if (others >= MAX_SOCKETS_AN_ADDRESS) {
      socket.resume();
      return refuse(socket, CLOSE.tryAgain, 'too many connections from this address');
    }
    this.addresses.set(address, others + 1);
    this.open.add(socket);
    socket.on('close', () => {
      this.open.delete(socket);
      const left = (this.addresses.get(address) ?? 1) - 1;
      if (left > 0) this.addresses.set(address, left);
      else this.addresses.delete(address);
    });
    await this.briefs.using(room.brief, async (host) => {
      await host.connect(opened, room.name, device, socket.protocol === ACK_PROTOCOL);
      socket.resume();
    });
  }
}

/** Says why, and waits no longer than it takes to hear it: whoever isn't let in shall not take room. */
function refuse(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), REFUSED_SOCKET_MS).unref();
}

/** Ends a socket at once: what it held of a message is what there is too much of. */
function endExcess(socket: WebSocket, excess: Excess): void {
  if (excess === 'of all') socket.close(CLOSE.tryAgain, 'too much was on its way');
  else socket.close(CLOSE.abuse, excess === 'of a person' ? 'too much at once' : 'a message that doesn’t come');
  socket.terminate();
}

function roomOf(request: IncomingMessage): { brief: BriefId; name: RoomName } | undefined {
  const [, id, name] = ROOM_PATH.exec(pathOf(request)) ?? [];
  const brief = briefIdSchema.safeParse(id);
  const room = ROOMS.find((each) => each === name);
  return brief.success && room ? { brief: brief.data, name: room } : undefined;
}

function tokenOf({ headers }: IncomingMessage): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  return offered.find((each) => each.startsWith(TOKEN_PROTOCOL_PREFIX))?.slice(TOKEN_PROTOCOL_PREFIX.length);
}
