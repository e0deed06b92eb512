import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  MAX_MESSAGE_BYTES,
  MAX_UNFINISHED_A_PERSON,
  MAX_UNFINISHED_BYTES,
  UNFINISHED_PART_BYTES,
  UNFINISHED_PROGRESS_BYTES,
  UNFINISHED_PROGRESS_MS,
} from '../../../../app/relay/limits.ts';
import { Unfinished, UnfinishedMessages } from '../../../../app/relay/unfinished.ts';

const TEXT = 1;
const BINARY = 2;
const PING = 9;

/** A frame as a client sends it. */
function frame(bytes: number, opcode = BINARY, fin = true): Buffer {
  const length = bytes < 126 ? 0 : bytes < 65_536 ? 2 : 8;
  const whole = Buffer.alloc(2 + length + 4 + bytes, 7);
  whole[0] = (fin ? 0x80 : 0) | opcode;
  whole[1] = 0x80 | (length === 0 ? bytes : length === 2 ? 126 : 127);
  if (length === 2) whole.writeUInt16BE(bytes, 2);
  if (length === 8) whole.writeBigUInt64BE(BigInt(bytes), 2);
  return whole;
}

const LARGEST = frame(MAX_MESSAGE_BYTES);

describe('an unfinished message', () => {
  it('holds what came of it until its last frame is here, in whatever parts it comes', () => {
    const frames = Buffer.concat([
      frame(0),
      frame(125),
      frame(70_000, BINARY, false),
      frame(100, PING),
      frame(0, 0, false),
      frame(300, 0),
      frame(65_535, TEXT),
      frame(20),
    ]);
    for (const size of [1, 2, 3, 7, 100, 65_536, frames.length]) {
      const message = new Unfinished();
      for (let at = 0; at < frames.length; at += size) message.read(frames.subarray(at, at + size));
      expect(message.bytes, `in parts of ${size}`).toBe(0);
      message.read(frame(1_000).subarray(0, 500));
      // Two bytes and two of the length, four of the mask.
      expect(message.bytes).toBe(500 - 8 + UNFINISHED_PART_BYTES);
    }
  });

  it('holds nothing while a control frame is unfinished', () => {
    const message = new Unfinished();
    message.read(frame(100, PING).subarray(0, 50));
    expect(message.bytes).toBe(0);
  });

  it('counts what small parts take beside their bytes', () => {
    const message = new Unfinished();
    message.read(frame(1_000).subarray(0, 8));
    for (let i = 0; i < 100; i++) message.read(Uint8Array.of(7));
    expect(message.bytes).toBe(100 * (1 + UNFINISHED_PART_BYTES));
  });
});

describe('the unfinished messages of all', () => {
  /** Streams that each hold so much, each perhaps of somebody else, and what became of them. */
  function holding(messages: UnfinishedMessages, count: number, bytes: number, whose: (i: number) => string) {
    const ended: string[] = [];
    const streams = Array.from({ length: count }, (_, i) => {
      const stream = new PassThrough();
      const belongTo = messages.watch(stream, (excess) => {
        ended.push(`${i} ${excess}`);
        stream.destroy();
      });
      belongTo(whose(i));
      stream.emit('data', LARGEST.subarray(0, bytes));
      return stream;
    });
    return { ended, streams };
  }

  it('of a person are ended where they are more than a person may have, and others’ are not', () => {
    const messages = new UnfinishedMessages();
    const most = Math.floor(MAX_UNFINISHED_A_PERSON / (15 * 1024 * 1024));
    const { ended } = holding(messages, most + 1, 15 * 1024 * 1024, () => 'Bo');
    expect(ended).toEqual([`${most} of a person`]);
    expect(holding(messages, 1, 1024, () => 'Ann').ended).toEqual([]);
  });

  it('make room where they are too much together: whoever holds the most does', () => {
    const messages = new UnfinishedMessages();
    const small = holding(messages, 1, 100_000, () => 'Ann');
    const count = Math.ceil(MAX_UNFINISHED_BYTES / (15 * 1024 * 1024));
    const { ended } = holding(messages, count, 15 * 1024 * 1024, (i) => `a sock puppet ${i >> 1}`);
    expect(ended).toHaveLength(2);
    expect(ended.every((each) => each.endsWith('of all'))).toBe(true);
    expect(small.ended).toEqual([]);
  });

  it('count no more when their stream is closed, or when they are whole', async () => {
    const messages = new UnfinishedMessages();
    for (let i = 0; i < 2 * (MAX_UNFINISHED_A_PERSON / MAX_MESSAGE_BYTES); i++) {
      const { ended, streams } = holding(messages, 1, 15 * 1024 * 1024, () => 'Bo');
      const [stream] = streams as [PassThrough];
      if (i % 2) stream.emit('data', LARGEST.subarray(15 * 1024 * 1024));
      else stream.destroy();
      await new Promise((done) => setImmediate(done));
      expect(ended).toEqual([]);
    }
  });

  it('are ended where hardly anything comes, and not where it comes slowly', () => {
    const messages = new UnfinishedMessages();
    const { ended, streams } = holding(messages, 2, 1_000, (i) => String(i));
    const slow = streams[1] as PassThrough;
    const began = performance.now();
    for (let i = 0; i <= 10; i++) {
      messages.check(began + (i * UNFINISHED_PROGRESS_MS) / 2);
      slow.emit('data', Buffer.alloc(UNFINISHED_PROGRESS_BYTES));
    }
    expect(ended).toEqual(['0 no progress']);
  });
});
