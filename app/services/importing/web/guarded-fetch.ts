import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Refusal } from '../../../../shared/refusal.ts';
import { isPublicAddress } from './public-address.ts';

/** Browsers follow twenty; what needs more than a handful leads in a circle. */
const MAX_REDIRECTS = 8;

/** What was fetched, as it came. */
export interface Fetched {
  bytes: Uint8Array;
  /** Where it stands, after all redirects. */
  address: URL;
  /** Each address on the way to it. */
  redirects: string[];
  /** What the server says that it is, such as `text/html; charset=utf-8`. */
  type: string;
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

/** What is fetched, in the words of its refusals. */
export interface Wanted {
  /** With its article: “a page”. */
  what: string;
  /** What is asked for, as the header `accept` says it. */
  accept: string;
  maxBytes: number;
  milliseconds: number;
  /** What a person can do where it can't be had. */
  wayOut: string;
}

/**
 * Fetches one thing from the web: over https where that works, without cookies, without saying where it is named.
 * Every address on the way is resolved first and must be on the open web; the connection then goes to the very address
 * that was checked, so that a name can't lead elsewhere a moment later.
 *
 * @throws {Refusal} where the address is none, leads to this machine or a private network, or doesn't answer
 * @throws the signal's reason, where it was stopped
 */
export async function guardedFetch(address: string, wanted: Wanted, options: FetchOptions = {}): Promise<Fetched> {
  const milliseconds = options.milliseconds ?? wanted.milliseconds;
  const limit = AbortSignal.timeout(milliseconds);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  try {
    return await new Following(wanted, { ...options, signal }).follow(addressIn(address));
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!limit.aborted) throw error;
    throw refused(
      'address-too-slow',
      `“${address}” did not answer in full within ${Math.round(milliseconds / 1000)} seconds. Try again later, or ${wanted.wayOut}.`,
      error,
    );
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
  if (url.username || url.password)
    throw refused(
      'bad-address',
      `“${url.host}” is given with a name or password, which Briefmark doesn’t send. Leave them out, or import a file that a browser saved.`,
    );
  url.hash = '';
  return url;
}

/** One thing on its way, from address to address. */
class Following {
  constructor(
    private readonly wanted: Wanted,
    private readonly options: FetchOptions & { signal: AbortSignal },
  ) {}

  async follow(first: URL): Promise<Fetched> {
    const redirects: string[] = [];
    let url = first;
    for (;;) {
      const { answer, used } = await this.secureFirst(url);
      const to = answer.headers.location;
      if (!to || !isRedirect(answer.statusCode)) return await this.taken(answer, used, redirects);
      answer.destroy();
      redirects.push(used.href);
      if (redirects.length > MAX_REDIRECTS)
        throw this.refused('address-in-circle', `“${first.href}” leads on and on to other addresses.`);
      if (!URL.canParse(to, used.href)) throw noAddress(to);
      url = addressIn(new URL(to, used).href);
    }
  }

  /** Asks over https; only an address that was given as http is asked for so again, where nothing answers over https. */
  private async secureFirst(url: URL) {
    const ip = await this.checkedAddress(url);
    if (url.protocol === 'https:') return { answer: await this.ask(url, ip), used: url };
    const secure = new URL(url);
    secure.protocol = 'https:';
    try {
      return { answer: await this.ask(secure, ip), used: secure };
    } catch (error) {
      this.options.signal.throwIfAborted();
      if (!(error instanceof Refusal) || error.code !== 'address-unreachable') throw error;
      return { answer: await this.ask(url, ip), used: url };
    }
  }

  private async checkedAddress({ hostname }: URL): Promise<string> {
    const { allowHosts = [], resolve = systemResolve } = this.options;
    const host = hostname
      .replace(/^\[|\]$/g, '')
      .replace(/\.$/, '')
      .toLowerCase();
    const addresses = isIP(host)
      ? [host]
      : await resolve(host).catch((error: unknown) => {
          throw this.refused(
            'address-unknown',
            `There is no “${host}” on the web, or this computer is not online. Check the address.`,
            error,
          );
        });
    const [first] = addresses;
    if (first === undefined) throw this.refused('address-unknown', `There is no “${host}” on the web.`);
    if (allowHosts.some((allowed) => allowed.toLowerCase() === host)) return first;
    if (!addresses.every(isPublicAddress)) {
      throw this.refused(
        'private-address',
        `“${host}” is this computer or in a private network, where Briefmark fetches nothing unasked.`,
      );
    }
    return first;
  }

  private ask(url: URL, ip: string): Promise<IncomingMessage> {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const family = isIP(ip);
    const pinned: LookupFunction = (_, options, found) => {
      if (options.all) found(null, [{ address: ip, family }]);
      else found(null, ip, family);
    };
    return new Promise((resolve, reject) => {
      const asked = request(url.href, {
        signal: this.options.signal,
        lookup: pinned,
        agent: false,
        headers: {
          'user-agent': 'Briefmark',
          accept: this.wanted.accept,
          'accept-encoding': 'gzip, deflate, br',
          connection: 'close',
        },
      });
      asked.on('response', resolve);
      asked.on('error', (error) => {
        const over = url.protocol.slice(0, -1);
        reject(
          this.refused('address-unreachable', `“${url.host}” does not answer over ${over} (${error.message}).`, error),
        );
      });
      asked.end();
    });
  }

  private async taken(answer: IncomingMessage, url: URL, redirects: string[]): Promise<Fetched> {
    const { statusCode = 0, headers } = answer;
    if (statusCode < 200 || statusCode >= 300) {
      answer.destroy();
      throw this.refused(
        'address-answers',
        `“${url.href}” answers with ${statusCode}${reasonOf(statusCode)}, not with ${this.wanted.what}.`,
      );
    }
    return {
      bytes: await this.read(unpacked(answer), url),
      address: url,
      redirects,
      type: headers['content-type'] ?? '',
    };
  }

  private async read(stream: Readable, url: URL): Promise<Uint8Array> {
    const { maxBytes, what } = this.wanted;
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > maxBytes)
          throw this.refused(
            'page-too-large',
            `“${url.href}” has more than ${maxBytes / 1024 / 1024} MB, the most that ${what} may have.`,
          );
        chunks.push(chunk);
      }
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw this.refused('address-unreachable', `“${url.host}” broke off in the midst of ${what}.`, error);
    } finally {
      stream.destroy();
    }
    return new Uint8Array(Buffer.concat(chunks));
  }

  private refused(code: string, what: string, cause?: unknown): Refusal {
    const [first = '', ...rest] = this.wanted.wayOut;
    return refused(code, `${what} ${first.toUpperCase()}${rest.join('')}.`, cause);
  }
}

function isRedirect(status: number | undefined): boolean {
  return status !== undefined && [301, 302, 303, 307, 308].includes(status);
}

async function systemResolve(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
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

function noAddress(typed: string): Refusal {
  return refused(
    'bad-address',
    `“${typed.slice(0, 200)}” is no address of a page on the web. It should look like https://example.org/article.`,
  );
}

function refused(code: string, message: string, cause?: unknown): Refusal {
  return new Refusal(code, message, { cause });
}
