import { crc32 } from 'node:zlib';
import { decoding, encoding } from 'lib0';
import { z } from 'zod';
import { ValueCount } from '../value-count.ts';

/*
 * A record: marker (8 bytes), length of the payload (4, little endian), CRC32 of length and payload (4), payload.
 *
 * The marker is random, one for each log, so that the reader finds the next record behind a damaged one, and nobody
 * can hide something that looks like a record in the text of a comment. CRC matters: Yjs applies most updates with a
 * flipped bit without a word.
 */
export const MARKER_BYTES = 8;
const HEADER_BYTES = MARKER_BYTES + 8;

/** Larger than the largest article's update; a length beyond it is damage. */
const MAX_PAYLOAD_BYTES = 128 * 1024 * 1024;

/** The entries of the largest merge, many times over; without a limit a small record could fill the memory. */
const MAX_VALUES = 1_000_000;

/** How lib0's `writeAny` begins an object, an array and a text. */
const ANY_OBJECT = 118;
const ANY_ARRAY = 117;
const ANY_STRING = 119;
const ABOUT_ARTICLE: ReadonlySet<string> = new Set(['text', 'aside']);

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const recordSchema = z.object({
  v: z.literal(1),
  /** Counts the records of a log from 1; a gap tells that one is missing. */
  n: z.int().positive(),
  /** When it was written, in milliseconds since 1970 by this machine's clock. */
  at: z.number(),
  /** The id of the person who did it. */
  by: z.string(),
  /** Yjs updates of the two documents. */
  text: bytes.optional(),
  /** The article's document begins anew with `text`: what the records before made of it is history. */
  anew: z.literal(true).optional(),
  /** Where `text` came by a merge: the changes that it is made of, by whom and when, as the other copy tells. */
  past: z.array(z.object({ at: z.number(), by: z.string(), text: bytes })).optional(),
  /** Articles that a merge put aside since another one was chosen, by the names of their copies: kept as versions. */
  aside: z.array(z.object({ name: z.string(), text: bytes })).optional(),
  notes: bytes.optional(),
  /** The entries that came, each as JSON: `notes` can be read from them alone. */
  entries: z.array(z.string()).optional(),
});

/** What one action did to a brief: all that it caused, so that it is there whole or not at all. */
export type LogRecord = z.infer<typeof recordSchema>;

/** A stretch of a log, in bytes; `to` is exclusive. */
interface Stretch {
  from: number;
  to: number;
}

export interface ScannedLog {
  records: { record: LogRecord; at: Stretch }[];
  /** Stretches that hold no record that can be trusted. */
  damaged: Stretch[];
}

/** The bytes of a record. */
export function encodeRecord(record: LogRecord, marker: Uint8Array): Uint8Array {
  const payload = encoding.encode((encoder) => writeRecord(encoder, record));
  const out = new Uint8Array(HEADER_BYTES + payload.length);
  out.set(marker);
  out.set(payload, HEADER_BYTES);
  const view = new DataView(out.buffer);
  view.setUint32(MARKER_BYTES, payload.length, true);
  view.setUint32(MARKER_BYTES + 4, checksum(out, 0, payload.length), true);
  return out;
}

/** As `writeAny`, which writes long texts letter by letter: nearly all of a record is its entries. */
function writeRecord(encoder: encoding.Encoder, record: LogRecord): void {
  const fields = Object.entries(record);
  encoding.writeUint8(encoder, ANY_OBJECT);
  encoding.writeVarUint(encoder, fields.length);
  for (const [name, value] of fields) {
    encoding.writeVarString(encoder, name);
    if (name === 'entries') writeTexts(encoder, value as string[]);
    else encoding.writeAny(encoder, value);
  }
}

function writeTexts(encoder: encoding.Encoder, texts: readonly string[]): void {
  encoding.writeUint8(encoder, ANY_ARRAY);
  encoding.writeVarUint(encoder, texts.length);
  for (const text of texts) {
    encoding.writeUint8(encoder, ANY_STRING);
    encoding.writeVarUint8Array(encoder, Buffer.from(text));
  }
}

/** Reads all records of a log; skips what is damaged and finds the next. */
export function scanRecords(log: Uint8Array, marker: Uint8Array, start: number): ScannedLog {
  const buffer = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
  const scanned: ScannedLog = { records: [], damaged: [] };
  let at = start;
  while (at < log.length) {
    const found = recordAt(buffer, marker, at);
    if (found) {
      scanned.records.push(found);
      at = found.at.to;
      continue;
    }
    const next = nextRecord(buffer, marker, at + 1);
    scanned.damaged.push({ from: at, to: next });
    at = next;
  }
  return scanned;
}

function nextRecord(log: Buffer, marker: Uint8Array, from: number): number {
  for (let at = log.indexOf(marker, from); at !== -1; at = log.indexOf(marker, at + 1)) {
    if (recordAt(log, marker, at)) return at;
  }
  return log.length;
}

/**
 * The records of a log that tell of the article. All others, nearly all of a long history, are passed over without
 * being read; so is what is damaged.
 */
export function scanArticleRecords(log: Uint8Array, marker: Uint8Array, start: number): LogRecord[] {
  const buffer = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
  const records: LogRecord[] = [];
  for (let at = start; at < log.length; ) {
    const found = payloadAt(buffer, marker, at);
    if (found && tellsOfArticle(found.payload)) {
      const record = decodePayload(found.payload);
      if (record) records.push(record);
    }
    at = found?.to ?? nextRecord(buffer, marker, at + 1);
  }
  return records;
}

function tellsOfArticle(payload: Uint8Array): boolean {
  const decoder = decoding.createDecoder(payload);
  const count = new ValueCount(MAX_VALUES);
  try {
    if (decoding.readUint8(decoder) !== ANY_OBJECT) return false;
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      if (ABOUT_ARTICLE.has(decoding.readVarString(decoder))) return true;
      count.addAny(decoder);
    }
  } catch {
    // It can't be read, and so is no record.
  }
  return false;
}

function recordAt(log: Buffer, marker: Uint8Array, at: number): ScannedLog['records'][number] | undefined {
  const found = payloadAt(log, marker, at);
  const record = found && decodePayload(found.payload);
  return record && { record, at: { from: at, to: found.to } };
}

function payloadAt(log: Buffer, marker: Uint8Array, at: number): { payload: Uint8Array; to: number } | undefined {
  if (at + HEADER_BYTES > log.length || log.compare(marker, 0, MARKER_BYTES, at, at + MARKER_BYTES) !== 0)
    return undefined;
  const length = log.readUInt32LE(at + MARKER_BYTES);
  const to = at + HEADER_BYTES + length;
  if (length > MAX_PAYLOAD_BYTES || to > log.length) return undefined;
  if (log.readUInt32LE(at + MARKER_BYTES + 4) !== checksum(log, at, length)) return undefined;
  return { payload: log.subarray(at + HEADER_BYTES, to), to };
}

function checksum(log: Uint8Array, at: number, length: number): number {
  const lengthBytes = log.subarray(at + MARKER_BYTES, at + MARKER_BYTES + 4);
  return crc32(log.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length), crc32(lengthBytes));
}

function decodePayload(payload: Uint8Array): LogRecord | undefined {
  try {
    new ValueCount(MAX_VALUES).addAny(decoding.createDecoder(payload));
    // A copy, since what is read from it would otherwise keep the whole log in memory.
    const value = decoding.readAny(decoding.createDecoder(payload.slice()));
    const parsed = recordSchema.safeParse(value);
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
