import { randomUUID } from 'node:crypto';
import type { HandedInFile } from '../../../shared/offline/opened-package.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Look } from './carried-files.ts';

/** Each is held in memory, and asks its person a question of its own. */
const MAX_WAITING = 8;

/** What waits; `look` is how it looked where it lies. */
interface Waiting {
  name: string;
  bytes: Uint8Array;
  look?: Look;
}

/** The `.brief` files that the program was started with, and that wait for a window to ask what shall become of them. */
export class HandedIn {
  private readonly all = new Map<string, Waiting>();

  /** @throws {Refusal} where too many wait already */
  add({ name, bytes, look }: Waiting): void {
    if (this.all.size >= MAX_WAITING) {
      throw new Refusal(
        'too-many-handed-in',
        `“${name}” was not opened: ${MAX_WAITING} files wait already for you to say what shall become of them. Do that first, then open it again.`,
      );
    }
    this.all.set(randomUUID(), { name, bytes, ...(look ? { look } : {}) });
  }

  /** Those that wait, oldest first. */
  list(): HandedInFile[] {
    return [...this.all].map(([id, { name }]) => ({ id, name }));
  }

  /** @throws {Refusal} where it waits no more */
  find(id: string): Waiting {
    const file = this.all.get(id);
    if (!file) throw new Refusal('no-such-package', 'This file is not open any more. Open it again.');
    return file;
  }

  /** Its person has said what shall become of it. */
  putAway(id: string): void {
    this.all.delete(id);
  }
}
