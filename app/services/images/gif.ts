import type { Cleaned } from './cleaned.ts';
import { UPRIGHT } from './exif.ts';

const EXTENSION = 0x21;
const FRAME = 0x2c;
const END = 0x3b;
/** How long a frame stands and what is transparent in it. */
const CONTROL = 0xf9;
/** Extensions of programs; of those only how often a moving picture is shown again says something that is seen. */
const APPLICATION = 0xff;
const LOOPS = ['NETSCAPE2.0', 'ANIMEXTS1.0'];

/** Whether bytes begin as a GIF does. */
export function isGif(bytes: Buffer): boolean {
  return ['GIF87a', 'GIF89a'].includes(bytes.toString('latin1', 0, 6));
}

/**
 * Reads a GIF; comments and what programs wrote into it are left out.
 *
 * @throws {RangeError} where it isn't whole, or not a GIF at all
 */
export function cleanGif(bytes: Buffer): Cleaned {
  const start = 13 + tableBytes(bytes.readUInt8(10));
  const kept: Buffer[] = [bytes.subarray(0, start)];
  let frames = 0;
  for (let at = start; ; ) {
    const block = bytes.readUInt8(at);
    if (block === END) break;
    if (block !== EXTENSION && block !== FRAME) throw new RangeError('A block is of no known type.');
    const inner = block === FRAME ? at + 11 + tableBytes(bytes.readUInt8(at + 9)) : at + 2;
    const end = endOfParts(bytes, inner);
    if (block === FRAME) frames++;
    if (block === FRAME || isShown(bytes, at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (frames === 0) throw new RangeError('It has no pixels.');
  const size = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  return { type: 'image/gif', ...size, orientation: UPRIGHT, bytes: Buffer.concat([...kept, Buffer.from([END])]) };
}

/** The size of a table of colours, by the flags that stand before it. */
function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0;
}

/** Data comes in parts with their length before them; one of none ends it. */
function endOfParts(bytes: Buffer, start: number): number {
  let at = start;
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += 1 + length;
  return at + 1;
}

function isShown(bytes: Buffer, at: number): boolean {
  const label = bytes.readUInt8(at + 1);
  if (label !== APPLICATION) return label === CONTROL;
  return LOOPS.includes(bytes.toString('latin1', at + 3, at + 14)) && bytes[at + 14] === 3 && bytes[at + 18] === 0;
}
