import { folded } from '../../../shared/folding.ts';
import { sha256Bytes } from '../crypto.ts';

/**
 * What an article is known by, however it was saved: the hash of its letters and digits, without case, accents, spaces
 * or marks. Undefined where it has none.
 */
export function fingerprintOf(text: string): string | undefined {
  const letters = folded(text).replace(/[^\p{L}\p{N}]/gu, '');
  return letters === '' ? undefined : sha256Bytes(Buffer.from(letters));
}
