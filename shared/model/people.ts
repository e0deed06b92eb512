import { mayAppend, type Role } from '../roles.ts';
import { compareEntries, type Entry, type EntryOf, type EntryStamp } from './entry.ts';
import type { EntryId, PersonId, PublicKey } from './ids.ts';
import { nameShown } from './names.ts';
import { countWhile } from './sorted.ts';

/** Somebody who annotates, as their last `person` entry describes them. */
export interface Person {
  id: PersonId;
  name: string;
  initials: string;
  /** `#rrggbb` */
  colour: string;
}

const ABOUT_PEOPLE = ['person', 'role', 'invited', 'uninvited', 'joined', 'left'] as const;

/** An entry about who takes part in a brief and as what. */
export type PeopleEntry = EntryOf<(typeof ABOUT_PEOPLE)[number]>;

/** Whether an entry is about who takes part in a brief and as what. */
export function isAboutPeople(entry: { type: string }): entry is PeopleEntry {
  return (ABOUT_PEOPLE as readonly string[]).includes(entry.type);
}

/** A role as somebody got it; without a person, it only says that roles are given in this brief. */
export interface GivenRole {
  /** The entry with which it took effect. */
  moment: Entry;
  person?: PersonId;
  role?: Role;
}

/** An invitation that an owner made. */
export interface Invitation {
  entry: EntryOf<'invited'>;
  ended?: EntryOf<'uninvited'>;
  /** How many joined by it. */
  joined: number;
}

/** The people of a brief: who they are, which keys speak for them, and which role each had when. */
export class People {
  readonly persons = new Map<PersonId, Person>();
  private readonly descriptions = new Map<PersonId, number>();
  /** Person and key: two people may certify one key, and neither takes it from the other. */
  private readonly certified = new Set<string>();
  /** By person and key. */
  private readonly ended = new Map<string, Entry>();
  /** In the order in which they took effect. */
  private roles: GivenRole[] = [];
  /** The same, by person: asked for each entry of each thread. */
  private readonly rolesOf = new Map<PersonId, GivenRole[]>();
  private readonly invitations = new Map<EntryId, Invitation>();

  /**
   * @param founder the person who made the brief, its first owner
   * @param isFirstKey whether a key is the one that a person's id is the hash of
   */
  constructor(
    readonly founder: PersonId,
    private readonly isFirstKey: (key: PublicKey, person: PersonId) => boolean,
  ) {}

  /**
   * Builds the people anew from all entries about people of a brief, in any order.
   *
   * @returns the entries that are not allowed or not verified yet
   */
  rebuild(entries: readonly PeopleEntry[]): { refused: Entry[]; unverified: Entry[] } {
    this.persons.clear();
    this.certified.clear();
    this.descriptions.clear();
    this.ended.clear();
    this.roles = [];
    this.rolesOf.clear();
    this.invitations.clear();
    const sorted = [...entries].sort(compareEntries);
    // Certificates first: they are signed by a first key, and an entry by the certified device may sort before them.
    for (const entry of sorted) {
      if (entry.type !== 'person' || !this.isFirstKey(entry.key, entry.by)) continue;
      if (entry.certificate?.person === entry.by) this.certified.add(held(entry.by, entry.certificate.key));
    }
    const refused: Entry[] = [];
    const unverified: Entry[] = [];
    // Whoever joins knows the invitation, but their clock may be behind its author's: it waits for it.
    const early = new Map<EntryId, EntryOf<'joined'>[]>();
    for (const entry of sorted) {
      if (!this.speaksFor(entry)) unverified.push(entry);
      else if (entry.type === 'joined' && !this.invitations.has(entry.invitation)) {
        const others = early.get(entry.invitation);
        if (others) others.push(entry);
        else early.set(entry.invitation, [entry]);
      } else if (!this.take(entry, entry)) refused.push(entry);
      else if (entry.type === 'invited') {
        for (const joined of early.get(entry.id) ?? []) if (!this.take(joined, entry)) refused.push(joined);
        early.delete(entry.id);
      }
    }
    return { refused: [...refused, ...[...early.values()].flat()], unverified };
  }

  /**
   * Counts one entry, if it is allowed.
   *
   * @param moment the entry with which it takes effect: itself, or a later one that it waited for
   */
  private take(entry: PeopleEntry, moment: Entry): boolean {
    if (!mayAppend(this.roleAt(entry.by, moment), entry.type, { own: true, assigned: false })) return false;
    switch (entry.type) {
      case 'person': {
        const { by: id, name, initials, colour } = entry;
        // Nobody ends the key of somebody else.
        if (entry.ends && !this.belongs(entry.ends, id)) return false;
        this.persons.set(id, { id, name: nameShown(name), initials, colour });
        this.descriptions.set(id, this.descriptionsOf(id) + 1);
        if (entry.ends && !this.ended.has(held(id, entry.ends))) this.ended.set(held(id, entry.ends), entry);
        return true;
      }
      case 'role':
        this.give({ moment, person: entry.person, role: entry.role });
        return true;
      case 'left':
        this.give({ moment, person: entry.by, role: 'removed' });
        return true;
      case 'invited':
        this.invitations.set(entry.id, { entry, joined: 0 });
        // It says who may come in, and with that, that nobody else may.
        this.give({ moment });
        return true;
      case 'uninvited': {
        const invitation = this.invitations.get(entry.invitation);
        if (invitation) invitation.ended ??= entry;
        return invitation !== undefined;
      }
      case 'joined': {
        const invitation = this.invitations.get(entry.invitation);
        if (!invitation || !this.letsIn(invitation, entry, moment)) return false;
        invitation.joined++;
        this.give({ moment, person: entry.by, role: invitation.entry.role });
        return true;
      }
    }
  }

  private give(given: GivenRole): void {
    this.roles.push(given);
    if (given.person === undefined) return;
    const theirs = this.rolesOf.get(given.person);
    if (theirs) theirs.push(given);
    else this.rolesOf.set(given.person, [given]);
  }

  /** Whether an invitation lets somebody in, as far as entries tell; how often it may be used, only a relay minds. */
  private letsIn({ entry, ended }: Invitation, joined: EntryOf<'joined'>, moment: Entry): boolean {
    if (ended || joined.lock !== entry.lock || joined.at > entry.expires) return false;
    // Its author must still be an owner, who else could leave a door open for the day on which they are removed.
    return this.roleAt(entry.by, moment) === 'owner' && this.mayBeInvited(joined.by, entry);
  }

  /**
   * Whether an invitation can give a person its role: they have none, and no owner gave them another or took it away
   * since it was made, also if they left after that. It is no way around a role that an owner gave.
   */
  mayBeInvited(person: PersonId, invitation: Entry): boolean {
    const last = this.given(person);
    if (!last) return person !== this.founder;
    const byOwner = this.roles.findLast((given) => given.person === person && given.moment.type === 'role');
    return last.role === 'removed' && (!byOwner || compareEntries(byOwner.moment, invitation) < 0);
  }

  /** An invitation that an owner made, and the entry that ended it. */
  invitation(id: EntryId): Invitation | undefined {
    return this.invitations.get(id);
  }

  /** Every invitation that an owner made, the oldest first. */
  get allInvitations(): Invitation[] {
    return [...this.invitations.values()];
  }

  /** Whether an entry's key is its author's, and had not been ended when the entry was made. */
  speaksFor(entry: EntryStamp): boolean {
    if (!this.belongs(entry.key, entry.by)) return false;
    const end = this.ended.get(held(entry.by, entry.key));
    return !end || end.id === entry.id || compareEntries(entry, end) < 0;
  }

  /** How often a person said who they are. */
  descriptionsOf(person: PersonId): number {
    return this.descriptions.get(person) ?? 0;
  }

  /** Whether a key is a person's, and has not been ended. */
  holds(key: PublicKey, person: PersonId): boolean {
    return this.belongs(key, person) && !this.hasEnded(key, person);
  }

  /** Whether a person ended a key of theirs. */
  hasEnded(key: PublicKey, person: PersonId): boolean {
    return this.ended.has(held(person, key));
  }

  private belongs(key: PublicKey, person: PersonId): boolean {
    return this.isFirstKey(key, person) || this.certified.has(held(person, key));
  }

  /**
   * The role that a person had when an entry was made.
   *
   * Until a brief has its first role, whoever holds a copy of it is an editor: nobody has yet said otherwise, and a
   * brief handed over by hand is there to be worked on. From then on (an invitation gives one too), somebody without a
   * role is a commenter whose entries an owner has carried in.
   */
  roleAt(person: PersonId, moment: Pick<Entry, 'at' | 'id'>): Role {
    const isBefore = (given: GivenRole) => compareEntries(given.moment, moment) < 0;
    const theirs = this.rolesOf.get(person) ?? [];
    const last = theirs[countWhile(theirs, isBefore) - 1];
    const [first] = this.roles;
    return last?.role ?? this.withoutRole(person, first !== undefined && isBefore(first));
  }

  /** The role that a person has now. */
  roleOf(person: PersonId): Role {
    return this.given(person)?.role ?? this.withoutRole(person, this.roles.length > 0);
  }

  /** Whether a person was given a role, or is the founder, and was not removed since. */
  isMember(person: PersonId): boolean {
    const role = this.given(person)?.role ?? (person === this.founder ? 'owner' : 'removed');
    return role !== 'removed';
  }

  /** Whether anybody may invite and give roles, and has a key to sign that with. */
  get hasOwner(): boolean {
    return [...this.members()].some((person) => this.roleOf(person) === 'owner' && this.canSign(person));
  }

  private canSign(person: PersonId): boolean {
    const prefix = held(person, '' as PublicKey);
    const endedFirst = [...this.ended.values()].some(
      (entry) => entry.by === person && entry.type === 'person' && entry.ends && this.isFirstKey(entry.ends, person),
    );
    return !endedFirst || [...this.certified].some((each) => each.startsWith(prefix) && !this.ended.has(each));
  }

  /** Everybody who was given a role, those included who were removed. */
  members(): Set<PersonId> {
    return new Set([this.founder, ...this.roles.flatMap(({ person }) => person ?? [])]);
  }

  private given(person: PersonId): GivenRole | undefined {
    return this.rolesOf.get(person)?.at(-1);
  }

  /** Every role that was given by somebody who might, in order. */
  get givenRoles(): readonly GivenRole[] {
    return this.roles;
  }

  private withoutRole(person: PersonId, shared: boolean): Role {
    if (person === this.founder) return 'owner';
    return shared ? 'commenter' : 'editor';
  }
}

function held(person: PersonId, key: PublicKey): string {
  return `${person} ${key}`;
}
