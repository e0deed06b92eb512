import { Refusal } from '../../../shared/refusal.ts';
import { unzipParts } from '../package/zip-parts.ts';

/** Unpacked, all together: several times the largest book with pictures. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
/** More files than any document or book has. */
const MAX_ZIP_PARTS = 20_000;

const MB = 1024 * 1024;

/**
 * Unpacks what is needed of a document that is a zip.
 *
 * @param wanted whether a part is needed, by its name
 * @throws {Refusal} where it is no whole zip, encrypted, or would unpack to more than any document
 */
export function unzipDocument(
  bytes: Uint8Array,
  name: string,
  wanted: (part: string) => boolean,
): Map<string, Uint8Array> {
  let total = 0;
  let count = 0;
  try {
    return unzipParts(bytes, (part) => {
      count++;
      if (!wanted(part.name)) return false;
      total += part.size;
      if (total > MAX_UNPACKED_BYTES || count > MAX_ZIP_PARTS) throw tooLarge(name);
      return true;
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw damagedFile(name, error);
  }
}

/** A refusal for a document that can't be read as what it is. */
export function damagedFile(name: string, cause?: unknown): Refusal {
  return new Refusal(
    'damaged-file',
    `“${name}” is damaged or protected, or was cut short, and can’t be read. Open it in the program that it comes from, save it again and import that.`,
    { cause },
  );
}

function tooLarge(name: string): Refusal {
  return new Refusal(
    'file-too-large',
    `“${name}” would unpack to more than ${MAX_UNPACKED_BYTES / MB} MB or ${MAX_ZIP_PARTS} parts, more than any article. Save the part that you need in a file of its own and import that.`,
  );
}
