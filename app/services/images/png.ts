import { crc32 } from 'node:zlib';
import type { Cleaned } from './cleaned.ts';
import { exifOf, orientationIn, UPRIGHT } from './exif.ts';

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** What shows: the pixels, their colours, and for a moving picture its frames. Texts, times and profiles don't. */
const SHOWN = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'acTL', 'fcTL', 'fdAT', 'IDAT', 'IEND']);
/** The bit depths that each type of colour can have. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Reads a PNG.
 *
 * @throws {RangeError} where it isn't whole, or not a PNG at all
 */
export function cleanPng(bytes: Buffer): Cleaned {
  const kept: Buffer[] = [PNG_SIGNATURE];
  let header: Buffer | undefined;
  let orientation = UPRIGHT;
  let pixels = false;
  for (let at = PNG_SIGNATURE.length; ; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new RangeError('A chunk is cut short.');
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length))
      throw new RangeError('A chunk has a wrong checksum.');
    if ((type === 'IHDR') !== (header === undefined)) throw new RangeError('The header is not where it belongs.');
    if (type === 'IHDR') header = data;
    if (type === 'IDAT') pixels = true;
    if (type === 'eXIf') orientation = orientationIn(data);
    if (type === 'IEND') break;
    if (SHOWN.has(type)) kept.push(bytes.subarray(at, end));
    else if (/^[A-Z]/.test(type)) throw new RangeError('It holds what this program can’t show.');
    at = end;
  }
  if (header?.length !== 13 || !pixels) throw new RangeError('It has no pixels.');
  if (!DEPTHS[header[9] as number]?.includes(header[8] as number))
    throw new RangeError('Its colours are of no known type.');
  const turned = orientation === UPRIGHT ? [] : [chunk('eXIf', exifOf(orientation))];
  // Behind the header, which is the second: how it is turned must be known before the first pixel.
  kept.splice(2, 0, ...turned);
  kept.push(chunk('IEND', Buffer.alloc(0)));
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  return { type: 'image/png', width, height, orientation, bytes: Buffer.concat(kept) };
}

function chunk(type: string, data: Buffer): Buffer {
  const made = Buffer.alloc(12 + data.length);
  made.writeUInt32BE(data.length, 0);
  made.write(type, 4, 'latin1');
  data.copy(made, 8);
  made.writeUInt32BE(crc32(made.subarray(4, 8 + data.length)), 8 + data.length);
  return made;
}
