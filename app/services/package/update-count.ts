import { binary, decoding } from 'lib0';
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

/**
 * Counts what applying a Yjs update (format 1) would build, without building it.
 *
 * @throws {RangeError} where it is too much
 * @throws {Error} where it isn't an update
 */
export function countUpdate(update: Uint8Array, count: ValueCount): void {
  const decoder = decoding.createDecoder(update);
  const clients = decoding.readVarUint(decoder);
  for (let i = 0; i < clients; i++) {
    const structs = decoding.readVarUint(decoder);
    // Yjs makes an array of this length at once, whatever follows.
    count.add(structs + 1);
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    for (let j = 0; j < structs; j++) countStruct(decoder, count);
  }
  const deletedClients = decoding.readVarUint(decoder);
  for (let i = 0; i < deletedClients; i++) {
    decoding.readVarUint(decoder);
    const deletions = decoding.readVarUint(decoder);
    count.add(deletions + 1);
    for (let j = 0; j < deletions; j++) readId(decoder);
  }
}

function countStruct(decoder: decoding.Decoder, count: ValueCount): void {
  const info = decoding.readUint8(decoder);
  const content = info & binary.BITS5;
  if (content === GC || content === SKIP) {
    decoding.readVarUint(decoder);
    return;
  }
  if (info & binary.BIT8) readId(decoder);
  if (info & binary.BIT7) readId(decoder);
  if ((info & (binary.BIT7 | binary.BIT8)) === 0) {
    if (decoding.readVarUint(decoder) === 1) passText(decoder);
    else readId(decoder);
    if (info & binary.BIT6) passText(decoder);
  }
  countContent(content, decoder, count);
}

function countContent(content: number, decoder: decoding.Decoder, count: ValueCount): void {
  switch (content) {
    case DELETED:
      decoding.readVarUint(decoder);
      return;
    case JSON_VALUES: {
      const length = decoding.readVarUint(decoder);
      for (let i = 0; i < length; i++) countJson(decoder, count);
      return;
    }
    case BINARY:
    case STRING:
      passText(decoder);
      return;
    case EMBED:
      countJson(decoder, count);
      return;
    case FORMAT:
      passText(decoder);
      countJson(decoder, count);
      return;
    case TYPE:
      if (NAMED_TYPES.includes(decoding.readVarUint(decoder))) passText(decoder);
      return;
    case ANY: {
      const length = decoding.readVarUint(decoder);
      for (let i = 0; i < length; i++) count.addAny(decoder);
      return;
    }
    case DOCUMENT:
      passText(decoder);
      count.addAny(decoder);
      return;
    default:
      throw new RangeError('It holds a struct of an unknown type.');
  }
}

/** JSON can hold no more than a value for every two characters. */
function countJson(decoder: decoding.Decoder, count: ValueCount): void {
  count.add(1 + Math.ceil(passText(decoder) / 2));
}

function readId(decoder: decoding.Decoder): void {
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
}
