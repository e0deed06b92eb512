import type { Socket } from 'node:net';
import { decoding, encoding } from 'lib0';
import type { WebSocket } from 'ws';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import type { PersonId } from '../../shared/model/ids.ts';
import { CLOSE, encodeDecided, encodeRefused, MESSAGE } from '../../shared/relay/messages.ts';
import { RULE_SENTENCES, type Rule } from '../../shared/relay/rules.ts';
import { sha256Bytes } from '../services/crypto.ts';
import type { Device } from './credentials.ts';
import { framed } from './frame.ts';
import {
  KEEP_ALIVE_AFTER_CHECKS,
  MAX_BACKLOG_BYTES,
  MAX_BACKLOG_FOR_AWARENESS,
  MAX_UNDECIDED,
  MAX_WAITING_BYTES,
  MESSAGES_A_SECOND,
  MESSAGES_AT_ONCE,
  NOTABLE_BACKLOG_BYTES,
} from './limits.ts';
import type { Room } from './room.ts';
import { KEEP_ALIVE_MESSAGE } from './room-awareness.ts';
import { TokenBucket } from './token-bucket.ts';

/** An update that waits for the whole difference, which was asked for. */
interface Waiting {
  hash: string;
  /** Absent where it is large: then the difference decides for it. */
  update?: Uint8Array;
  decided: () => void;
}

/** One socket in one room: y-websocket's messages in, and out. */
export class Connection {
  private readonly messages = new TokenBucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE, performance.now());
  private undecided = 0;
  private decidedCount = 0;
  /** Resolves when all messages so far are decided; in their order. */
  private decided: Promise<void> = Promise.resolve();
  private ackIsDue = false;
  /** Resolves when the differences that were asked for are sent; absent where none is due. */
  private answering: Promise<void> | undefined;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private preparing = false;
  private readonly queue: Buffer[] = [];
  /** In how many checks in a row nothing was sent. */
  private quiet = 0;
  private closing = false;
  private answered = true;
  /** How much had come when it was pinged. */
  private readAtPing = 0;

  /**
   * @param stream what the socket writes to; whole frames go there directly
   * @param acknowledges whether the client reads messages 100 and 101
   */
  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Socket,
    private readonly room: Room,
    readonly device: Device,
    private readonly acknowledges: boolean,
  ) {
    socket.on('message', (data: Buffer, isBinary: boolean) => this.receive(data, isBinary));
    socket.on('pong', () => {
      this.answered = true;
    });
  }

  get person(): PersonId {
    return this.device.person;
  }

  /** Begins the conversation: asks for what the relay lacks. */
  begin(): void {
    this.askForDifference();
    const presence = this.room.awareness.all();
    if (presence) this.send(presence);
  }

  /** Sends a message; a client that reads too slowly is let go. */
  send(message: Uint8Array): void {
    this.sendFrame(framed(message));
  }

  /** Sends a message that is framed already. Of each of hundreds of connections it looks at as little as it can. */
  sendFrame(frame: Buffer): void {
    if (this.closing || !this.stream.writable) return;
    const backlog = this.backlog + frame.length;
    const isTooMuch = backlog > NOTABLE_BACKLOG_BYTES && !this.room.mayHoldUp(this.person, frame.length);
    if (isTooMuch || backlog > MAX_BACKLOG_BYTES) {
      this.close(CLOSE.tryAgain, 'reads too slowly');
      this.socket.terminate();
      return;
    }
    this.quiet = 0;
    this.stream.write(frame);
  }

  /** How much of what was sent the other end hasn't read. */
  get backlog(): number {
    return this.stream.writableLength;
  }

  /** Sends presence, unless something that matters waits. */
  sendPresence(frame: Buffer): void {
    if (this.backlog <= MAX_BACKLOG_FOR_AWARENESS) this.sendFrame(frame);
  }

  /** Says something to a client that heard nothing for a while. */
  keepAlive(): void {
    if (++this.quiet >= KEEP_ALIVE_AFTER_CHECKS) this.send(KEEP_ALIVE_MESSAGE);
  }

  /**
   * Finds out whether the other end is there; one of which nothing came since the last time isn't. On a slow line the
   * answer waits behind a long message.
   */
  ping(): void {
    const { bytesRead } = this.stream;
    if (!this.answered && bytesRead === this.readAtPing) {
      this.socket.terminate();
      return;
    }
    this.answered = false;
    this.readAtPing = bytesRead;
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  close(code: number, reason: string): void {
    this.closing = true;
    this.socket.close(code, reason);
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (!this.messages.take(performance.now()) || this.undecided > MAX_UNDECIDED) {
      this.close(CLOSE.abuse, 'too many messages');
      return;
    }
    if (!this.room.maySend(this.person, data.length)) {
      this.close(CLOSE.abuse, 'too much at once');
      return;
    }
    if (!isBinary) this.failed(new RangeError('Messages are binary.'));
    else if (this.preparing) this.queue.push(data);
    else this.readOne(data);
  }

  private readOne(data: Buffer): void {
    try {
      this.read(decoding.createDecoder(data));
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    // What lib0 throws at bytes that it can't read is a plain Error; any other kind is a defect of ours.
    const isTheirs = error instanceof Error && ['Error', 'RangeError', 'SyntaxError'].includes(error.name);
    this.room.report(isTheirs ? 'malformed' : 'defect', this.person, error);
    if (isTheirs) this.close(CLOSE.malformed, 'a message that can’t be read');
    else this.close(CLOSE.defect, 'a defect of the relay');
  }

  private read(decoder: decoding.Decoder): void {
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync:
        this.readSync(decoder);
        return;
      case MESSAGE.awareness:
        this.room.awareness.take(decoding.readVarUint8Array(decoder), this, this.person);
        this.room.presenceChanged();
        return;
      case MESSAGE.queryAwareness: {
        const presence = this.mayAsk() && this.room.awareness.all();
        if (presence) this.sendPresence(framed(presence));
        return;
      }
      default:
        throw new RangeError('It is of an unknown kind.');
    }
  }

  private readSync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (kind === syncProtocol.messageYjsSyncStep1) {
      if (this.mayAsk()) this.answerDifference(content);
    } else if (kind === syncProtocol.messageYjsSyncStep2) this.prepareAndTake(content, true);
    else if (kind === syncProtocol.messageYjsUpdate) this.prepareAndTake(content, false);
    else throw new RangeError('It is of an unknown kind of sync.');
  }

  private mayAsk(): boolean {
    const may = this.room.mayAsk(this.person);
    if (!may) this.close(CLOSE.abuse, 'asks for the whole state too often');
    return may;
  }

  /** One answer after another: who asks for many, and is let go for not reading the first, costs no more than that. */
  private answerDifference(stateVector: Uint8Array): void {
    const send = () => this.sendDifference(stateVector);
    const answering = (this.answering ? this.answering.then(send) : send())
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        if (this.answering === answering) this.answering = undefined;
      });
    this.answering = answering;
  }

  /** What is admitted now goes out when it is on the disk. */
  private async sendDifference(stateVector: Uint8Array): Promise<void> {
    if (this.closing || !this.stream.writable) return;
    const { document } = this.room;
    const difference = Y.encodeStateAsUpdate(document.doc, stateVector);
    this.room.answered(this.person, difference.length);
    const message = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, MESSAGE.sync);
      encoding.writeVarUint(encoder, syncProtocol.messageYjsSyncStep2);
      encoding.writeVarUint8Array(encoder, difference);
    });
    await document.settle().then(
      () => this.send(message),
      () => {},
    );
  }

  private askForDifference(): void {
    this.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.sync);
        syncProtocol.writeSyncStep1(encoder, this.room.document.doc);
      }),
    );
  }

  /** What comes while a large update is prepared waits for it, on the wire and, the little that was read, here. */
  private prepareAndTake(update: Uint8Array, isWhole: boolean): void {
    const prepared = this.room.document.prepare(update);
    if (!prepared) {
      this.take(update, isWhole);
      return;
    }
    this.preparing = true;
    this.socket.pause();
    prepared
      .then((forget) => {
        this.take(update, isWhole);
        forget();
      })
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        this.preparing = false;
        while (!this.preparing && this.queue.length > 0) this.readOne(this.queue.shift() as Buffer);
        if (!this.preparing) this.socket.resume();
      });
  }

  /** @param isWhole whether it is the whole difference that was asked for */
  private take(update: Uint8Array, isWhole: boolean): void {
    const { verdict, durable } = this.room.take(update, this);
    if (verdict.is === 'pending' && !(isWhole && this.waiting.length > 0)) {
      if (this.waiting.length === 0) this.askForDifference();
      const hash = sha256Bytes(update);
      this.waitingBytes += update.length;
      const kept = this.waitingBytes <= MAX_WAITING_BYTES ? { update: update.slice() } : {};
      this.decideAfter(new Promise<void>((decided) => this.waiting.push({ hash, ...kept, decided })));
      return;
    }
    if (verdict.is === 'pending') this.refuse(sha256Bytes(update), 'pending', []);
    if (verdict.is === 'refused') this.refuse(sha256Bytes(update), verdict.rule, verdict.ids);
    if (isWhole) this.endWaiting(verdict.is === 'pending', durable);
    this.decideAfter(durable);
  }

  /** The whole difference has come: what waited for it is in it, or will never be. */
  private endWaiting(inVain: boolean, durable: Promise<void>): void {
    const { waiting } = this;
    this.waiting = [];
    this.waitingBytes = 0;
    for (const { hash, update, decided } of waiting) {
      // A difference may lack what it should hold, and then says nothing of what waited for it.
      const again = update && !inVain ? this.room.take(update, this) : undefined;
      if (inVain || again?.verdict.is === 'pending') this.refuse(hash, 'pending', []);
      if (again?.verdict.is === 'refused') this.refuse(hash, again.verdict.rule, again.verdict.ids);
      (again?.durable ?? durable).then(decided, () => {});
    }
  }

  /** Counts a message as decided, after those before it. Where the disk fails, the room closes the socket. */
  private decideAfter(durable: Promise<void>): void {
    const before = this.decided;
    this.undecided++;
    this.decided = Promise.all([before, durable]).then(() => {
      this.undecided--;
      this.decidedCount++;
      this.acknowledgeSoon();
    });
    this.decided.catch(() => {});
  }

  /** Several that are decided at once are told at once. */
  private acknowledgeSoon(): void {
    if (!this.acknowledges || this.ackIsDue) return;
    this.ackIsDue = true;
    setImmediate(() => {
      this.ackIsDue = false;
      this.send(encodeDecided(this.decidedCount));
    });
  }

  private refuse(update: string, rule: Rule, ids: string[]): void {
    this.room.report(rule, this.person, undefined, ids);
    if (!this.room.mayBeRefusedAgain(this.person)) this.close(CLOSE.abuse, 'too many refused changes');
    else if (this.acknowledges) this.send(encodeRefused({ update, rule, ids, sentence: RULE_SENTENCES[rule] }));
    else this.close(CLOSE.refused, rule);
  }
}
