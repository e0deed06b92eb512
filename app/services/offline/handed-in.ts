import { randomUUID } from 'node:crypto';
import type { HandedInFile } from '../../../shared/offline/opened-package.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Look } from './carried-files.ts';

/** Each is held in memory, and asks its person a question of its own. */
const MAX_WAITING = 8;

/** Of those about which a window asks already; the first of more has been forgotten by who opened it. */
const MAX_ASKED = 4;

/** What waits; `look` is how it looked where it lies. */
interface Waiting {
  name: string;
  bytes: Uint8Array;
  look?: Look;
  /** The window that handed it in asks what shall become of it. */
  asked?: true;
}

/** The `.brief` files that wait for their person to say what shall become of them. */
export class HandedIn {
  private readonly all = new Map<string, Waiting>();

  /**
   * @returns its id
   * @throws {Refusal} where too many wait already
   */
  add(file: Waiting): string {
    const { name } = file;
    const alike = [...this.all].filter(([, { asked }]) => asked === file.asked);
    if (file.asked) {
      if (alike.length >= MAX_ASKED) this.all.delete(alike[0]?.[0] ?? '');
    } else if (alike.length >= MAX_WAITING) {
      throw new Refusal(
        'too-many-handed-in',
        `“${name}” was not opened: ${MAX_WAITING} files wait already for you to say what shall become of them. Do that first, then open it again.`,
      );
    }
    const id = randomUUID();
    this.all.set(id, file);
    return id;
  }

  /** Those about which nobody asks yet, oldest first. */
  list(): HandedInFile[] {
    return [...this.all].filter(([, { asked }]) => !asked).map(([id, { name }]) => ({ id, name }));
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
