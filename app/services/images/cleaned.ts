import type { ImageType } from '../../../shared/images/image.ts';

/** What is left of a picture's file when everything is taken away that doesn't show. */
export interface Cleaned {
  type: ImageType;
  /** As stored, before it is turned. */
  width: number;
  height: number;
  /** See `exif.ts`. */
  orientation: number;
  bytes: Buffer;
}
