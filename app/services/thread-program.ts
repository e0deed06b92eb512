import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The program of a thread: a bundle beside the main one, or one folder up from its chunks. There is none where
 * Briefmark runs from its sources.
 *
 * @param name the bundle's, as vite.config.ts has it
 */
export function programOf(name: string): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  return [join(here, `${name}.js`), join(here, '..', `${name}.js`)].find((path) => existsSync(path));
}
