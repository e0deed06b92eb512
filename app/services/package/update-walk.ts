import { binary, decoding } from 'lib0';
import * as Y from 'yjs';
import { passText, type ValueCount } from '../value-count.ts';

/** What an item of an update holds, by the number that stands for it (Yjs 13, `contentRefs`). */
const GC = 0;
const DELETED = 1;
const JSON_VALUES = 2;
const BINARY = 3;
const STRING = 4;
const EMBED = 5;
const FORMAT = 6;
const TYPE = 7;
const ANY = 8;
const DOCUMENT = 9;
const SKIP = 10;
/** The types that have a name of their own: XML elements and hooks. */
const NAMED_TYPES = [3, 5];

/** What an update says of a struct before it says what the struct holds. */
export interface StructHead {
  id: Y.ID;
  length: number;
  /** Garbage has no place; what was skipped isn't there at all. */
  kind: 'item' | 'garbage' | 'skipped';
  origin: Y.ID | null;
  rightOrigin: Y.ID | null;
  /** The item that it is in; null for what is in a root, or where its neighbours. */
  parent: Y.ID | null;
  parentSub: string | null;
}

/** Hears what an update has, in its order. */
export interface UpdateListener {
  struct(head: StructHead): void;
  deletion(client: number, clock: number, length: number): void;
}

/**
 * Walks through a Yjs update (format 1) and counts what applying it would build, without building it.
 *
 * @param listener hears of each struct and each deletion; what structs hold is passed over, and not checked
 * @throws {RangeError} where it is too much, or of a kind that no Yjs writes
 * @throws {Error} where it isn't an update
 */
export function walkUpdate(update: Uint8Array, count: ValueCount, listener?: UpdateListener): void {
  const decoder = decoding.createDecoder(update);
  const clients = decoding.readVarUint(decoder);
  const walked = new Set<number>();
  for (let i = 0; i < clients; i++) {
    const structs = decoding.readVarUint(decoder);
    // Yjs makes an array of this length at once, whatever follows.
    count.add(structs + 1);
    const client = decoding.readVarUint(decoder);
    // Of two parts Yjs keeps the last, whatever was judged.
    if (walked.has(client)) throw new RangeError('A client stands in it twice.');
    walked.add(client);
    let clock = decoding.readVarUint(decoder);
    for (let j = 0; j < structs; j++) {
      const head = readStruct(decoder, Y.createID(client, clock), count);
      // Yjs keeps one without length, and finds nothing beside it any more.
      if (head.length < 1) throw new RangeError('It holds a struct without length.');
      clock += head.length;
      listener?.struct(head);
    }
  }
  const deletedClients = decoding.readVarUint(decoder);
  for (let i = 0; i < deletedClients; i++) {
    const client = decoding.readVarUint(decoder);
    const deletions = decoding.readVarUint(decoder);
    count.add(deletions + 1);
    for (let j = 0; j < deletions; j++) {
      const { clock, length } = readRange(decoder);
      listener?.deletion(client, clock, length);
    }
  }
}

/** As `Item`s are written: with their neighbours, and with the place that they are in where these don't tell it. */
function readStruct(decoder: decoding.Decoder, id: Y.ID, count: ValueCount): StructHead {
  const info = decoding.readUint8(decoder);
  const content = info & binary.BITS5;
  const head: StructHead = {
    id,
    length: 1,
    kind: content === GC ? 'garbage' : content === SKIP ? 'skipped' : 'item',
    origin: null,
    rightOrigin: null,
    parent: null,
    parentSub: null,
  };
  if (head.kind !== 'item') {
    head.length = decoding.readVarUint(decoder);
    return head;
  }
  if (info & binary.BIT8) head.origin = readId(decoder);
  if (info & binary.BIT7) head.rightOrigin = readId(decoder);
  if ((info & (binary.BIT7 | binary.BIT8)) === 0) {
    if (decoding.readVarUint(decoder) === 1) passText(decoder);
    else head.parent = readId(decoder);
    if (info & binary.BIT6) head.parentSub = decoding.readVarString(decoder);
  }
  head.length = readContent(content, decoder, count);
  return head;
}

/** @returns how many numbers of its client's clock it takes */
function readContent(content: number, decoder: decoding.Decoder, count: ValueCount): number {
  switch (content) {
    case DELETED:
      return decoding.readVarUint(decoder);
    case JSON_VALUES: {
      const length = decoding.readVarUint(decoder);
      for (let i = 0; i < length; i++) countJson(decoder, count);
      return length;
    }
    case BINARY:
      passText(decoder);
      return 1;
    case STRING:
      return decoding.readVarString(decoder).length;
    case EMBED:
      countJson(decoder, count);
      return 1;
    case FORMAT:
      passText(decoder);
      countJson(decoder, count);
      return 1;
    case TYPE:
      if (NAMED_TYPES.includes(decoding.readVarUint(decoder))) passText(decoder);
      return 1;
    case ANY: {
      const length = decoding.readVarUint(decoder);
      for (let i = 0; i < length; i++) count.addAny(decoder);
      return length;
    }
    case DOCUMENT:
      passText(decoder);
      count.addAny(decoder);
      return 1;
    default:
      throw new RangeError('It holds a struct of an unknown type.');
  }
}

/** JSON can hold no more than a value for every two characters. */
function countJson(decoder: decoding.Decoder, count: ValueCount): void {
  count.add(1 + Math.ceil(passText(decoder) / 2));
}

function readId(decoder: decoding.Decoder): Y.ID {
  const client = decoding.readVarUint(decoder);
  return Y.createID(client, decoding.readVarUint(decoder));
}

function readRange(decoder: decoding.Decoder): { clock: number; length: number } {
  const clock = decoding.readVarUint(decoder);
  return { clock, length: decoding.readVarUint(decoder) };
}
