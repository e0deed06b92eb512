import { describe, expect, it } from 'vitest';
import { Exporting } from '../../../app/services/exporting/exporting.ts';

/** Several pieces and a rest, none like another. */
const BYTES = Uint8Array.from({ length: 1_300_000 }, (_, i) => (i * 7 + (i >> 8)) % 251);

function takeAll(exporting: Exporting, name: string, size: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < size; ) {
    const piece = exporting.piece(name, from);
    pieces.push(piece);
    from += piece.length;
  }
  return Buffer.concat(pieces);
}

describe('the file of an export that a window takes piece by piece', () => {
  it('is whole, and let go with its last piece', () => {
    const exporting = new Exporting();
    exporting.keep('a', BYTES);
    exporting.keep('b', BYTES.subarray(0, 10));
    expect(Buffer.compare(takeAll(exporting, 'a', BYTES.length), BYTES)).toBe(0);
    expect(() => exporting.piece('a', 0)).toThrow('isn’t kept any more');
    expect(takeAll(exporting, 'b', 10)).toHaveLength(10);
  });

  it('makes room for others where its window has gone', () => {
    const exporting = new Exporting();
    for (const name of ['gone', 'b', 'c', 'd', 'e']) exporting.keep(name, BYTES);
    expect(() => exporting.piece('gone', 0)).toThrow('isn’t kept any more');
    expect(exporting.piece('b', 0).length).toBeGreaterThan(0);
  });

  it('stays whole where a piece is asked for from beyond its end', () => {
    const exporting = new Exporting();
    exporting.keep('a', BYTES);
    expect(exporting.piece('a', 10_000_000)).toHaveLength(0);
  });
});
