import type * as Y from 'yjs';
import { compareEntries, type Entry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { isAboutPeople } from '../../../shared/model/people.ts';
import { ENTRIES } from '../brief/brief.ts';
import type { NewRecord } from '../log/log.ts';
import type { Room } from './room.ts';
import type { SetAside } from './set-aside.ts';
import type { SyncTarget } from './target.ts';

/** As many entries as a refusal can name, and a size that leaves the line free for others in between. */
const MOST_IN_A_MESSAGE = 100;
const MOST_CHARACTERS = 200_000;

/** Keeps a brief's entries in step with the room `notes`. */
export class NotesSync {
  /** Entries of the brief that are not known to be on the relay. */
  readonly pending = new Set<string>();
  /** Entries that are sent one by one, since they were refused together and the relay didn't say which is to blame. */
  private readonly suspects = new Set<string>();
  /** What was on the relay when the replica was forgotten: that it comes again is all that it waits for. */
  private readonly sure = new Set<string>();

  constructor(
    private readonly room: Room,
    private readonly target: SyncTarget,
    private readonly setAside: SetAside,
  ) {
    this.count();
  }

  /** Finds out anew what the relay lacks. */
  count(): void {
    this.pending.clear();
    if (this.room.synced) this.sure.clear();
    for (const id of this.ids()) if (!this.isThere(id) && !this.isHeldBack(id)) this.pending.add(id);
    for (const id of this.room.undecided) this.pending.add(id);
  }

  /**
   * Forgets the replica, but not what of it is on the relay.
   *
   * @param refused what stands in it, though the relay has just refused it
   */
  beginAnew(refused: readonly string[]): void {
    for (const id of this.there.keys()) this.sure.add(id);
    for (const id of [...refused, ...this.room.undecided]) this.sure.delete(id);
    this.room.reset();
    this.count();
  }

  /** Forgets the replica with all of it: the relay has lost what others wrote. */
  beginFromNothing(): void {
    this.sure.clear();
    this.room.reset();
    this.count();
  }

  /** Takes note of what was written to the brief's log, and sends what the relay lacks. */
  recorded({ entries = [] }: NewRecord): void {
    const undecided = new Set(this.room.undecided);
    for (const json of entries) {
      const { id } = JSON.parse(json) as { id: string };
      if ((!this.isThere(id) || undecided.has(id)) && !this.isHeldBack(id)) this.pending.add(id);
    }
    this.push();
  }

  /** Sends what the relay lacks; does nothing until the room is in step. */
  push(): void {
    if (!this.room.synced || this.pending.size === 0) return;
    const there = this.there;
    const missing = [...this.pending].filter((id) => !there.has(id)).flatMap((id) => this.entry(id) ?? []);
    for (const entries of this.messages(missing.sort(inOrder))) {
      this.room.write(
        entries.map(({ id }) => id),
        (doc) => {
          const map = doc.getMap(ENTRIES);
          for (const entry of entries) {
            map.set(entry.id, JSON.parse(JSON.stringify(entry)));
            // An erasure takes its target along, in the same message, so that the relay can judge both together.
            if (entry.type === 'erased' && this.isErased(entry.target)) map.delete(entry.target);
          }
        },
      );
    }
  }

  decided(items: readonly string[]): void {
    for (const id of items) {
      this.pending.delete(id);
      this.suspects.delete(id);
    }
  }

  /** The items of a refused message that are to blame, as far as is known; the others are sent again by themselves. */
  blame(items: readonly string[], named: readonly string[]): string[] {
    const blamed = items.filter((id) => named.includes(id));
    if (blamed.length > 0) return blamed;
    if (items.length === 1) return [...items];
    for (const id of items) this.suspects.add(id);
    return [];
  }

  /** What the relay has and the brief lacks: another copy of it on this computer was in step since. */
  lacking(): unknown[] {
    const { brief } = this.target;
    return [...this.there.entries()].flatMap(([id, entry]) => (brief.holds(id) ? [] : [entry]));
  }

  /** Those of some entries that the relay has. */
  onRelay(ids: ReadonlySet<string>): Set<string> {
    if (!this.room.synced) return new Set();
    return new Set([...ids].filter((id) => this.there.has(id)));
  }

  /** The entries that came with a transaction of the replica's. */
  arrived(transaction: Y.Transaction): unknown[] {
    const map = this.room.doc.getMap(ENTRIES);
    const keys = transaction.changed.get(map as never) ?? new Set();
    return [...keys].flatMap((key) => (key !== null && map.has(key) ? [map.get(key)] : []));
  }

  entry(id: string): Entry | undefined {
    const { notes, unknown } = this.target.brief;
    return notes.entries.get(id as EntryId) ?? (unknown.get(id) as unknown as Entry | undefined);
  }

  private ids(): string[] {
    const { notes, unknown } = this.target.brief;
    return [...notes.entries.keys(), ...unknown.keys()];
  }

  private isHeldBack(id: string): boolean {
    return this.setAside.has(id) || this.isErased(id);
  }

  private isErased(id: string): boolean {
    const { notes } = this.target.brief;
    const entry = notes.entries.get(id as EntryId);
    return entry !== undefined && notes.isErased(entry);
  }

  private isThere(id: string): boolean {
    return this.there.has(id) || this.sure.has(id);
  }

  private get there(): Y.Map<unknown> {
    return this.room.doc.getMap(ENTRIES);
  }

  private *messages(entries: readonly Entry[]): Iterable<Entry[]> {
    let message: Entry[] = [];
    let characters = 0;
    for (const entry of entries) {
      const size = JSON.stringify(entry).length;
      const alone = this.suspects.has(entry.id);
      const full = message.length >= MOST_IN_A_MESSAGE || characters + size > MOST_CHARACTERS;
      if (message.length > 0 && (alone || full)) {
        yield message;
        message = [];
        characters = 0;
      }
      message.push(entry);
      characters += size;
      if (alone) {
        yield message;
        message = [];
        characters = 0;
      }
    }
    if (message.length > 0) yield message;
  }
}

/** Those about people first: what the others may do follows from them, and from each what the later ones may do. */
function inOrder(a: Entry, b: Entry): number {
  return Number(isAboutPeople(b)) - Number(isAboutPeople(a)) || compareEntries(a, b);
}
