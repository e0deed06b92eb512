import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Far more often than a file is replaced between two looks. */
const MOST_LOOKS = 100;

/**
 * Every file below a folder, as its path from there and what it holds. Somebody may be writing there: where a file goes
 * between being listed and being read, all is looked at again.
 *
 * @throws what the system says where the folder isn't there
 */
export async function filesUnder(folder: string): Promise<Map<string, Buffer>> {
  for (let look = 1; ; look++) {
    try {
      const files = new Map<string, Buffer>();
      for (const each of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const path = join(each.parentPath, each.name);
        if (each.isFile()) files.set(relative(folder, path), await readFile(path));
      }
      return files;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || look === MOST_LOOKS) throw error;
    }
  }
}
