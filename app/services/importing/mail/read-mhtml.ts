import { Refusal } from '../../../../shared/refusal.ts';
import { decodeHtml } from '../html/decode-html.ts';
import { articleFromHtml } from '../html/read-html.ts';
import type { FileToRead, ReadArticle } from '../read-article.ts';
import { headersOf, type MimePart, mimeParts } from './mime.ts';

/**
 * Reads a page that a browser saved as one file, with its pictures.
 *
 * @throws {Refusal} where there is no page in it
 */
export function readMhtml({ name, bytes, fetched }: FileToRead): ReadArticle {
  const parts = mimeParts(bytes);
  const page = parts.find(({ type }) => type === 'text/html' || type === 'application/xhtml+xml');
  if (!page) {
    throw new Refusal(
      'damaged-file',
      `“${name}” is a saved web page without the page: it may have been cut short. Open the page in a browser, save it again and import that.`,
    );
  }
  const { text, encoding } = decodeHtml(page.bytes, page.charset);
  const address = headersOf(bytes).get('snapshot-content-location') ?? page.location;
  const web = address && /^https?:/i.test(address) ? address : undefined;
  return articleFromHtml({
    name,
    format: 'mhtml',
    encoding,
    html: text,
    isPage: true,
    ...(web ? { address: web } : {}),
    resource: resourceIn(parts, address),
    fetched,
  });
}

/** The bytes of the parts, by the ways in which a page names them. */
function resourceIn(parts: readonly MimePart[], address: string | undefined): (src: string) => Uint8Array | undefined {
  const byName = new Map<string, Uint8Array>();
  for (const { location, id, bytes } of parts) {
    if (location) byName.set(location, bytes);
    if (id) byName.set(`cid:${id}`, bytes);
  }
  return (src) => {
    const found = byName.get(src);
    if (found || !address || !URL.canParse(src, address)) return found;
    return byName.get(new URL(src, address).href);
  };
}
