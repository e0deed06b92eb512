import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A folder of the build, beside the one in which the running program lies: itself in `main`, a part of it in
 * `main/chunks`. Where tests run the sources, the one in `out`.
 */
export function builtFolder(name: 'renderer' | 'preload'): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const main = basename(here) === 'chunks' ? dirname(here) : here;
  return basename(main) === 'main' ? join(main, '..', name) : join(here, '..', '..', 'out', name);
}
