import { decoding } from 'lib0';

/**
 * Counts what decoding would build, and stops before it is too much: half a kilobyte of a zip can hold a million empty
 * objects, and Yjs makes an array of whatever length it reads.
 */
export class ValueCount {
  private left: number;

  /** @param most how many structs, deletions and values there may be */
  constructor(most: number) {
    this.left = most;
  }

  /** @throws {RangeError} where these are more than are left */
  add(number: number): void {
    this.left -= number;
    if (!(this.left >= 0)) throw new RangeError('It holds more than can be read.');
  }

  /** Passes over a value as lib0's `writeAny` writes it; the numbers are its. */
  addAny(decoder: decoding.Decoder): void {
    this.add(1);
    const type = decoding.readUint8(decoder);
    if (type === 116 || type === 119) passText(decoder);
    else if (type === 117) this.addMany(decoder, () => this.addAny(decoder));
    else if (type === 118) this.addMany(decoder, () => this.addProperty(decoder));
    else if (type === 122 || type === 123) pass(decoder, 8);
    else if (type === 124) pass(decoder, 4);
    else if (type === 125) decoding.readVarInt(decoder);
    else if (type < 116 || type > 127) throw new RangeError('It holds a value of an unknown type.');
  }

  private addMany(decoder: decoding.Decoder, addOne: () => void): void {
    const length = decoding.readVarUint(decoder);
    for (let i = 0; i < length; i++) addOne();
  }

  private addProperty(decoder: decoding.Decoder): void {
    passText(decoder);
    this.addAny(decoder);
  }
}

/** Passes over text or bytes whose length stands before them. */
export function passText(decoder: decoding.Decoder): number {
  const length = decoding.readVarUint(decoder);
  pass(decoder, length);
  return length;
}

function pass(decoder: decoding.Decoder, length: number): void {
  if (length > decoder.arr.length - decoder.pos) throw new RangeError('It ends in the middle of a value.');
  decoder.pos += length;
}
