import type { Cleaned } from './cleaned.ts';
import { exifOf, orientationIn, UPRIGHT } from './exif.ts';

export const JPEG_SIGNATURE = Buffer.from('ffd8ff', 'hex');

const START = Buffer.from('ffd8', 'hex');
const END = Buffer.from('ffd9', 'hex');
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const EXIF = 0xe1;
/** Adobe's segment says how colours are stored; without it some pictures come out in wrong ones. */
const ADOBE = 0xee;
/** Tables that the pixels need: Huffman, arithmetic, quantisation, restart interval. */
const TABLES = [0xc4, 0xcc, 0xdb, 0xdd];

/**
 * Reads a JPEG. Of what a camera wrote into it, only how it was held is kept.
 *
 * @throws {RangeError} where it isn't whole, or not a JPEG at all
 */
export function cleanJpeg(bytes: Buffer): Cleaned {
  const kept: Buffer[] = [];
  let frame: Buffer | undefined;
  let scans = 0;
  let orientation = UPRIGHT;
  let at = START.length;
  for (;;) {
    while (bytes.readUInt8(at) === 0xff && bytes.readUInt8(at + 1) === 0xff) at++;
    if (bytes.readUInt8(at) !== 0xff) throw new RangeError('A segment is not where it should be.');
    const marker = bytes.readUInt8(at + 1);
    if (marker === END_OF_IMAGE) break;
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw new RangeError('A segment is cut short.');
    const data = bytes.subarray(at + 4, end);
    if (marker === START_OF_SCAN) {
      if (!frame) throw new RangeError('Its pixels come before its size.');
      const after = endOfScan(bytes, end);
      kept.push(bytes.subarray(at, after));
      scans++;
      at = after;
      continue;
    }
    if (isFrame(marker)) {
      if (frame || data.length < 6) throw new RangeError('It has two sizes, or none.');
      frame = data;
    }
    if (marker === EXIF && data.toString('latin1', 0, 6) === 'Exif\0\0') orientation = orientationIn(data.subarray(6));
    if (isFrame(marker) || TABLES.includes(marker) || isAdobe(marker, data)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (!frame || scans === 0) throw new RangeError('It has no pixels.');
  const turned = orientation === UPRIGHT ? [] : [exifSegment(orientation)];
  const size = { width: frame.readUInt16BE(3), height: frame.readUInt16BE(1) };
  return { type: 'image/jpeg', ...size, orientation, bytes: Buffer.concat([START, ...turned, ...kept, END]) };
}

/** A start of frame, of any of the ways in which pixels can be packed. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function isAdobe(marker: number, data: Buffer): boolean {
  return marker === ADOBE && data.length === 12 && data.toString('latin1', 0, 5) === 'Adobe';
}

/** Where packed pixels end: at a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] as number;
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new RangeError('Its pixels are cut short.');
}

function exifSegment(orientation: number): Buffer {
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifOf(orientation)]);
  const head = Buffer.from([0xff, EXIF, 0, exif.length + 2]);
  return Buffer.concat([head, exif]);
}
