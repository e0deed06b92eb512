import type { DomElement } from './dom.ts';

/** A picture of a few bytes stands where a script would put the real one. */
export const PLACEHOLDER = /^data:image\/(?:gif|svg)/i;
/** Where pages name the picture that a script puts in, once it comes into view. */
const LAZY = ['data-src', 'data-original', 'data-lazy-src', 'srcset', 'data-srcset'];

/** The addresses of a picture: its own first, then those that a script would take. */
export function sourcesOf(element: DomElement): string[] {
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
export function firstOf<T>(
  sources: readonly string[],
  find: ((src: string) => T | undefined) | undefined,
): T | undefined {
  return sources.map((src) => find?.(src)).find((found) => found !== undefined);
}
