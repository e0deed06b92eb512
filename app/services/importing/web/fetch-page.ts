import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Refusal } from '../../../../shared/refusal.ts';
import { isPublicAddress } from './public-address.ts';

/** The longest page, unpacked; see `MAX_FILE_BYTES` of texts. */
export const MAX_PAGE_BYTES = 20 * 1024 * 1024;
/** All of it, redirects included. Whoever waits longer has no network, or a page that doesn't end. */
export const MAX_FETCH_MS = 30_000;
/** Browsers follow twenty; a page that needs more than a handful leads in a circle. */
export const MAX_REDIRECTS = 8;

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

/** What fetching may do, and how it is stopped. */
export interface FetchOptions {
  /** Hosts of this machine or a private network that the person allows. */
  allowHosts?: readonly string[];
  signal?: AbortSignal;
  /** Gives the IP addresses of a host; the system's resolver, but for tests. */
  resolve?: (host: string) => Promise<string[]>;
  milliseconds?: number;
}

/**
 * Fetches one page: over https where that works, without cookies, without anything that the page names. Every address
 * on the way is resolved first and must be on the open web; the connection then goes to the very address that was
 * checked, so that a name can't lead elsewhere a moment later.
 *
 * @throws {Refusal} where the address is none, leads to this machine or a private network, or doesn't answer with a page
 */
export async function fetchPage(address: string, options: FetchOptions = {}): Promise<FetchedPage> {
  const limit = AbortSignal.timeout(options.milliseconds ?? MAX_FETCH_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  try {
    return await follow(addressIn(address), { ...options, signal });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (limit.aborted) {
      throw refused(
        'address-too-slow',
        `“${address}” did not answer in full within ${Math.round((options.milliseconds ?? MAX_FETCH_MS) / 1000)} seconds. Try again later, or save the page in a browser and import the file.`,
        error,
      );
    }
    throw error;
  }
}

/**
 * The address that a person typed; without a scheme it is https.
 *
 * @throws {Refusal} where it is no address of the web
 */
export function addressIn(typed: string): URL {
  const plain = typed.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(plain) ? plain : `https://${plain}`;
  if (!URL.canParse(whole)) throw noAddress(plain);
  const url = new URL(whole);
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') throw noAddress(plain);
  if (url.username || url.password) {
    throw refused(
      'bad-address',
      `“${url.host}” is given with a name or password, which Briefmark doesn’t send. Save the page in a browser and import the file.`,
    );
  }
  url.hash = '';
  return url;
}

async function follow(first: URL, options: FetchOptions & { signal: AbortSignal }): Promise<FetchedPage> {
  const redirects: string[] = [];
  let url = first;
  for (;;) {
    const { answer, used } = await secureFirst(url, options);
    const to = answer.headers.location;
    if (!to || !isRedirect(answer.statusCode)) return await pageOf(answer, used, redirects);
    answer.destroy();
    redirects.push(used.href);
    if (redirects.length > MAX_REDIRECTS)
      throw refused(
        'address-in-circle',
        `“${first.href}” leads on and on to other addresses. Open it in a browser, save the page there and import the file.`,
      );
    if (!URL.canParse(to, used.href)) throw noAddress(to);
    url = addressIn(new URL(to, used).href);
  }
}

function isRedirect(status: number | undefined): boolean {
  return status !== undefined && [301, 302, 303, 307, 308].includes(status);
}

/** Asks over https; only an address that was given as http is asked for so again, where nothing answers over https. */
async function secureFirst(url: URL, options: FetchOptions & { signal: AbortSignal }) {
  const ip = await checkedAddress(url, options);
  if (url.protocol === 'https:') return { answer: await ask(url, ip, options.signal), used: url };
  const secure = new URL(url);
  secure.protocol = 'https:';
  try {
    return { answer: await ask(secure, ip, options.signal), used: secure };
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof Refusal) || error.code !== 'address-unreachable') throw error;
    return { answer: await ask(url, ip, options.signal), used: url };
  }
}

async function checkedAddress(
  { hostname }: URL,
  { allowHosts = [], resolve = systemResolve }: FetchOptions,
): Promise<string> {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const addresses = isIP(host)
    ? [host]
    : await resolve(host).catch((error: unknown) => {
        throw refused(
          'address-unknown',
          `There is no “${host}” on the web, or this computer is not online. Check the address, or save the page in a browser and import the file.`,
          error,
        );
      });
  const [first] = addresses;
  if (first === undefined) throw refused('address-unknown', `There is no “${host}” on the web. Check the address.`);
  if (allowHosts.some((allowed) => allowed.toLowerCase() === host)) return first;
  if (!addresses.every(isPublicAddress)) {
    throw refused(
      'private-address',
      `“${host}” is this computer or in a private network, where Briefmark fetches nothing unasked. Allow this host if you trust it (--allow-host ${host} on the command line), or save the page in a browser and import the file.`,
    );
  }
  return first;
}

async function systemResolve(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}

function ask(url: URL, ip: string, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const family = isIP(ip);
  const pinned: LookupFunction = (_, options, found) => {
    if (options.all) found(null, [{ address: ip, family }]);
    else found(null, ip, family);
  };
  return new Promise((resolve, reject) => {
    const asked = request(url.href, {
      signal,
      lookup: pinned,
      agent: false,
      headers: {
        'user-agent': 'Briefmark',
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'accept-encoding': 'gzip, deflate, br',
        connection: 'close',
      },
    });
    asked.on('response', resolve);
    asked.on('error', (error) => {
      reject(
        refused(
          'address-unreachable',
          `“${url.host}” does not answer over ${url.protocol.slice(0, -1)} (${error.message}). Check the address, or save the page in a browser and import the file.`,
          error,
        ),
      );
    });
    asked.end();
  });
}

async function pageOf(answer: IncomingMessage, url: URL, redirects: string[]): Promise<FetchedPage> {
  const { statusCode = 0, headers } = answer;
  if (statusCode < 200 || statusCode >= 300) {
    answer.destroy();
    throw refused(
      'address-answers',
      `“${url.href}” answers with ${statusCode}${reasonOf(statusCode)}, not with a page. Open it in a browser, save the page there and import the file.`,
    );
  }
  const type = headers['content-type'] ?? '';
  const encoding = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(type)?.[1];
  return {
    name: nameOf(url, type),
    bytes: await read(unpacked(answer), url),
    address: url.href,
    redirects,
    ...(encoding ? { encoding } : {}),
    isPlain: url.protocol === 'http:',
  };
}

function reasonOf(status: number): string {
  if (status === 401 || status === 403) return ' (it lets only some in)';
  if (status === 404 || status === 410) return ' (there is nothing there)';
  return status === 429 ? ' (it was asked too often)' : '';
}

function unpacked(answer: IncomingMessage): Readable {
  const encoding = (answer.headers['content-encoding'] ?? '').trim().toLowerCase();
  const unpack = { gzip: createGunzip, 'x-gzip': createGunzip, br: createBrotliDecompress, deflate: createInflate }[
    encoding
  ];
  if (!unpack) return answer;
  const stream = unpack();
  answer.on('error', (error) => stream.destroy(error));
  return answer.pipe(stream);
}

async function read(stream: Readable, url: URL): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MAX_PAGE_BYTES)
        throw refused(
          'page-too-large',
          `“${url.href}” has more than ${MAX_PAGE_BYTES / 1024 / 1024} MB, which no article has. Save the part that you need and import that.`,
        );
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refused(
      'address-unreachable',
      `“${url.host}” broke off in the midst of the page. Try again, or save the page in a browser and import the file.`,
      error,
    );
  } finally {
    stream.destroy();
  }
  return new Uint8Array(Buffer.concat(chunks));
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

function nameOf(url: URL, type: string): string {
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

function noAddress(typed: string): Refusal {
  return refused(
    'bad-address',
    `“${typed.slice(0, 200)}” is no address of a page on the web. It should look like https://example.org/article.`,
  );
}

function refused(code: string, message: string, cause?: unknown): Refusal {
  return new Refusal(code, message, { cause });
}
