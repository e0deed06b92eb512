import type { Entry } from './entry.ts';
import type { EntryId } from './ids.ts';

/** Entries by what they are about; each is found, and dropped, without a look at the others. */
export class EntriesAbout<E extends Entry> {
  private readonly things = new Map<EntryId, Map<EntryId, E>>();

  all(): E[] {
    return [...this.things.values()].flatMap((entries) => [...entries.values()]);
  }

  isAbout(thing: EntryId): boolean {
    return this.things.has(thing);
  }

  about(thing: EntryId): Iterable<E> {
    return this.things.get(thing)?.values() ?? [];
  }

  put(thing: EntryId, entry: E): void {
    const entries = this.things.get(thing);
    if (entries) entries.set(entry.id, entry);
    else this.things.set(thing, new Map([[entry.id, entry]]));
  }

  drop(thing: EntryId, entry: E): void {
    const entries = this.things.get(thing);
    if (entries?.delete(entry.id) && entries.size === 0) this.things.delete(thing);
  }

  /** Gives those about a thing, and keeps them no longer. */
  take(thing: EntryId): Iterable<E> {
    const entries = this.about(thing);
    this.things.delete(thing);
    return entries;
  }
}
