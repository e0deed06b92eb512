import type { DomElement } from './dom.ts';

/** A picture of a few bytes stands where a script would put the real one. */
const PLACEHOLDER = /^data:image\/(?:gif|svg)/i;
/** Where pages name the picture that a script puts in, once it comes into view. */
const LAZY = ['data-src', 'data-original', 'data-lazy-src', 'srcset', 'data-srcset'];

/** A picture that a page has and a brief can keep. */
export interface FoundImage {
  sha256: string;
  width: number;
  height: number;
}

/** What a page says of a picture, and whether it is at hand. */
export interface Pictured {
  /** What it shows, in words. */
  alt: string;
  found: FoundImage | undefined;
  /** Where on the web it is, where it isn't at hand. */
  remote: string | undefined;
  width: number;
  height: number;
  /** A script would put the real one in its place. */
  isPlaceholder: boolean;
}

/** Finds a picture: by its own address, or by those that a script would take. */
export function pictureIn(
  element: DomElement,
  image: ((src: string) => FoundImage | undefined) | undefined,
  remote: ((src: string) => string | undefined) | undefined,
): Pictured {
  const [src = '', ...lazy] = sourcesOf(element);
  const isPlaceholder = lazy.length > 0 && PLACEHOLDER.test(src);
  const sources = [...(isPlaceholder ? [] : [src]), ...lazy].filter(Boolean);
  const found = firstOf(sources, (each) => withoutPixel(image?.(each)));
  return {
    alt: wordsOfPicture(element.getAttribute('alt') ?? element.getAttribute('title') ?? ''),
    found,
    remote: found ? undefined : firstOf(sources, remote),
    width: Number(element.getAttribute('width')) || found?.width || 0,
    height: Number(element.getAttribute('height')) || found?.height || 0,
    isPlaceholder,
  };
}

/** A picture of a pixel or two stands for another, whatever size it is shown in. */
function withoutPixel(found: FoundImage | undefined): FoundImage | undefined {
  return found && Math.max(found.width, found.height) > LARGEST_PIXEL ? found : undefined;
}

const LARGEST_PIXEL = 2;

/** The name of a picture's file, or of the camera's shot, says nothing of what is on it. */
const FILE_NAME =
  /^(?:(?:https?:)?\/\/\S+|[^\s/]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)|(?:img|dsc|dscn|dscf|gty|pxl|mvi)[\s_-]*\d[\w-]*|screen ?shot \d.*|image ?\d*|null|undefined)$/iu;

function wordsOfPicture(alt: string): string {
  const plain = alt.replace(/\s+/gu, ' ').trim();
  return FILE_NAME.test(plain) ? '' : plain;
}

/** The addresses of a picture: its own first, then those that a script would take. */
function sourcesOf(element: DomElement): string[] {
  const lazy = LAZY.flatMap((name) => {
    const value = element.getAttribute(name)?.trim() ?? '';
    return value === '' ? [] : [name.endsWith('srcset') ? largestOf(value) : value];
  });
  return [element.getAttribute('src')?.trim() ?? '', ...lazy];
}

/** Of a set of pictures in several sizes the largest: “small.jpg 480w, large.jpg 960w”. */
function largestOf(srcset: string): string {
  let best = '';
  let most = -1;
  for (const [, src = '', size = '1'] of srcset.matchAll(/([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)/g)) {
    if (Number(size) <= most) continue;
    most = Number(size);
    best = src;
  }
  return best;
}

/** What the first of them gives that gives something. */
function firstOf<T>(sources: readonly string[], find: ((src: string) => T | undefined) | undefined): T | undefined {
  return sources.map((src) => find?.(src)).find((found) => found !== undefined);
}
