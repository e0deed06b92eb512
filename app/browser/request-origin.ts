import type { IncomingHttpHeaders } from 'node:http';

/** Why a request isn't answered, before anything else of it is looked at. */
export type Foreign = 'host' | 'origin';

/**
 * Judges where a request comes from.
 *
 * A hostile page can make a browser send requests to 127.0.0.1, directly or under a name of its own that it has pointed
 * there (DNS rebinding). The first shows in Origin and Sec-Fetch-Site, the second in Host. Both are compared exactly;
 * a page can forge neither.
 *
 * @param own the one host and port that is ours, such as `127.0.0.1:4711`
 * @param needsOrigin whether the request must name its origin: those that do something
 */
export function foreign(headers: IncomingHttpHeaders, own: string, needsOrigin: boolean): Foreign | undefined {
  if (headers.host !== own) return 'host';
  const { origin } = headers;
  if (origin === undefined ? needsOrigin : origin !== `http://${own}`) return 'origin';
  // To follow a link to Briefmark from elsewhere is fine; to take its files into another page isn't.
  const site = headers['sec-fetch-site'];
  const navigates = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !navigates) return 'origin';
  return undefined;
}
