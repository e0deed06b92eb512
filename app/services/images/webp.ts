import type { Cleaned } from './cleaned.ts';
import { UPRIGHT } from './exif.ts';

/** What shows: pixels, transparency and, for a moving picture, its frames. */
const SHOWN = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);
/** Of the flags of an extended file: moving, and transparent. Colour profile, EXIF and XMP are taken away. */
const KEPT_FLAGS = 0x12;
/** What stands in a frame before its own chunks. */
const FRAME_BYTES = 16;

interface Chunk {
  type: string;
  data: Buffer;
}

/** Whether bytes begin as a WebP does. */
export function isWebp(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

/**
 * Reads a WebP.
 *
 * Its EXIF data goes whole: browsers don't turn a WebP by it.
 *
 * @throws {RangeError} where it isn't whole, or not a WebP at all
 */
export function cleanWebp(bytes: Buffer): Cleaned {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) throw new RangeError('It is cut short.');
  const chunks = shown(bytes.subarray(12, end));
  const [first] = chunks;
  if (!first || !chunks.some(({ type }) => type === 'VP8 ' || type === 'VP8L' || type === 'ANMF'))
    throw new RangeError('It has no pixels.');
  const size = sizeIn(first);
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks.map(written)]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return { type: 'image/webp', ...size, orientation: UPRIGHT, bytes: Buffer.concat([head, body]) };
}

function shown(bytes: Buffer): Chunk[] {
  const kept: Chunk[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.length !== length) throw new RangeError('A chunk is cut short.');
    if (SHOWN.has(type)) kept.push({ type, data: cleanedData(type, data) });
    at += 8 + length + (length % 2);
  }
  return kept;
}

function cleanedData(type: string, data: Buffer): Buffer {
  if (type === 'VP8X') {
    if (data.length < 10) throw new RangeError('Its header is cut short.');
    const flags = Buffer.from(data);
    flags[0] = (flags[0] as number) & KEPT_FLAGS;
    return flags;
  }
  if (type !== 'ANMF') return data;
  const inner = shown(data.subarray(FRAME_BYTES)).filter((each) => each.type !== 'ANMF' && each.type !== 'VP8X');
  return Buffer.concat([data.subarray(0, FRAME_BYTES), ...inner.map(written)]);
}

/** The first chunk says the size, each sort in a way of its own. */
function sizeIn({ type, data }: Chunk): { width: number; height: number } {
  if (type === 'VP8X') return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
  if (type === 'VP8L') {
    if (data[0] !== 0x2f) throw new RangeError('It has no size.');
    const bits = data.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (type !== 'VP8 ' || data.readUIntBE(3, 3) !== 0x9d012a) throw new RangeError('It has no size.');
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

function written({ type, data }: Chunk): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
