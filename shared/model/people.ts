import { mayAppend, type Role } from '../roles.ts';
import { compareEntries, type Entry, type EntryOf } from './entry.ts';
import type { PersonId, PublicKey } from './ids.ts';

/** Somebody who annotates, as their last `person` entry describes them. */
export interface Person {
  id: PersonId;
  name: string;
  initials: string;
  /** `#rrggbb` */
  colour: string;
}

/** The people of a brief: who they are, which keys speak for them, and which role each had when. */
export class People {
  readonly persons = new Map<PersonId, Person>();
  private readonly certified = new Map<PublicKey, PersonId>();
  private readonly ended = new Map<PublicKey, Entry>();
  private roles: EntryOf<'role'>[] = [];

  /**
   * @param founder the person who made the brief, its first owner
   * @param isFirstKey whether a key is the one that a person's id is the hash of
   */
  constructor(
    readonly founder: PersonId,
    private readonly isFirstKey: (key: PublicKey, person: PersonId) => boolean,
  ) {}

  /**
   * Builds the people anew from all `person` and `role` entries of a brief, in any order.
   *
   * @returns the entries that are not allowed or not verified yet
   */
  rebuild(entries: readonly (EntryOf<'person'> | EntryOf<'role'>)[]): { refused: Entry[]; unverified: Entry[] } {
    this.persons.clear();
    this.certified.clear();
    this.ended.clear();
    this.roles = [];
    const sorted = [...entries].sort(compareEntries);
    // Certificates first: they are signed by a first key, and an entry by the certified device may sort before them.
    for (const entry of sorted) {
      if (entry.type !== 'person' || !this.isFirstKey(entry.key, entry.by)) continue;
      if (entry.certificate?.person === entry.by) this.certified.set(entry.certificate.key, entry.by);
    }
    const refused: Entry[] = [];
    const unverified: Entry[] = [];
    for (const entry of sorted) {
      if (!this.speaksFor(entry)) {
        unverified.push(entry);
      } else if (entry.type === 'person') {
        const { by: id, name, initials, colour } = entry;
        this.persons.set(id, { id, name, initials, colour });
        if (entry.ends && !this.ended.has(entry.ends)) this.ended.set(entry.ends, entry);
      } else if (mayAppend(this.roleAt(entry.by, entry), 'role', { own: false, assigned: false })) {
        this.roles.push(entry);
      } else {
        refused.push(entry);
      }
    }
    return { refused, unverified };
  }

  /** Whether an entry's key is its author's, and had not been ended when the entry was made. */
  speaksFor(entry: Entry): boolean {
    const belongs = this.isFirstKey(entry.key, entry.by) || this.certified.get(entry.key) === entry.by;
    if (!belongs) return false;
    const end = this.ended.get(entry.key);
    return !end || end === entry || compareEntries(entry, end) < 0;
  }

  /**
   * The role that a person had when an entry was made.
   *
   * Until a brief has its first role, whoever holds a copy of it is an editor: nobody has yet said otherwise, and a
   * brief handed over by hand is there to be worked on. From then on, somebody without a role is a commenter whose
   * entries an owner has carried in.
   */
  roleAt(person: PersonId, moment: Entry): Role {
    let role: Role | undefined;
    let any = false;
    for (const entry of this.roles) {
      if (compareEntries(entry, moment) >= 0) break;
      any = true;
      if (entry.person === person) role = entry.role;
    }
    return role ?? this.withoutRole(person, any);
  }

  /** The role that a person has now. */
  roleOf(person: PersonId): Role {
    const role = this.roles.findLast((entry) => entry.person === person)?.role;
    return role ?? this.withoutRole(person, this.roles.length > 0);
  }

  private withoutRole(person: PersonId, shared: boolean): Role {
    if (person === this.founder) return 'owner';
    return shared ? 'commenter' : 'editor';
  }
}
