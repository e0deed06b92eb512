import { inflateRawSync } from 'node:zlib';

/*
 * Reads a zip of a stranger's. fflate, which writes ours, believes what it reads: where a part inflates to more than its
 * header says, it goes on to the end (10 GB take it a minute), and parts may lie upon one another, so that a small file
 * unpacks to a thousand times all of it. Node's zlib stops where it is told to.
 */

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
/** The longest comment behind the end record. */
const MAX_COMMENT_BYTES = 0xffff;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** A part as the directory at the end of a zip describes it. */
export interface ZipPart {
  name: string;
  /** How large it says it is. */
  size: number;
}

interface Located extends ZipPart {
  method: number;
  from: number;
  to: number;
}

/**
 * Unpacks a zip.
 *
 * @param allow throws where a part may not be there, gives false where it isn't wanted; it is asked for all of them
 * before one is unpacked
 * @throws {RangeError} where it isn't a whole zip, or its headers contradict each other
 */
export function unzipParts(zip: Uint8Array, allow: (part: ZipPart) => boolean | undefined): Map<string, Uint8Array> {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const located = directoryOf(bytes, allow);
  const inOrder = [...located].sort((a, b) => a.from - b.from);
  for (const [i, part] of inOrder.entries()) {
    if (part.from < (inOrder[i - 1]?.to ?? 0)) throw new RangeError('Two parts lie upon one another.');
  }
  return new Map(located.map((part) => [part.name, unpacked(bytes, part)]));
}

function directoryOf(bytes: Buffer, allow: (part: ZipPart) => boolean | undefined): Located[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const located: Located[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new RangeError('The directory is damaged.');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength);
    const size = bytes.readUInt32LE(at + 24);
    const wanted = allow({ name, size }) !== false;
    if (wanted && (bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0) throw new RangeError('A part is encrypted.');
    if (wanted) located.push({ name, size, method: bytes.readUInt16LE(at + 10), ...placeOf(bytes, at, name) });
    at += CENTRAL_BYTES + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at > end) throw new RangeError('The directory is longer than it says.');
  return located;
}

function endOf(bytes: Buffer): number {
  const last = bytes.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw new RangeError('The end is missing.');
}

/** Where a part's bytes are, by its own header, which must be of the same part. */
function placeOf(bytes: Buffer, central: number, name: string): { from: number; to: number } {
  const local = bytes.readUInt32LE(central + 42);
  if (bytes.readUInt32LE(local) !== LOCAL) throw new RangeError('A part is not where it should be.');
  const nameEnd = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26);
  if (bytes.toString('utf8', local + LOCAL_BYTES, nameEnd) !== name) throw new RangeError('A part has two names.');
  const from = nameEnd + bytes.readUInt16LE(local + 28);
  const to = from + bytes.readUInt32LE(central + 20);
  if (to > bytes.length) throw new RangeError('A part is cut short.');
  return { from, to };
}

function unpacked(bytes: Buffer, { method, size, from, to }: Located): Uint8Array {
  const packed = bytes.subarray(from, to);
  if (method === STORED && packed.length === size) return new Uint8Array(packed);
  if (method !== DEFLATED) throw new RangeError('A part is packed in a way that is not known.');
  const out = size === 0 ? new Uint8Array() : new Uint8Array(inflateRawSync(packed, { maxOutputLength: size }));
  if (out.length !== size) throw new RangeError('A part has another size than it says.');
  return out;
}
