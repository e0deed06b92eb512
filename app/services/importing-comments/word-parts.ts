import { Refusal } from '../../../shared/refusal.ts';
import { unzipParts } from '../package/zip-parts.ts';

/** Several times the article and the comments of the largest Word file; pictures aren't unpacked at all. */
const MAX_UNPACKED_BYTES = 128 * 1024 * 1024;
const MAX_FILES = 10_000;

const WANTED =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|word\/(document|comments\w*)\.xml|word\/_rels\/\w+\.xml\.rels|docProps\/core\.xml|customXml\/item\d+\.xml)$/;

/**
 * Unpacks what is read of a Word file.
 *
 * @param name names the file in refusals
 * @throws {Refusal} where it is no Word file, or one that is meant to fill the memory
 */
export function wordParts(bytes: Uint8Array, name: string): Map<string, string> {
  let total = 0;
  let files = 0;
  let unpacked: Map<string, Uint8Array>;
  try {
    unpacked = unzipParts(bytes, ({ name: path, size }) => {
      if (++files > MAX_FILES) throw tooLarge(name);
      if (!WANTED.test(path)) return false;
      total += size;
      if (total > MAX_UNPACKED_BYTES) throw tooLarge(name);
      return true;
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw notWord(name, error);
  }
  const parts = new Map<string, string>();
  for (const [path, part] of unpacked) parts.set(path, decode(part, name));
  if (!parts.has('word/document.xml')) throw notWord(name);
  return parts;
}

function decode(part: Uint8Array, name: string): string {
  const encoding =
    (part[0] === 0xff && part[1] === 0xfe) || part[1] === 0 ? 'utf-16le' : part[0] === 0xfe ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(part);
  } catch (error) {
    throw damagedWord(name, error);
  }
}

function tooLarge(name: string): Refusal {
  return new Refusal(
    'word-too-large',
    `“${name}” would unpack to more than any Word file of a brief needs, as a file does that is meant to do harm. Ask its sender for a new copy; nothing was changed.`,
  );
}

function notWord(name: string, cause?: unknown): Refusal {
  return new Refusal(
    'not-word',
    `“${name}” is not a Word file (.docx), or it is damaged or protected by a password. Save it in Word as .docx without a password and try again.`,
    { cause },
  );
}

/** A Word file whose XML can't be read. */
export function damagedWord(name: string, cause?: unknown): Refusal {
  return new Refusal(
    'damaged-word',
    `“${name}” is damaged: a part of it can’t be read. Open it in Word, save it anew and try again; nothing was changed.`,
    { cause },
  );
}
