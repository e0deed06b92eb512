import type { Entry } from '../../shared/model/entry.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { Notes } from '../../shared/model/notes.ts';

/** The entries on screen whose signatures are still being verified, by the annotation that they are about. */
export class Unverified {
  private readonly annotations = new Map<EntryId, EntryId | undefined>();
  private readonly waiting = new Map<EntryId, number>();

  /** How many entries wait. */
  get size(): number {
    return this.annotations.size;
  }

  /** Whether something in a thread isn't verified yet. */
  has(annotation: EntryId): boolean {
    return this.waiting.has(annotation);
  }

  /** Counts entries that were added to the notes. */
  add(entries: readonly Entry[], notes: Notes): void {
    for (const entry of entries) {
      if (this.annotations.has(entry.id)) continue;
      const annotation = notes.annotationFor(entry);
      this.annotations.set(entry.id, annotation);
      if (annotation) this.waiting.set(annotation, (this.waiting.get(annotation) ?? 0) + 1);
    }
  }

  /** Forgets entries that wait no more; gives the annotations in which nothing else does. */
  settle(ids: readonly EntryId[]): Set<EntryId> {
    const done = new Set<EntryId>();
    for (const id of ids) {
      const annotation = this.annotations.get(id);
      if (!this.annotations.delete(id) || !annotation) continue;
      const left = (this.waiting.get(annotation) ?? 1) - 1;
      if (left > 0) this.waiting.set(annotation, left);
      else {
        this.waiting.delete(annotation);
        done.add(annotation);
      }
    }
    return done;
  }
}
