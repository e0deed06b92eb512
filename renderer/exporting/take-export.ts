import { fromBase64 } from '../files.ts';

/**
 * Takes the file of an export over, piece by piece.
 *
 * @param take gives the piece that begins at a byte, or nothing where it can't be had
 * @returns nothing where a piece couldn't be had
 */
export async function takeExport(
  size: number,
  take: (from: number) => Promise<{ bytes: string } | undefined>,
): Promise<Blob | undefined> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < size; ) {
    const taken = await take(from);
    if (!taken) return undefined;
    for (const piece of await fromBase64(taken.bytes)) {
      pieces.push(piece);
      from += piece.length;
    }
  }
  return new Blob(pieces);
}
