import { dataUri, type ExportedImage } from '../pictures.ts';
import { escaped } from './escape.ts';

/** A picture as an element that holds all of it. */
export function pictureHtml(image: ExportedImage, alt: string): string {
  return `<img src="${dataUri(image)}" alt="${escaped(alt)}" width="${image.width}" height="${image.height}">`;
}
