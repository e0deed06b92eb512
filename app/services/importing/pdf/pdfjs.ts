import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Pdfjs from 'pdfjs-dist';

/**
 * The folder with the character maps of East Asian fonts that a PDF only names: beside the program, one folder up from
 * its chunks, or where npm has put it. With a slash at its end, as pdf.js wants it.
 */
export function characterMaps(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = [join(here, 'cmaps'), join(here, '..', 'cmaps')].find((path) => existsSync(path));
  return `${beside ?? join(here, '..', '..', '..', '..', 'node_modules', 'pdfjs-dist', 'cmaps')}/`;
}

let loaded: Promise<typeof Pdfjs> | undefined;

/** pdf.js, loaded when it is first needed: it takes some tenths of a second. It reads in this very thread. */
export function pdfjs(): Promise<typeof Pdfjs> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<typeof Pdfjs> {
  // Only drawing would need these, and nothing is drawn here; without them the module complains, or doesn't load.
  const global = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) global[name] ??= class {};
  const { warn } = console;
  // It looks for a library to draw with, and says on the console that there is none.
  console.warn = () => {};
  try {
    // Its own worker would be a file to find beside ours; what it would do there is done here, in our own thread.
    // @ts-expect-error: the module has no types
    global.pdfjsWorker ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    return (await import('pdfjs-dist/legacy/build/pdf.mjs')) as unknown as typeof Pdfjs;
  } finally {
    console.warn = warn;
  }
}
