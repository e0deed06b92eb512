import { once } from 'node:events';
import { decoding, encoding } from 'lib0';
import WebSocket from 'ws';
import { MESSAGE, type RefusedUpdate, type RoomName, readDecided, readRefused } from '../../shared/relay/messages.ts';

/** A socket in a relay's room that sends whatever a test likes, and keeps what comes. */
export class RawSocket {
  decided = 0;
  readonly refused: RefusedUpdate[] = [];
  readonly messages: Uint8Array[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.receive(data));
    socket.on('error', () => {});
    this.closed = new Promise((done) =>
      socket.on('close', (code, reason) => done({ code, reason: reason.toString() })),
    );
  }

  /** Opens a socket; resolves when it is open, perhaps to be closed at once. */
  static async open(address: string, brief: string, room: RoomName | string, protocols: string[]): Promise<RawSocket> {
    const socket = new WebSocket(`${address.replace(/^http/, 'ws')}/v1/${brief}/${room}`, protocols);
    const raw = new RawSocket(socket);
    await Promise.race([once(socket, 'open'), raw.closed]);
    return raw;
  }

  /** Sends an update, or the answer to a request for the whole difference. */
  sendUpdate(update: Uint8Array, kind: 1 | 2 = 2): void {
    this.send(MESSAGE.sync, (encoder) => {
      encoding.writeVarUint(encoder, kind);
      encoding.writeVarUint8Array(encoder, update);
    });
  }

  /** Sends presence. */
  sendPresence(client: number, clock: number, state: unknown): void {
    const update = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    });
    this.send(MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update));
  }

  send(kind: number, write: (encoder: encoding.Encoder) => void): void {
    this.socket.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, kind);
        write(encoder);
      }),
    );
  }

  private receive(data: Buffer): void {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const kind = decoding.readVarUint(decoder);
    if (kind === MESSAGE.decided) this.decided = readDecided(decoder);
    else if (kind === MESSAGE.refused) this.refused.push(readRefused(decoder));
    else this.messages.push(new Uint8Array(data));
  }
}
