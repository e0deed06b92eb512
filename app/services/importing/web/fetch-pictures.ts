import { MAX_ALL_IMAGES_BYTES, MAX_IMAGE_BYTES } from '../../../../shared/images/image.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import { type FetchOptions, guardedFetch, type Wanted } from './guarded-fetch.ts';

/** One picture, redirects included. */
const MAX_PICTURE_MS = 15_000;
/** So many are asked for at a time: a page may name hundreds, and its server may be small. */
const AT_A_TIME = 4;

const PICTURE: Wanted = {
  what: 'a picture',
  accept: 'image/png,image/jpeg,image/webp,image/gif',
  maxBytes: MAX_IMAGE_BYTES,
  milliseconds: MAX_PICTURE_MS,
  wayOut: 'save the page with its pictures in a browser and import the file',
};

/** The pictures that came, by their addresses, and why others didn't. */
export interface FetchedPictures {
  found: Map<string, Uint8Array>;
  refused: { address: string; why: string }[];
}

/**
 * Fetches pictures that a page names, each as a page is fetched: nothing of a private network, no cookies, and no word
 * of where they are named. What comes is not looked at here; whoever reads the page checks it.
 *
 * @param limit of all of them together
 * @throws the signal's reason, where it was stopped
 */
export async function fetchPictures(
  addresses: readonly string[],
  options: FetchOptions = {},
  limit = MAX_ALL_IMAGES_BYTES,
): Promise<FetchedPictures> {
  const { found, refused }: FetchedPictures = { found: new Map(), refused: [] };
  const waiting = [...new Set(addresses)];
  let bytes = 0;
  const fetchThem = async () => {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      try {
        if (bytes >= limit) throw new Refusal('pictures-too-large', tooMuch(limit));
        const fetched = await guardedFetch(address, PICTURE, options);
        bytes += fetched.bytes.length;
        if (bytes > limit) throw new Refusal('pictures-too-large', tooMuch(limit));
        found.set(address, fetched.bytes);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push({ address, why: error.message });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, fetchThem));
  return { found, refused };
}

function tooMuch(limit: number): string {
  return `All pictures of a brief may have ${limit / 1024 / 1024} MB together.`;
}
