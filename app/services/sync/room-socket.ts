import WebSocket from 'ws';
import { ACK_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { type RoomMessage, readRoomMessage } from './room-messages.ts';
import { isCertificateError, type TlsOptions } from './trust.ts';

/** The relay says something at least every 20 s; a connection on which nothing arrives for longer is half open. */
const SILENCE_MS = 30_000;
const HANDSHAKE_MS = 20_000;
/** The largest state that a relay may send: a brief of 100,000 entries is 40 MB. */
const MAX_INCOMING_BYTES = 128 * 1024 * 1024;

/** What ws says where whoever answers takes none of the protocols that were offered. */
const NO_PROTOCOL = /^Server sent (?:no|an invalid) subprotocol$/;

/** Why a connection ended. */
export interface Closed {
  /** The WebSocket's close code; 1006 where it just broke. */
  code: number;
  reason: string;
  /** The relay's certificate isn't the one that is trusted. */
  certificate?: true;
  /** What answered speaks no protocol of ours. */
  foreign?: true;
}

export interface SocketListener {
  opened(): void;
  message(message: RoomMessage): void;
  closed(closed: Closed): void;
}

/** One connection to one room, from its handshake to its end. */
export class RoomSocket {
  private readonly socket: WebSocket;
  private readonly silence: NodeJS.Timeout;
  private ended = false;
  private why: Partial<Closed> = {};

  constructor(address: URL, token: string, tls: TlsOptions, listener: SocketListener) {
    this.socket = new WebSocket(address, [ACK_PROTOCOL, `${TOKEN_PROTOCOL_PREFIX}${token}`], {
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: MAX_INCOMING_BYTES,
      perMessageDeflate: false,
      // ws passes it on to Node's TLS, whose type it is; its own says otherwise.
      ...(tls as object),
    });
    this.socket.binaryType = 'nodebuffer';
    this.silence = setTimeout(() => this.socket.terminate(), SILENCE_MS);
    this.socket.on('open', () => {
      if (this.socket.protocol !== ACK_PROTOCOL) return this.breakOff({ foreign: true });
      this.silence.refresh();
      listener.opened();
    });
    this.socket.on('message', (data) => {
      if (this.ended) return;
      this.silence.refresh();
      try {
        const message = readRoomMessage(data as Buffer);
        if (message) listener.message(message);
      } catch (error) {
        this.breakOff({ foreign: true, reason: String(error) });
      }
    });
    this.socket.on('error', (error) => {
      if (isCertificateError(error)) this.why = { certificate: true };
      if (NO_PROTOCOL.test(error.message)) this.why = { foreign: true };
    });
    this.socket.on('close', (code, reason) => {
      clearTimeout(this.silence);
      if (this.ended) return;
      this.ended = true;
      listener.closed({ code, reason: reason.toString('utf8'), ...this.why });
    });
  }

  send(message: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(message);
  }

  /** Ends the connection; its listener hears nothing more. */
  close(): void {
    this.ended = true;
    clearTimeout(this.silence);
    this.socket.close();
    // A half-open connection would keep the process for the 30 s that ws waits for the answer to its close.
    setTimeout(() => this.socket.terminate(), 1_000).unref();
  }

  private breakOff(why: Partial<Closed>): void {
    this.why = why;
    this.socket.terminate();
  }
}
