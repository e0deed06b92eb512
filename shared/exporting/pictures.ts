import type { Image } from '../images/image.ts';

/** A picture of the brief, ready to be written into a file. */
export interface ExportedImage extends Image {
  /** The bytes in base64. */
  base64: string;
}

/** The pictures of a brief by their SHA-256. A figure or comment whose picture isn't among them says it in words. */
export type ExportedImages = ReadonlyMap<string, ExportedImage>;

/** A picture as an address that holds all of it. */
export function dataUri({ type, base64 }: ExportedImage): string {
  return `data:${type};base64,${base64}`;
}
