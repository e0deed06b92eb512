import type { PDFPageProxy } from 'pdfjs-dist';
import type { Image } from '../../../../shared/images/image.ts';
import { cleanImage } from '../../images/clean-image.ts';
import { DrawnWords } from './drawn-words.ts';
import { addJoinedWords } from './joined-letters.ts';
import { pdfjs } from './pdfjs.ts';
import { pngOf } from './png-of.ts';
import { Typewriters } from './typewriter.ts';

/** A picture of a page, in points from its upper left corner. */
export interface Picture {
  page: number;
  x: number;
  y: number;
  width: number;
  height: number;
  image: Image;
}

/** Smaller ones are ornaments, bullets and lines. */
const LEAST_POINTS = 24;
const LEAST_PIXELS = 12;
/** A catalogue has some hundred; a page made of ten thousand is no article. */
export const MAX_PICTURES = 300;
/** A picture that its page never gets is not waited for longer. */
const MAX_WAIT_MS = 5_000;

interface Bitmap {
  width: number;
  height: number;
  kind?: number;
  data?: Uint8Array | Uint8ClampedArray;
}

/** What was left out of a page's pictures, and why. */
export interface PagePictures {
  pictures: Picture[];
  /** Small round or square shapes: the bullets of lists, where a program draws them. */
  dots: { x0: number; x1: number; y: number }[];
  /** Pictures that can't be read. */
  failed: number;
  /** Words whose letters pdf.js turns round, and as they should be. */
  words: Map<string, string>;
  /** Words that pdf.js gives with gaps or without hyphens, and as they are drawn. */
  drawn: DrawnWords;
  typewriters: Typewriters;
}

/** Reads a page's pictures. Its operators are read in any case: fonts are known only after that. */
export async function picturesOf(page: PDFPageProxy, most: number): Promise<PagePictures> {
  const { OPS } = await pdfjs();
  const { fnArray, argsArray } = await page.getOperatorList();
  const { transform: view } = page.getViewport({ scale: 1 });
  const found: PagePictures = {
    pictures: [],
    dots: [],
    failed: 0,
    words: new Map(),
    drawn: new DrawnWords(),
    typewriters: new Typewriters(),
  };
  const moves = new Set([OPS.endText, OPS.setTextMatrix, OPS.nextLine, OPS.setLeadingMoveText]);
  const stack: number[][] = [];
  let at: number[] = view;
  for (let index = 0; index < fnArray.length; index += 1) {
    const fn = fnArray[index];
    const args = argsArray[index] as unknown[];
    if (fn === OPS.save) stack.push(at);
    else if (fn === OPS.restore) at = stack.pop() ?? view;
    else if (fn === OPS.transform) at = times(at, args as number[]);
    else if (fn === OPS.setFont) found.typewriters.use(args[0]);
    else if (fn === OPS.showText) {
      addJoinedWords(args[0], found.words);
      found.drawn.show(args[0]);
      found.typewriters.show(args[0]);
    } else if (fn === OPS.moveText ? args[1] !== 0 : moves.has(fn ?? -1)) found.drawn.moved();
    else if (fn === OPS.paintFormXObjectBegin) {
      stack.push(at);
      if (Array.isArray(args[0])) at = times(at, args[0] as number[]);
      const dot = dotOf(at, [0, 0, args[1]]);
      if (dot && found.dots.length < MAX_DOTS) found.dots.push(dot);
    } else if (fn === OPS.constructPath) {
      const dot = dotOf(at, args);
      if (dot && found.dots.length < MAX_DOTS) found.dots.push(dot);
    } else if (fn === OPS.paintFormXObjectEnd) at = stack.pop() ?? view;
    else if (fn === OPS.paintImageXObject || fn === OPS.paintInlineImageXObject) {
      const place = boxOf(at);
      if (place.width < LEAST_POINTS || place.height < LEAST_POINTS) continue;
      if (found.pictures.length >= most) {
        found.failed += 1;
        continue;
      }
      const bitmap = fn === OPS.paintImageXObject ? await bitmapOf(page, args[0] as string) : (args[0] as Bitmap);
      const picture = bitmap && asPicture(bitmap, place, page.pageNumber);
      if (picture === null) continue;
      if (picture) found.pictures.push(picture);
      else found.failed += 1;
    }
  }
  return found;
}

const MAX_DOTS = 2_000;
/** In points. */
const SMALLEST_DOT = 1.5;
const LARGEST_DOT = 8;

/** A path's box is given with it; one as wide as high, and small, is a dot. */
function dotOf(at: number[], args: unknown[]): PagePictures['dots'][number] | undefined {
  const box = args[2] as ArrayLike<number> | null | undefined;
  if (!box || box.length < 4) return undefined;
  const [x0, y0, x1, y1] = Array.from(box) as [number, number, number, number];
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = at;
  const xs = [a * x0 + c * y0 + e, a * x1 + c * y1 + e];
  const ys = [b * x0 + d * y0 + f, b * x1 + d * y1 + f];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, foot] = [Math.min(...ys), Math.max(...ys)];
  const [wide, high] = [right - left, foot - top];
  const isDot = wide >= SMALLEST_DOT && wide <= LARGEST_DOT && wide / high > 0.8 && wide / high < 1.25;
  return isDot ? { x0: left, x1: right, y: (top + foot) / 2 } : undefined;
}

function asPicture(bitmap: Bitmap, place: ReturnType<typeof boxOf>, page: number): Picture | null | undefined {
  if (bitmap.width < LEAST_PIXELS || bitmap.height < LEAST_PIXELS) return null;
  try {
    const png = pngOf(bitmap);
    if (!png) return undefined;
    return { page, ...place, image: cleanImage(png) };
  } catch {
    return undefined;
  }
}

function bitmapOf(page: PDFPageProxy, id: string): Promise<Bitmap | undefined> {
  const objects = id.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), MAX_WAIT_MS);
    objects.get(id, (bitmap: Bitmap | null) => {
      clearTimeout(timer);
      resolve(bitmap ?? undefined);
    });
  });
}

function times(m: number[], n: number[]): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** A picture is drawn into the unit square. */
function boxOf([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: number[]): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  const xs = [e, e + a, e + c, e + a + c];
  const ys = [f, f + b, f + d, f + b + d];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
