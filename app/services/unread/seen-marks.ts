import { join } from 'node:path';
import { z } from 'zod';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import { allSeen, isUnread, type Seen } from '../../../shared/model/unread.ts';
import { readJson, replaceFile } from '../disk.ts';
import type { StoredBrief } from '../library/stored-brief.ts';

/** In a brief's folder: by person, what they have seen. It goes into no package. */
const FILE = 'seen.json';

const marks = z.record(z.string(), z.number());

const schema = z.record(
  z.string(),
  z
    .object({
      marks,
      start: marks,
      began: z.enum(['here', 'elsewhere']).optional(),
    })
    // As it was kept before devices told each other that they had begun.
    .or(marks.transform((seen): Kept => ({ marks: seen, start: {}, began: 'here' }))),
);

/**
 * What is kept of one person. `start` is what was there when the brief came to this device, which counts as seen until
 * it is known whether another device of theirs has begun with it: one that has knows better what they have seen.
 */
interface Kept {
  marks: Seen;
  start: Seen;
  /** The first of their devices, or a later one; absent until it is known. */
  began?: 'here' | 'elsewhere' | undefined;
}

/** What one person has seen of one brief. */
export class SeenMarks {
  private readonly watchers = new Set<() => void>();
  private writing: Promise<void> = Promise.resolve();
  private readonly marks: Map<string, number>;
  private start: Seen;
  private began: Kept['began'];

  private constructor(
    private readonly stored: StoredBrief,
    readonly person: PersonId,
    kept: Kept,
  ) {
    this.marks = new Map(Object.entries(kept.marks));
    this.start = kept.start;
    this.began = kept.began;
  }

  /** Reads what they have seen; where they never opened the brief, all that is there now counts as seen for now. */
  static async of(stored: StoredBrief, person: PersonId): Promise<SeenMarks> {
    const all = await readAll(stored);
    const known = all[person];
    if (known) return new SeenMarks(stored, person, known);
    const start = allSeen(stored.brief.notes.annotations.values(), person);
    const made = new SeenMarks(stored, person, { marks: {}, start });
    await made.save();
    return made;
  }

  get seen(): Seen {
    return this.began === undefined ? greaterOf(this.start, this.known) : this.known;
  }

  /** What they are known to have seen: their other devices may be told of it. */
  get known(): Seen {
    return Object.fromEntries(this.marks);
  }

  /**
   * What their other devices say. The first time it decides whether this device is the first to begin with the brief:
   * then what was there at its start was no news to them.
   *
   * @param others undefined where no other device has said anything yet
   */
  async hear(others: Seen | undefined): Promise<void> {
    if (this.began !== undefined) return this.see(others ?? {});
    this.began = others === undefined ? 'here' : 'elsewhere';
    this.take(others ?? this.start);
    this.start = {};
    await this.told();
  }

  /** How many threads hold something new. */
  get unread(): number {
    const { seen, person } = this;
    return [...this.stored.brief.notes.annotations.values()].filter((each) => isUnread(each, person, seen)).length;
  }

  /** Notes what was seen, here or elsewhere; the greater number stands. */
  async see(seen: Seen): Promise<void> {
    if (this.take(seen)) await this.told();
  }

  /** Notes that some threads were there before the person came to the brief, as they are now. */
  async foundThere(annotations: ReadonlySet<EntryId>): Promise<void> {
    if (this.began === 'elsewhere') return;
    const { notes } = this.stored.brief;
    const threads = [...annotations].flatMap((id) => notes.annotations.get(id) ?? []);
    const found = allSeen(threads, this.person);
    if (this.began === 'here') return this.see(found);
    this.start = greaterOf(this.start, found);
    await this.told();
  }

  /** Tells of each change. @returns a function that ends it */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** @returns whether anything of it was new */
  private take(seen: Seen): boolean {
    const fresh = Object.entries(seen).filter(([key, count]) => count > (this.marks.get(key) ?? 0));
    for (const [key, count] of fresh) this.marks.set(key, count);
    return fresh.length > 0;
  }

  private told(): Promise<void> {
    for (const watcher of this.watchers) watcher();
    return this.save();
  }

  private get kept(): Kept {
    return { marks: this.known, start: this.start, ...(this.began ? { began: this.began } : {}) };
  }

  private save(): Promise<void> {
    const write = async () => {
      const all = { ...(await readAll(this.stored)), [this.person]: this.kept };
      await replaceFile(join(this.stored.folder, FILE), JSON.stringify(all), 'What you have read');
    };
    this.writing = this.writing.catch(() => {}).then(write);
    return this.writing;
  }
}

async function readAll(stored: StoredBrief): Promise<Record<string, Kept>> {
  return schema.catch({}).parse(await readJson(join(stored.folder, FILE)));
}

function greaterOf(one: Seen, other: Seen): Seen {
  const entries = Object.entries(other).map(([key, count]) => [key, Math.max(count, one[key] ?? 0)]);
  return { ...one, ...Object.fromEntries(entries) };
}
