import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** More pictures than any saved page has. */
const MAX_FILES = 500;
/** All of them together; a brief holds no more. */
const MAX_BYTES = 40 * 1024 * 1024;
const PAGE = /\.(?:x?html?|md|markdown)$/i;
const PICTURE = /\.(?:png|jpe?g|jfif|gif|webp)$/i;
const NAMED =
  /\b(?:src|data-src)\s*=\s*(?:"([^"]{1,1000})"|'([^']{1,1000})')|!\[[^\]]{0,1000}\]\(\s*<?([^)\s>]{1,1000})/gi;

/**
 * The pictures that a page or a text in Markdown names and that lie in its folder or one within it, such as those of
 * “Save page as”. Nothing outside of that folder is read, whatever the page names.
 */
export async function filesBeside(path: string, bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  if (!PAGE.test(path)) return found;
  const folder = await realpath(dirname(path));
  let total = 0;
  for (const name of namesIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))) {
    if (found.size >= MAX_FILES) break;
    try {
      const file = await realpath(join(folder, name));
      const inside = relative(folder, file);
      if (inside.startsWith('..') || inside.startsWith(sep)) continue;
      const { size } = await stat(file);
      if (total + size > MAX_BYTES) continue;
      total += size;
      found.set(name, await readFile(file));
    } catch {
      // The page names a picture that isn't there: its words stand for it.
    }
  }
  return found;
}

function namesIn(page: string): Set<string> {
  const names = new Set<string>();
  for (const [, double, single, markdown] of page.matchAll(NAMED)) {
    const plain = named(double ?? single ?? markdown ?? '');
    if (plain && PICTURE.test(plain)) names.add(plain);
  }
  return names;
}

/** The name as the folder has it; undefined for an address of the web. */
function named(src: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(src)) return undefined;
  const plain = Buffer.from(
    src
      .replace(/^\.\//, '')
      .replace(/[?#].*$/, '')
      .replaceAll('&amp;', '&'),
    'latin1',
  ).toString('utf8');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
