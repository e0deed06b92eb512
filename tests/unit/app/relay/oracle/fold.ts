import { createHash } from 'node:crypto';

/** An entry as plain JSON. */
export interface Plain {
  v: number;
  id: string;
  at: number;
  by: string;
  key: string;
  nonce: string;
  sig: string;
  type: string;
  [more: string]: unknown;
}

type Role = 'removed' | 'viewer' | 'commenter' | 'editor' | 'owner';
const RANKS: Role[] = ['removed', 'viewer', 'commenter', 'editor', 'owner'];

/** Who may append what, from docs/relay.md: `o` own only, `s` own or assigned, `a` any, blank none; removed to owner. */
const TABLE: Record<string, string> = {
  person: 'ooooo',
  joined: 'ooooo',
  left: ' oooo',
  annotated: '  aaa',
  commented: '  aaa',
  reacted: '  aaa',
  edited: '  ooo',
  withdrawn: '  ooa',
  restored: '  ooa',
  tagged: '  oaa',
  kinded: '  oaa',
  placed: '  oaa',
  erased: '  ooa',
  status: '  saa',
  assigned: '   aa',
  version: '   aa',
  role: '    a',
  vocabulary: '    a',
  invited: '    a',
  uninvited: '    a',
};
/** What a version that isn't known here may hold is as much as a comment. */
const UNKNOWN = '  aaa';

const PEOPLE = ['person', 'role', 'invited', 'uninvited', 'joined', 'left'];

interface Given {
  moment: Plain;
  person?: string;
  role?: Role;
}

interface Thing {
  by: string;
  annotation: string;
  assigned?: string | undefined;
}

/** What a brief's entries come to, by the plainest way: all of them, one after another. */
export class Fold {
  private readonly given: Given[] = [];
  private readonly ends = new Map<string, Plain>();
  private readonly certified = new Set<string>();
  private readonly invitations = new Map<string, { entry: Plain; uses: number; over: boolean }>();
  private readonly counted = new Set<string>();
  private readonly things = new Map<string, Thing>();
  private readonly erasures: Plain[];
  private readonly byId: Map<string, Plain>;

  constructor(
    entries: readonly Plain[],
    private readonly founder: string,
  ) {
    const sorted = entries.map(asRead).sort(compare);
    this.byId = new Map(sorted.map((entry) => [entry.id, entry]));
    this.erasures = sorted.filter(({ type }) => type === 'erased');
    this.foldPeople(sorted);
    for (const entry of sorted) if (entry.type === 'annotated' && this.isSound(entry)) this.begin(entry);
    for (const entry of sorted)
      if (!PEOPLE.includes(entry.type) && this.isSound(entry) && this.act(entry)) this.counted.add(entry.id);
  }

  /** Whether an entry, which was given, counts. */
  counts({ id }: Plain): boolean {
    return this.counted.has(id);
  }

  /** A member's role; undefined for whoever was never given one, or was removed. */
  memberRole(person: string): Role | undefined {
    const last = this.given.findLast((given) => given.person === person);
    const role = last?.role ?? (person === this.founder ? 'owner' : 'removed');
    return role === 'removed' ? undefined : role;
  }

  /** Whether somebody is an owner who has a key that was not ended. */
  get hasOwner(): boolean {
    return this.persons.some((person) => {
      const keys = [...this.ends.values()].filter(({ by }) => by === person).map(({ ends }) => ends as string);
      const isAlive = (name: string) => name.startsWith(person) && !this.ends.has(name);
      const canSign = !keys.some((key) => isFirst(key, person)) || [...this.certified].some(isAlive);
      return this.memberRole(person) === 'owner' && canSign;
    });
  }

  /** Everybody's role, and how often each invitation was used and whether it is over, each as a text of its own. */
  get rights(): string[] {
    const roles = this.persons.map((person) => `${person} ${this.memberRole(person)}`);
    const invitations = [...this.invitations].map(([id, { uses, over }]) => `${id} ${uses} ${over}`);
    return [...new Set([...roles, ...invitations])].sort();
  }

  private get persons(): string[] {
    return [this.founder, ...this.given.flatMap(({ person }) => person ?? [])];
  }

  /** Whether a person ended the key of an entry. */
  isEnded({ by, key }: Plain): boolean {
    return this.ends.has(by + key);
  }

  /** Whether a role allows an entry as things stand now. */
  allows(role: Role, entry: Plain): boolean {
    const about = entry.comment ?? entry.target ?? entry.annotation;
    const isReply = entry.type === 'commented' || about === undefined;
    const author = isReply ? entry.by : (this.byId.get(about as string)?.by ?? entry.by);
    const assigned = this.things.get(about as string)?.assigned === entry.by;
    return isAllowed(role, entry.type, author === entry.by, assigned && !isReply);
  }

  isErased(entry: Plain): boolean {
    if (this.isForGoodType(asRead(entry).type)) return false;
    return this.erasures.some(
      (erasure) =>
        erasure.target === entry.id &&
        this.speaks(erasure) &&
        isAllowed(this.roleAt(erasure.by, erasure), 'erased', erasure.by === entry.by, false),
    );
  }

  /** Whether an entry that is here is of a kind that nobody erases. */
  isForGood(id: string): boolean {
    return this.isForGoodType(this.byId.get(id)?.type ?? '');
  }

  private isForGoodType(type: string): boolean {
    return type === 'erased' || PEOPLE.includes(type);
  }

  private foldPeople(sorted: readonly Plain[]): void {
    for (const { type, by, key, certificate } of sorted) {
      const to = certificate as { person: string; key: string } | undefined;
      if (type === 'person' && isFirst(key, by) && to?.person === by) this.certified.add(by + to.key);
    }
    const { invitations } = this;
    const early: Plain[] = [];
    const join = (entry: Plain, moment: Plain) => {
      const invitation = invitations.get(entry.invitation as string);
      if (!invitation || invitation.over || invitation.entry.lock !== entry.lock) return;
      if (entry.at > (invitation.entry.expires as number)) return;
      if (this.roleAt(invitation.entry.by, moment) !== 'owner') return;
      const last = this.given.findLast(({ person }) => person === entry.by);
      const byOwner = this.given.filter(({ person, moment }) => person === entry.by && moment.type === 'role').at(-1);
      const isLate = byOwner !== undefined && compare(byOwner.moment, invitation.entry) >= 0;
      const isFree = last ? last.role === 'removed' && !isLate : entry.by !== this.founder;
      if (!isFree) return;
      this.given.push({ moment, person: entry.by, role: invitation.entry.role as Role });
      this.counted.add(entry.id);
      invitation.uses++;
    };
    for (const entry of sorted) {
      if (!PEOPLE.includes(entry.type) || !this.speaks(entry)) continue;
      const may = isAllowed(this.roleAt(entry.by, entry), entry.type, true, false);
      if (entry.type === 'joined') {
        if (invitations.has(entry.invitation as string)) join(entry, entry);
        else early.push(entry);
        continue;
      }
      if (!may) continue;
      if (entry.type === 'person') {
        const ended = entry.ends as string | undefined;
        if (ended && !this.belongs(ended, entry.by)) continue;
        if (ended && !this.ends.has(entry.by + ended)) this.ends.set(entry.by + ended, entry);
      }
      if (entry.type === 'role')
        this.given.push({ moment: entry, person: entry.person as string, role: entry.role as Role });
      if (entry.type === 'left') this.given.push({ moment: entry, person: entry.by, role: 'removed' });
      if (entry.type === 'uninvited') {
        const invitation = invitations.get(entry.invitation as string);
        if (!invitation) continue;
        invitation.over = true;
      }
      this.counted.add(entry.id);
      if (entry.type === 'invited') {
        invitations.set(entry.id, { entry, uses: 0, over: false });
        this.given.push({ moment: entry });
        for (const each of early) if (each.invitation === entry.id) join(each, entry);
      }
    }
  }

  private roleAt(person: string, moment: Plain): Role {
    const before = this.given.filter((given) => compare(given.moment, moment) < 0);
    const role = before.findLast((given) => given.person === person)?.role;
    if (role) return role;
    if (person === this.founder) return 'owner';
    return before.length > 0 ? 'commenter' : 'editor';
  }

  private belongs(key: string, person: string): boolean {
    return isFirst(key, person) || this.certified.has(person + key);
  }

  private speaks(entry: Plain): boolean {
    const end = this.ends.get(entry.by + entry.key);
    return this.belongs(entry.key, entry.by) && (!end || compare(entry, end) <= 0);
  }

  private isSound(entry: Plain): boolean {
    return this.speaks(entry) && !this.isErased(entry);
  }

  private begin(entry: Plain): void {
    if (isAllowed(this.roleAt(entry.by, entry), 'annotated', true, false))
      this.things.set(entry.id, { by: entry.by, annotation: entry.id });
  }

  /** Does what an entry says; whether it counts. */
  private act(entry: Plain): boolean {
    const { type, by } = entry;
    const role = this.roleAt(by, entry);
    if (type === 'annotated') return this.things.has(entry.id);
    if (!(type in TABLE)) return isAllowed(role, type, true, false);
    if (type === 'version' || type === 'vocabulary') return isAllowed(role, type, true, false);
    if (type === 'erased')
      return isAllowed(role, type, (this.byId.get(entry.target as string)?.by ?? by) === by, false);
    const isComment = type === 'edited' || type === 'reacted';
    const about = (isComment ? entry.comment : (entry.target ?? entry.annotation)) as string;
    const thing = this.things.get(about);
    if (!thing || (isComment && thing.annotation === about)) return false;
    const annotation = this.things.get(thing.annotation) as Thing;
    if (entry.annotation !== undefined && thing.annotation !== about) return false;
    if (!isAllowed(role, type, thing.by === by, annotation.assigned === by)) return false;
    if (type === 'commented') this.things.set(entry.id, { by, annotation: about });
    if (type === 'assigned') thing.assigned = (entry.person as string | null) ?? undefined;
    return true;
  }
}

function isAllowed(role: Role, type: string, own: boolean, assigned: boolean): boolean {
  const reach = (TABLE[type] ?? UNKNOWN)[RANKS.indexOf(role)];
  return reach === 'a' || (own && (reach === 'o' || reach === 's')) || (assigned && reach === 's');
}

function compare(a: Plain, b: Plain): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** An entry as this version reads it: a newer one may mean something else by the same type. */
export function asRead(entry: Plain): Plain {
  return entry.v <= 2 && entry.type in TABLE ? entry : { ...entry, type: 'unknown' };
}

function isFirst(key: string, person: string): boolean {
  return createHash('sha256').update(`briefmark person ${key}`).digest('hex') === person;
}
