import type { Duplex } from 'node:stream';
import {
  MAX_UNFINISHED_A_PERSON,
  MAX_UNFINISHED_BYTES,
  UNFINISHED_PART_BYTES,
  UNFINISHED_PROGRESS_BYTES,
  UNFINISHED_PROGRESS_MS,
} from './limits.ts';

/** RFC 6455, section 5.2. */
const FINAL = 0x80;
const CONTROL = 0x08;
const LENGTH = 0x7f;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;
const MASK_BYTES = 4;

/**
 * Follows the frames that a client sends, as far as it takes to know how much of a message is here while its end isn't:
 * so much `ws` holds, and nobody else counts it.
 */
export class Unfinished {
  /** What is held of the message; 0 between messages. */
  bytes = 0;
  private readonly header = Buffer.alloc(10 + MASK_BYTES);
  private headerBytes = 0;
  /** What is to come of the frame's content. */
  private left = 0;

  /** Takes what came next. */
  read(part: Uint8Array): void {
    let at = 0;
    while (at < part.length) {
      if (this.left > 0) {
        const count = Math.min(this.left, part.length - at);
        at += count;
        this.left -= count;
        if (!this.isControl) this.bytes += count;
        if (this.left === 0) this.endFrame();
      } else {
        this.header[this.headerBytes++] = part[at++] as number;
        if (this.headerBytes >= 2 && this.headerBytes === this.headerLength) this.beginFrame();
      }
    }
    // Each part is an object of its own, however small it is.
    if (this.bytes > 0) this.bytes += UNFINISHED_PART_BYTES;
  }

  private beginFrame(): void {
    const short = this.shortLength;
    this.left =
      short === TWO_BYTES
        ? this.header.readUInt16BE(2)
        : short === EIGHT_BYTES
          ? Number(this.header.readBigUInt64BE(2))
          : short;
    this.headerBytes = 0;
    if (this.left === 0) this.endFrame();
  }

  private endFrame(): void {
    const isFinal = ((this.header[0] as number) & FINAL) !== 0;
    if (isFinal && !this.isControl) this.bytes = 0;
  }

  private get isControl(): boolean {
    return ((this.header[0] as number) & CONTROL) !== 0;
  }

  private get shortLength(): number {
    return (this.header[1] as number) & LENGTH;
  }

  private get headerLength(): number {
    const short = this.shortLength;
    return 2 + (short === EIGHT_BYTES ? 8 : short === TWO_BYTES ? 2 : 0) + MASK_BYTES;
  }
}

/** Why a socket is to be ended whose message has no end. */
export type Excess = 'of a person' | 'of all' | 'no progress';

/** A socket of which a message is not whole yet. */
interface Held {
  whose: string;
  bytes: number;
  end(excess: Excess): void;
  /** How much it held when it was last seen to move, and when that was. */
  seen: number;
  seenAt: number;
}

/** The unfinished messages of all sockets: what a person may have of them, and what all may. */
export class UnfinishedMessages {
  /** Those of which something is held, by whose they are. */
  private readonly held = new Map<string, Set<Held>>();
  private all = 0;

  /**
   * Counts what comes by a stream, before `ws` reads it.
   *
   * @param whose whose memory it is, known or not
   * @param end ends the socket; what it held is not counted any more
   * @returns what makes it somebody's
   */
  watch(stream: Duplex, end: (excess: Excess) => void): (whose: string) => void {
    const message = new Unfinished();
    const one: Held = { whose: '', bytes: 0, end, seen: 0, seenAt: 0 };
    stream.prependListener('data', (part: Uint8Array) => {
      message.read(part);
      if (message.bytes !== one.bytes && !stream.destroyed) this.note(one, message.bytes);
    });
    stream.once('close', () => this.note(one, 0));
    return (whose) => {
      const { bytes } = one;
      this.note(one, 0);
      one.whose = whose;
      this.note(one, bytes);
    };
  }

  /** Ends those of which too little came for too long. */
  check(now = performance.now()): void {
    for (const one of [...this.held.values()].flatMap((theirs) => [...theirs])) {
      if (one.bytes < one.seen || one.bytes - one.seen >= UNFINISHED_PROGRESS_BYTES) {
        one.seen = one.bytes;
        one.seenAt = now;
      } else if (now - one.seenAt > UNFINISHED_PROGRESS_MS) this.end(one, 'no progress');
    }
  }

  private note(one: Held, bytes: number): void {
    const theirs = this.held.get(one.whose) ?? new Set();
    if (one.bytes === 0) {
      one.seen = 0;
      one.seenAt = performance.now();
    }
    this.all += bytes - one.bytes;
    one.bytes = bytes;
    if (bytes > 0) theirs.add(one);
    else theirs.delete(one);
    if (theirs.size > 0) this.held.set(one.whose, theirs);
    else this.held.delete(one.whose);
    if (sumOf(theirs) > MAX_UNFINISHED_A_PERSON) this.end(one, 'of a person');
    else if (this.all > MAX_UNFINISHED_BYTES) this.makeRoom();
  }

  /** Whoever holds the most makes room, so that nobody can keep everybody else from being heard. */
  private makeRoom(): void {
    const [most] = [...this.held.values()].sort((a, b) => sumOf(b) - sumOf(a));
    for (const one of most ?? []) this.end(one, 'of all');
  }

  private end(one: Held, excess: Excess): void {
    this.note(one, 0);
    one.end(excess);
  }
}

function sumOf(held: Iterable<Held>): number {
  let sum = 0;
  for (const { bytes } of held) sum += bytes;
  return sum;
}
