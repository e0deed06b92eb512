import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Placement, place } from '../../../shared/anchors/placement.ts';
import type { Action } from '../../../shared/model/action.ts';
import { checkEntry, type Entry, type Payload, parseEntry } from '../../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import { Notes } from '../../../shared/model/notes.ts';
import type { Person } from '../../../shared/model/people.ts';
import type { ErasePlan } from '../../../shared/offline/erasing.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { mayAppend } from '../../../shared/roles.ts';
import type { Brief } from '../brief/brief.ts';
import { verifying } from '../crypto.ts';
import type { Identity } from '../identity/profile.ts';
import { Log } from '../log/log.ts';
import { withoutEntries } from '../log/without-entries.ts';

/** The log of what nobody else sees, beside the brief's own. Nothing but this file ever reads or writes it. */
export const PRIVATE_LOG = 'private';

const WHAT = 'Your private annotations';

/**
 * What the people of this machine have annotated for themselves alone: entries of the same shape as everybody's, in a
 * log of their own and in no document that is packaged, exported or synced. Publishing appends an annotation's entries to
 * the brief's notes as they are; from then on they count there, and here no more.
 */
export class PrivateNotes {
  /** Nobody has a role here: everything belongs to whoever wrote it. */
  notes: Notes;
  private log: Log | undefined;

  private constructor(
    private readonly folder: string,
    private readonly marker: Uint8Array,
    private readonly brief: Brief,
  ) {
    this.notes = this.fresh();
  }

  /**
   * Reads what is private beside a brief.
   *
   * @returns it, and a sentence for each thing that could not be read
   */
  static async open(
    folder: string,
    marker: Uint8Array,
    brief: Brief,
  ): Promise<{ own: PrivateNotes; damage: string[] }> {
    const own = new PrivateNotes(folder, marker, brief);
    if (!(await stat(own.path).catch(() => undefined))) return { own, damage: [] };
    const { log, read } = await Log.open(own.path, marker, WHAT);
    own.log = log;
    const entries = read.records.flatMap((record) => record.entries ?? []).flatMap((json) => own.believed(json));
    own.notes.add(entries.filter(({ id }) => !brief.holds(id)));
    return { own, damage: read.damage.map((sentence) => `${WHAT}: ${sentence}`) };
  }

  /** Whether an annotation or comment is private. */
  holds(id: EntryId): boolean {
    return this.notes.entries.has(id);
  }

  /** What one person has here, and where it stands. */
  of(person: PersonId): { entries: Entry[]; placements: [EntryId, Placement][] } {
    const entries = [...this.notes.entries.values()].filter(({ by }) => by === person);
    return { entries, placements: this.placements([...this.notes.annotations.keys()]) };
  }

  /** Where annotations stand now. */
  placements(ids: Iterable<EntryId>): [EntryId, Placement][] {
    return [...ids].flatMap((id): [EntryId, Placement][] => {
      const annotation = this.notes.annotations.get(id);
      return annotation ? [[id, place(this.brief.index, annotation.anchors)]] : [];
    });
  }

  /** Signs what a person does for themselves alone, and keeps it; answers when it is on the disk. */
  async append(payloads: readonly Payload[], author: Identity, now: number): Promise<Entry[]> {
    const entries = this.brief.issue(payloads, author, Math.max(now, this.notes.latest + 1));
    await this.keep(entries, author.person.id, now);
    return entries;
  }

  /**
   * Takes in what a person of this machine noted on another one, from a package; answers when it is on the disk.
   *
   * @param entries they have been checked
   * @returns those that are new here
   */
  async takeIn(entries: readonly Entry[], person: PersonId, now: number): Promise<Entry[]> {
    const fresh = entries.filter(({ id, by }) => by === person && !this.holds(id) && !this.brief.holds(id));
    if (fresh.length > 0) await this.keep(fresh, person, now);
    return fresh;
  }

  /**
   * What goes with a private comment or annotation that its author erases: all its wordings; an annotation's thread.
   *
   * @throws {Refusal} where it is somebody else's
   */
  planErase(target: EntryId, { id: author, name }: Pick<Person, 'id' | 'name'>): ErasePlan {
    const entry = this.notes.entries.get(target);
    if (entry?.by !== author)
      throw new Refusal('not-private', 'This isn’t a private note of yours. Nothing was erased.');
    const isPart = (each: Entry) =>
      entry.type === 'annotated'
        ? this.notes.annotationFor(each) === target
        : each.id === target || ('comment' in each && each.comment === target);
    const ids = [...this.notes.entries.values()].filter(isPart).map(({ id }) => id);
    return { ids, people: [{ name, entries: ids.length }], kept: 0 };
  }

  /** Erases private entries for good: no byte of them is left in the log. */
  async erase(ids: readonly EntryId[], author: PersonId, now: number): Promise<void> {
    const gone = new Set<string>(ids);
    const kept = [...this.notes.entries.values()].filter(({ id }) => !gone.has(id));
    await this.log?.rewrite(this.path, (record) => withoutEntries(record, gone), { at: now, by: author, entries: [] });
    this.notes = this.fresh();
    this.notes.add(kept);
  }

  private async keep(entries: readonly Entry[], by: PersonId, now: number): Promise<void> {
    if (!this.log) {
      await Log.create(this.path, this.marker, [], WHAT);
      this.log = (await Log.open(this.path, this.marker, WHAT)).log;
    }
    await this.log.append({ at: now, by, entries: entries.map((entry) => JSON.stringify(entry)) });
    this.notes.add(entries);
  }

  /**
   * The entries that publishing annotations appends to the brief's notes.
   *
   * @throws {Refusal} where one isn't there, or its author's role does not allow it
   */
  toPublish(annotations: readonly EntryId[], author: PersonId): Entry[] {
    const { people } = this.brief.notes;
    const wanted = new Set(annotations);
    for (const id of wanted) {
      const annotation = this.notes.annotations.get(id);
      if (!annotation || annotation.by !== author) {
        throw new Refusal(
          'not-private',
          'One of these annotations isn’t a private one of yours. Nothing was published.',
        );
      }
    }
    const entries = [...this.notes.entries.values()].filter((entry) => {
      const about = this.notes.annotationFor(entry);
      return about !== undefined && wanted.has(about);
    });
    const own = { own: true, assigned: false };
    const denied = entries.find(
      (entry) =>
        !mayAppend(people.roleOf(author), entry.type, own) || !mayAppend(people.roleAt(author, entry), entry.type, own),
    );
    if (denied) {
      throw new Refusal(
        'not-allowed',
        'Your role in this brief does not allow this, or did not when it was written. Ask an owner.',
      );
    }
    return entries;
  }

  /** Forgets what has been published: it counts among everybody's now. */
  published(): void {
    const kept = [...this.notes.entries.values()].filter(({ id }) => !this.brief.holds(id));
    this.notes = this.fresh();
    this.notes.add(kept);
  }

  async close(): Promise<void> {
    await this.log?.close();
  }

  private fresh(): Notes {
    return new Notes(this.brief.founder);
  }

  private believed(json: string): Entry[] {
    const parsed = parseEntry(JSON.parse(json));
    return parsed.ok && !checkEntry(parsed.entry, this.brief.id, verifying) ? [parsed.entry] : [];
  }

  private get path(): string {
    return join(this.folder, PRIVATE_LOG);
  }
}

/**
 * Whether an action is about private annotations alone.
 *
 * @throws {Refusal} where it is about private ones and others together
 */
export function isPrivate(action: Action, own: PrivateNotes): boolean {
  switch (action.do) {
    case 'annotate':
      return action.private === true;
    case 'several': {
      const few = action.annotations.filter((id) => own.holds(id)).length;
      if (few > 0 && few < action.annotations.length) {
        throw new Refusal(
          'private-and-shared',
          'Some of these annotations are private and some are not. Choose the one sort or the other.',
        );
      }
      return few > 0;
    }
    case 'edit':
    case 'react':
    case 'accept-suggestion':
      return own.holds(action.comment);
    case 'withdraw':
    case 'restore':
      return own.holds(action.target);
    case 'publish':
    case 'set-vocabulary':
      return false;
    default:
      return own.holds(action.annotation);
  }
}
