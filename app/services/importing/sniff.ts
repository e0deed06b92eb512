/** What the bytes and the name of a file tell without its being read. */
export interface Sniffed {
  bytes: Uint8Array;
  /** In small letters, without the dot; empty where the name has none. */
  extension: string;
  /** The first bytes, one character each, without a byte order mark. */
  start: string;
  isZip: boolean;
  /** What a zip says that it is, in a first part that EPUB and OpenDocument have for that. */
  zipType: string | undefined;
  /** Whether a zip has a part of this name. It may also stand elsewhere in it: a hint, not a proof. */
  hasZipPart(name: string): boolean;
}

/** Enough for what stands before the first tag or the last header that tells. */
const START_BYTES = 4096;
const ZIP = 'PK\x03\x04';
const LOCAL_HEADER = 30;
const MIMETYPE = 'mimetype';

/** Looks at a file's bytes and name. */
export function sniff(bytes: Uint8Array, name: string): Sniffed {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = startOf(buffer);
  const isZip = start.startsWith(ZIP);
  return {
    bytes,
    extension: /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '',
    start,
    isZip,
    zipType: isZip ? zipTypeOf(buffer) : undefined,
    hasZipPart: (part) => isZip && buffer.includes(part),
  };
}

function startOf(buffer: Buffer): string {
  const [first, second, third] = buffer;
  if (first === 0xff && second === 0xfe) return buffer.toString('utf16le', 2, START_BYTES);
  const from = first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
  return buffer.toString('latin1', from, START_BYTES);
}

function zipTypeOf(buffer: Buffer): string | undefined {
  if (buffer.length < LOCAL_HEADER + MIMETYPE.length) return undefined;
  const from = LOCAL_HEADER + buffer.readUInt16LE(26);
  if (buffer.toString('latin1', LOCAL_HEADER, from) !== MIMETYPE) return undefined;
  const size = Math.min(100, buffer.readUInt32LE(18));
  const start = from + buffer.readUInt16LE(28);
  return buffer.toString('latin1', start, start + size).trim();
}
