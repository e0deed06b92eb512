import { randomUUID } from 'node:crypto';
import type { HandedInFile } from '../../../shared/offline/opened-package.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { FileToRead } from './read-article.ts';

/** Each is held in memory until the window has shown it. */
const MAX_WAITING = 50;

/** The articles that the program was started with (“open with”), and that wait for a window to show them. */
export class HandedInArticles {
  private readonly all = new Map<string, FileToRead>();

  /** @throws {Refusal} where too many wait already */
  add(file: FileToRead): void {
    if (this.all.size >= MAX_WAITING) {
      throw new Refusal(
        'too-many-handed-in',
        `“${file.name}” was not opened: ${MAX_WAITING} articles wait already to be looked at. Import many at once in the library instead.`,
      );
    }
    this.all.set(randomUUID(), file);
  }

  /** Those that wait, oldest first. */
  list(): HandedInFile[] {
    return [...this.all].map(([id, { name }]) => ({ id, name }));
  }

  /**
   * Takes one out.
   *
   * @throws {Refusal} where it waits no more
   */
  take(id: string): FileToRead {
    const file = this.all.get(id);
    if (!file) throw new Refusal('no-such-article', 'This article is not open any more. Open it again.');
    this.all.delete(id);
    return file;
  }
}
