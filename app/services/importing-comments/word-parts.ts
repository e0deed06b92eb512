import { type UnzipFileInfo, unzipSync } from 'fflate';
import { Refusal } from '../../../shared/refusal.ts';

/** More than the article and the comments of any Word file hold; pictures aren't unpacked at all. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
/** No XML of a document is packed tighter; a bomb is. A small part may be, without harm. */
const MAX_RATIO = 400;
const SMALL = 1024 * 1024;
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
  const wanted = ({ name: path, size, originalSize }: UnzipFileInfo): boolean => {
    if (++files > MAX_FILES) throw tooLarge(name);
    if (!WANTED.test(path)) return false;
    total += originalSize;
    if (total > MAX_UNPACKED_BYTES || (originalSize > SMALL && originalSize > size * MAX_RATIO)) throw tooLarge(name);
    return true;
  };
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, { filter: wanted });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw notWord(name, error);
  }
  const parts = new Map<string, string>();
  for (const [path, part] of Object.entries(unpacked)) parts.set(path, decode(part, name));
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
