import { join } from 'node:path';
import { z } from 'zod';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import { allSeen, isUnread, type Seen } from '../../../shared/model/unread.ts';
import { readJson, replaceFile } from '../disk.ts';
import type { StoredBrief } from '../library/stored-brief.ts';

/** In a brief's folder: by person, what they have seen. It goes into no package. */
const FILE = 'seen.json';

const schema = z.record(z.string(), z.record(z.string(), z.number()));

/** What one person has seen of one brief. */
export class SeenMarks {
  private readonly watchers = new Set<(seen: Seen) => void>();
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly stored: StoredBrief,
    readonly person: PersonId,
    private marks: Map<string, number>,
  ) {}

  /** Reads what they have seen; where they never opened the brief, all that is there now counts as seen. */
  static async of(stored: StoredBrief, person: PersonId): Promise<SeenMarks> {
    const all = await readAll(stored);
    const known = all[person];
    if (known) return new SeenMarks(stored, person, new Map(Object.entries(known)));
    const made = new SeenMarks(stored, person, new Map());
    await made.see(allSeen(stored.brief.notes.annotations.values(), person));
    return made;
  }

  get seen(): Seen {
    return Object.fromEntries(this.marks);
  }

  /** How many threads hold something new. */
  get unread(): number {
    const { seen, person } = this;
    return [...this.stored.brief.notes.annotations.values()].filter((each) => isUnread(each, person, seen)).length;
  }

  /** Notes what was seen, here or elsewhere; the greater number stands. @returns what of it was new */
  async see(seen: Seen): Promise<Seen> {
    const fresh = Object.entries(seen).filter(([key, count]) => count > (this.marks.get(key) ?? 0));
    if (fresh.length === 0 && this.marks.size > 0) return {};
    for (const [key, count] of fresh) this.marks.set(key, count);
    for (const watcher of this.watchers) watcher(this.seen);
    await this.save();
    return Object.fromEntries(fresh);
  }

  /** Notes that all of some threads was seen, as they are now. */
  async seeAll(annotations: ReadonlySet<EntryId>): Promise<void> {
    const { notes } = this.stored.brief;
    const threads = [...annotations].flatMap((id) => notes.annotations.get(id) ?? []);
    await this.see(allSeen(threads, this.person));
  }

  /** Tells of each change. @returns a function that ends it */
  watch(watcher: (seen: Seen) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private save(): Promise<void> {
    const write = async () => {
      const all = { ...(await readAll(this.stored)), [this.person]: this.seen };
      await replaceFile(join(this.stored.folder, FILE), JSON.stringify(all), 'What you have read');
    };
    this.writing = this.writing.catch(() => {}).then(write);
    return this.writing;
  }
}

async function readAll(stored: StoredBrief): Promise<Record<string, Record<string, number>>> {
  return schema.catch({}).parse(await readJson(join(stored.folder, FILE)));
}
