import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the built renderer as it is sent. */
export interface PageFile {
  type: string;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** The built renderer: addresses such as `/assets/main.js` to files. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Megabytes of them, of which a page needs few, and whose names are never those of other contents. */
const READ_WHEN_ASKED = '.woff2';

/**
 * Reads the built renderer, a few megabytes, at the start; typefaces when they are asked for. Nothing else can be asked
 * for, however an address is written, as no address is ever made into a path; and a build that replaces the folder
 * doesn't change a running program under its feet.
 */
export async function readPageFiles(folder: string): Promise<PageFiles> {
  const files = new Map<string, PageFile>();
  await addFolder(folder, '', files);
  if (!files.has('/index.html')) throw new Error(`There is no built page in ${folder}.`);
  return files;
}

async function addFolder(folder: string, address: string, files: Map<string, PageFile>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await addFolder(path, `${address}/${entry.name}`, files);
    // Not links: what they lead to isn't the renderer's.
    else if (entry.isFile()) {
      const extension = extname(entry.name).toLowerCase();
      const type = TYPES[extension] ?? 'application/octet-stream';
      const read = async () => new Uint8Array(await readFile(path));
      const early = extension === READ_WHEN_ASKED ? undefined : read();
      await early;
      files.set(`${address}/${entry.name}`, { type, bytes: () => early ?? read() });
    }
  }
}

/** The file of an address' path, as it was sent: not decoded, so that no second spelling of a path exists. */
export function pageFileAt(files: PageFiles, pathname: string): PageFile | undefined {
  return files.get(pathname === '/' ? '/index.html' : pathname);
}
