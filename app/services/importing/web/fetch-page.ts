import { type Fetched, type FetchOptions, guardedFetch, type Wanted } from './guarded-fetch.ts';

/** The longest page, unpacked; see `MAX_FILE_BYTES` of texts. */
export const MAX_PAGE_BYTES = 20 * 1024 * 1024;
/** All of it, redirects included. Whoever waits longer has no network, or a page that doesn't end. */
const MAX_FETCH_MS = 30_000;

/** A page as it was fetched. */
export interface FetchedPage {
  /** A file name that suits it. */
  name: string;
  bytes: Uint8Array;
  /** Where it stands, after all redirects. */
  address: string;
  /** Each address on the way to it. */
  redirects: string[];
  /** The encoding that the server says it is in. */
  encoding?: string;
  /** It came without encryption. */
  isPlain: boolean;
}

const PAGE: Wanted = {
  what: 'a page',
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  maxBytes: MAX_PAGE_BYTES,
  milliseconds: MAX_FETCH_MS,
  wayOut: 'save the page in a browser and import the file',
};

/**
 * Fetches one page, without anything that it names; see `guardedFetch`.
 *
 * @throws {Refusal} where the address is none, leads to this machine or a private network, or doesn't answer with a page
 */
export async function fetchPage(address: string, options: FetchOptions = {}): Promise<FetchedPage> {
  const { bytes, address: url, redirects, type } = await guardedFetch(address, PAGE, options);
  const encoding = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(type)?.[1];
  return {
    name: nameOf(url, type),
    bytes,
    address: url.href,
    redirects,
    ...(encoding ? { encoding } : {}),
    isPlain: url.protocol === 'http:',
  };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'xhtml',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/pdf': 'pdf',
  'application/epub+zip': 'epub',
  'message/rfc822': 'eml',
  'multipart/related': 'mhtml',
};

function nameOf(url: Fetched['address'], type: string): string {
  const extension = EXTENSIONS[type.split(';', 1)[0]?.trim().toLowerCase() ?? ''];
  let last = url.pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    last = decodeURIComponent(last);
  } catch {
    // A name with a stray % is as good.
  }
  const stem = last.replace(/[\p{Cc}/\\]/gu, '_').slice(-150) || url.hostname;
  if (!extension) return stem;
  return stem.toLowerCase().endsWith(`.${extension}`)
    ? stem
    : `${stem.replace(/\.(?:html?|php|aspx?|jsp)$/i, '')}.${extension}`;
}
