import { type Image, MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE } from '../../../shared/images/image.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { sha256Bytes } from '../crypto.ts';
import type { Cleaned } from './cleaned.ts';
import { liesOnItsSide } from './exif.ts';
import { cleanGif, isGif } from './gif.ts';
import { cleanJpeg, JPEG_SIGNATURE } from './jpeg.ts';
import { cleanPng, PNG_SIGNATURE } from './png.ts';
import { cleanWebp, isWebp } from './webp.ts';

const MB = 1024 * 1024;

/**
 * Reads a picture from anywhere: PNG, JPEG, WebP or GIF, by what it holds and not by its name.
 *
 * Its file is taken apart and put together again from the parts that show, so that nothing else goes along: no place,
 * camera, time, author, preview, text, colour profile (a monitor's has its serial number) or bytes behind the end. How
 * a camera was held is kept as a number in EXIF's way, since browsers turn the picture by it. The pixels stay as they
 * are. Reading what this gives gives the same again.
 *
 * @param what names it in refusals, such as “The picture”
 * @throws {Refusal} where it is none of these, isn't whole, or is too large
 */
export function cleanImage(bytes: Uint8Array, what = 'The picture'): Image {
  if (bytes.length > MAX_IMAGE_BYTES) {
    throw new Refusal(
      'picture-too-large',
      `${what} has ${(bytes.length / MB).toFixed(1)} MB, and a picture may have ${MAX_IMAGE_BYTES / MB} MB. Save it smaller or as JPEG, and try again.`,
    );
  }
  const { type, width, height, orientation, bytes: cleaned } = taken(bytes, what);
  if (width < 1 || height < 1) throw damaged(what);
  if (width * height > MAX_IMAGE_PIXELS || Math.max(width, height) > MAX_IMAGE_SIDE) {
    throw new Refusal(
      'picture-too-large',
      `${what} has ${width} × ${height} pixels, more than every screen can show (${MAX_IMAGE_PIXELS / 1e6} million, ${MAX_IMAGE_SIDE} a side). Save it smaller, and try again.`,
    );
  }
  const shown = liesOnItsSide(orientation) ? { width: height, height: width } : { width, height };
  return { sha256: sha256Bytes(cleaned), type, ...shown, orientation, bytes: new Uint8Array(cleaned) };
}

function taken(bytes: Uint8Array, what: string): Cleaned {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const clean = cleanerFor(buffer);
  if (!clean) {
    throw new Refusal(
      'not-a-picture',
      `${what} is not a PNG, JPEG, WebP or GIF file. Save it as one of these, and try again.`,
    );
  }
  try {
    return clean(buffer);
  } catch (error) {
    // Reading behind the end of a buffer is a RangeError too.
    if (!(error instanceof RangeError)) throw error;
    throw damaged(what, error);
  }
}

function cleanerFor(bytes: Buffer): ((bytes: Buffer) => Cleaned) | undefined {
  if (bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return cleanPng;
  if (bytes.subarray(0, JPEG_SIGNATURE.length).equals(JPEG_SIGNATURE)) return cleanJpeg;
  if (isWebp(bytes)) return cleanWebp;
  return isGif(bytes) ? cleanGif : undefined;
}

function damaged(what: string, cause?: unknown): Refusal {
  return new Refusal(
    'damaged-picture',
    `${what} is damaged, or cut short. Open it in another program, save it anew, and try again.`,
    { cause },
  );
}
