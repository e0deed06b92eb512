import { z } from 'zod';

/** The formats of pictures that a brief keeps; each is told by what a file holds, never by its name. */
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;

export type ImageType = (typeof IMAGE_TYPES)[number];

/** The SHA-256 of a picture's bytes, in lower-case hexadecimal: its name in a brief. */
export const imageIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A picture of a brief without its bytes. */
export interface ImageInfo {
  sha256: string;
  type: ImageType;
  /** In pixels as it is shown, that is, turned as its camera was held. */
  width: number;
  height: number;
}

/** A picture with its bytes, which are free of what doesn't show. */
export interface Image extends ImageInfo {
  bytes: Uint8Array;
  /**
   * How it is to be turned before it is shown, in EXIF's numbers from 1 (not at all) to 8. The bytes say it too, which
   * is all that a browser needs; other writers have to turn it themselves.
   */
  orientation: number;
}

/** The largest picture, in bytes: a photo of a phone, not yet made smaller. */
export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
/** All pictures of one brief: they go into its package, which must stay small enough to be handed over (64 MB). */
export const MAX_ALL_IMAGES_BYTES = 40 * 1024 * 1024;
/** The most pixels of one picture. Shown, each takes four bytes of memory. */
export const MAX_IMAGE_PIXELS = 50_000_000;
/** The longest side that every browser can draw. */
export const MAX_IMAGE_SIDE = 16_383;
/** The longest description of a picture, in UTF-16 units. */
export const MAX_ALT_LENGTH = 2_000;
