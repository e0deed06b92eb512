import { mayAppend, type Standing } from '../roles.ts';
import { type Annotation, foldAnnotation, type SetAside } from './annotation.ts';
import { EntriesAbout } from './entries-about.ts';
import type { Entry, EntryOf, Vocabulary } from './entry.ts';
import type { EntryId, PersonId, PublicKey } from './ids.ts';
import { isAboutPeople, People, type PeopleEntry } from './people.ts';
import { addSorted } from './sorted.ts';

/** What changed by entries that were added. */
export interface NotesChange {
  /** The annotations that look different now, those that came and those that went. */
  annotations: Set<EntryId>;
  people: boolean;
  vocabulary: boolean;
}

/** What a brief has before its owner names any tags. */
const NO_VOCABULARY: Vocabulary = { tags: [], closed: false };

/**
 * All entries of a brief, indexed, and their fold.
 *
 * Entries may come in any order and more than once. An entry changes one annotation, so only that one is folded
 * again; a change of roles folds everything, which is rare. Entries must have been checked (`checkEntry`)
 * before they come here.
 *
 * A relay folds what anybody sends before it refuses it. So many entries at once must cost, one by one, no more than a
 * few: whatever is looked up or dropped by entry is indexed by its id, and lists are sorted once for all that come.
 */
export class Notes {
  readonly people: People;
  private readonly all = new Map<EntryId, Entry>();
  private readonly folded = new Map<EntryId, Annotation>();
  /** By annotation, and by entry. */
  private readonly aside = new Map<EntryId, ReadonlyMap<EntryId, SetAside>>();
  private asidePeople: ReadonlyMap<EntryId, SetAside> = new Map();
  private readonly aboutPeople = new Map<EntryId, PeopleEntry>();
  /** The entries of each annotation, sorted. */
  private readonly threads = new Map<EntryId, Entry[]>();
  /** Which annotation a comment belongs to. */
  private readonly annotationOf = new Map<EntryId, EntryId>();
  /** Entries about comments that haven't arrived, by those. */
  private readonly waiting = new EntriesAbout<Entry>();
  /** Sorted. */
  private vocabularies: EntryOf<'vocabulary'>[] = [];
  /** By what they erase. */
  private readonly erasures = new EntriesAbout<EntryOf<'erased'>>();
  private heldBack: ReadonlySet<EntryId> = new Set();

  /**
   * @param founder the person who made the brief
   * @param isFirstKey whether a key is the one that a person's id is the hash of; where entries come from a service
   *   that has asked already, `() => true`
   */
  constructor(founder: PersonId, isFirstKey: (key: PublicKey, person: PersonId) => boolean = () => true) {
    this.people = new People(founder, isFirstKey);
  }

  /** Every annotation, those that are withdrawn included, by id, in no particular order. */
  get annotations(): ReadonlyMap<EntryId, Annotation> {
    return this.folded;
  }

  get entries(): ReadonlyMap<EntryId, Entry> {
    return this.all;
  }

  /** The latest time of any entry; an answer is stamped after what it answers. */
  latest = 0;

  /** The tags that the brief's owner named. */
  get vocabulary(): Vocabulary {
    return this.vocabularyWithout(new Set());
  }

  /** The vocabulary as it would stand without some of its entries. */
  vocabularyWithout(entries: ReadonlySet<EntryId>): Vocabulary {
    const last = this.vocabularies.findLast((entry) => !entries.has(entry.id) && this.mayName(entry));
    return last ? { tags: last.tags, closed: last.closed } : NO_VOCABULARY;
  }

  /** The entries that the fold did not count, and why. */
  setAside(): SetAside[] {
    return [
      ...this.asidePeople.values(),
      ...this.vocabularies
        .filter((entry) => !this.mayName(entry))
        .map((entry): SetAside => ({ entry, why: 'not allowed' })),
      ...[...this.aside.values()].flatMap((aside) => [...aside.values()]),
      ...this.waiting.all().map((entry): SetAside => ({ entry, why: 'nothing to act on' })),
    ];
  }

  /** Forgets entries that were erased, as if they had never come. Those about people are never erased. */
  forget(ids: Iterable<EntryId>): void {
    const entries = [...ids].flatMap((id) => this.all.get(id) ?? []);
    this.remove(entries.filter((entry) => !isAboutPeople(entry)));
  }

  /** Takes entries out again, as if they had never come. */
  remove(entries: readonly Entry[]): void {
    const here = entries.filter(({ id }) => this.all.has(id));
    // A comment's thread is known only as long as the comment is here.
    const annotations = new Map(here.map((entry) => [entry.id, this.annotationFor(entry)]));
    const touched = new Set<EntryId>();
    for (const entry of here) {
      this.all.delete(entry.id);
      this.annotationOf.delete(entry.id);
      this.aboutPeople.delete(entry.id);
      if (entry.type === 'erased') {
        this.erasures.drop(entry.target, entry);
        touched.add(this.annotationOf.get(entry.target) ?? entry.target);
      }
      const annotation = annotations.get(entry.id);
      if (annotation === undefined) this.waiting.drop(awaitedBy(entry), entry);
      else touched.add(annotation);
    }
    if (here.some(({ type }) => type === 'vocabulary'))
      this.vocabularies = this.vocabularies.filter(({ id }) => !annotations.has(id));
    for (const id of new Set(annotations.values())) if (id !== undefined) this.thin(id, annotations);
    const people = here.filter(isAboutPeople);
    if (people.length > 0) this.foldPeople(people, touched);
    if (here.some(({ at }) => at === this.latest)) this.latest = latestOf(this.all.values());
    for (const id of touched) this.fold(id);
  }

  /** Takes entries out of a thread; what was about a comment among them waits again. */
  private thin(annotation: EntryId, gone: ReadonlyMap<EntryId, unknown>): void {
    const rest: Entry[] = [];
    for (const entry of this.threads.get(annotation) ?? []) {
      if (gone.has(entry.id)) continue;
      if (this.annotationFor(entry) === undefined) this.waiting.put(awaitedBy(entry), entry);
      else rest.push(entry);
    }
    if (rest.length > 0) this.threads.set(annotation, rest);
    else this.threads.delete(annotation);
  }

  /** Why the fold does not count an entry that is here; undefined where it does. */
  whyAside(entry: Entry): SetAside['why'] | undefined {
    if (isAboutPeople(entry)) return this.asidePeople.get(entry.id)?.why;
    if (entry.type === 'version' || entry.type === 'vocabulary' || entry.type === 'erased') {
      if (!this.people.speaksFor(entry)) return 'not verified yet';
      const role = this.people.roleAt(entry.by, entry);
      return mayAppend(role, entry.type, this.standing(entry)) ? undefined : 'not allowed';
    }
    const id = this.annotationFor(entry);
    if (id === undefined) return 'nothing to act on';
    return this.aside.get(id)?.get(entry.id)?.why;
  }

  /** How many entries an annotation's thread has. */
  threadLength(annotation: EntryId): number {
    return this.threads.get(annotation)?.length ?? 0;
  }

  /** How an entry's author stands, as things are now, to what the entry is about. */
  standing(entry: Entry): Standing {
    switch (entry.type) {
      case 'edited':
      case 'reacted':
        return this.standingTo(entry.comment, entry.by);
      case 'withdrawn':
      case 'restored':
      case 'erased':
        return this.standingTo(entry.target, entry.by);
      case 'status':
      case 'tagged':
      case 'kinded':
      case 'assigned':
      case 'placed':
        return this.standingTo(entry.annotation, entry.by);
      default:
        return { own: true, assigned: false };
    }
  }

  /** What isn't here yet counts as their own: the fold asks again when it comes. */
  private standingTo(thing: EntryId, person: PersonId): Standing {
    const own = (this.all.get(thing)?.by ?? person) === person;
    return { own, assigned: this.folded.get(thing)?.assigned?.person === person };
  }

  /** Adds entries and folds what they change. Those that are here already change nothing. */
  add(entries: Iterable<Entry>): NotesChange {
    const touched = new Set<EntryId>();
    const people: PeopleEntry[] = [];
    const vocabularies: EntryOf<'vocabulary'>[] = [];
    const filed = new Map<EntryId, Entry[]>();
    for (const entry of entries) {
      if (this.all.has(entry.id)) continue;
      this.all.set(entry.id, entry);
      this.latest = Math.max(this.latest, entry.at);
      if (isAboutPeople(entry)) {
        people.push(entry);
        this.aboutPeople.set(entry.id, entry);
      } else if (entry.type === 'erased') {
        this.erasures.put(entry.target, entry);
        touched.add(this.annotationOf.get(entry.target) ?? entry.target);
      } else if (entry.type === 'vocabulary') {
        vocabularies.push(entry);
      } else if (entry.type !== 'version') {
        this.file(entry, filed);
      }
    }
    addSorted(this.vocabularies, vocabularies);
    for (const [annotation, thread] of filed) {
      addSorted(this.threads.get(annotation) as Entry[], thread);
      touched.add(annotation);
    }
    if (people.length > 0) this.foldPeople(people, touched);
    for (const id of touched) this.fold(id);
    return { annotations: touched, people: people.length > 0, vocabulary: vocabularies.length + people.length > 0 };
  }

  /**
   * Sets aside entries that a relay refused: nobody else has them, so that counting them here would show something that
   * the others don't see. Replaces the set that was held back before.
   */
  holdBack(ids: ReadonlySet<EntryId>): NotesChange {
    const differ = [...ids, ...this.heldBack].filter((id) => ids.has(id) !== this.heldBack.has(id));
    const entries = differ.flatMap((id) => this.all.get(id) ?? []);
    this.heldBack = ids;
    const touched = new Set(entries.flatMap((entry) => this.annotationFor(entry) ?? []));
    const people = entries.filter(isAboutPeople);
    if (people.length > 0) this.foldPeople(people, touched);
    for (const id of touched) this.fold(id);
    const vocabulary = people.length > 0 || entries.some(({ type }) => type === 'vocabulary');
    return { annotations: touched, people: people.length > 0, vocabulary };
  }

  private foldPeople(changed: readonly PeopleEntry[], touched: Set<EntryId>): void {
    const counted = [...this.aboutPeople.values()].filter(({ id }) => !this.heldBack.has(id));
    const { refused, unverified } = this.people.rebuild(counted);
    this.asidePeople = byEntry([
      ...refused.map((entry): SetAside => ({ entry, why: 'not allowed' })),
      ...unverified.map((entry): SetAside => ({ entry, why: 'not verified yet' })),
    ]);
    if (changed.some(({ type }) => type !== 'person')) {
      for (const id of this.threads.keys()) touched.add(id);
      return;
    }
    // A name changes no thread; a key that comes or ends changes those in which its person took part.
    const keyed = changed.filter((entry) => entry.type === 'person' && (entry.certificate || entry.ends));
    if (keyed.length === 0) return;
    const persons = new Set(keyed.map(({ by }) => by));
    const isTheirs = ({ by }: Entry) => persons.has(by);
    for (const [id, thread] of this.threads) if (thread.some(isTheirs)) touched.add(id);
    for (const { by, target } of this.erasures.all())
      if (persons.has(by)) touched.add(this.annotationOf.get(target) ?? target);
  }

  /** An annotation as it would stand without some of its entries: what an undo returns to. */
  without(annotation: EntryId, entries: ReadonlySet<EntryId>): Annotation | undefined {
    const rest = (this.threads.get(annotation) ?? []).filter((entry) => !entries.has(entry.id));
    return foldAnnotation(this.valid(rest).counted, this.people).annotation;
  }

  /** The annotation that an entry is about, or that it made; undefined where that hasn't arrived. */
  annotationFor(entry: Entry): EntryId | undefined {
    switch (entry.type) {
      case 'annotated':
        return entry.id;
      case 'commented':
      case 'status':
      case 'tagged':
      case 'kinded':
      case 'assigned':
      case 'placed':
        return entry.annotation;
      case 'edited':
      case 'reacted':
        return this.annotationOf.get(entry.comment);
      case 'withdrawn':
      case 'restored':
        // A comment's id may also stand where an annotation's belongs; its thread is the one that it is in.
        return this.annotationOf.get(entry.target) ?? (this.threads.has(entry.target) ? entry.target : undefined);
      default:
        return undefined;
    }
  }

  /** @param filed is given the entry, under its annotation, whose thread it still has to be sorted into */
  private file(entry: Entry, filed: Map<EntryId, Entry[]>): void {
    const annotation = this.annotationFor(entry);
    if (annotation === undefined) {
      this.waiting.put(awaitedBy(entry), entry);
      return;
    }
    if (!this.threads.has(annotation)) this.threads.set(annotation, []);
    const others = filed.get(annotation);
    if (others) others.push(entry);
    else filed.set(annotation, [entry]);
    if (entry.type === 'commented') this.annotationOf.set(entry.id, annotation);
    if (entry.type === 'commented' || entry.type === 'annotated') {
      for (const each of this.waiting.take(entry.id)) this.file(each, filed);
    }
  }

  private fold(id: EntryId): void {
    const { counted, setAside } = this.valid(this.threads.get(id) ?? []);
    const fold = foldAnnotation(counted, this.people);
    if (fold.annotation) this.folded.set(id, fold.annotation);
    else this.folded.delete(id);
    const aside = [...setAside, ...fold.setAside];
    if (aside.length > 0) this.aside.set(id, byEntry(aside));
    else this.aside.delete(id);
  }

  /** Parts the entries that may be counted from those whose author isn't certain and those that were erased. */
  private valid(thread: readonly Entry[]): { counted: Entry[]; setAside: SetAside[] } {
    const counted: Entry[] = [];
    const setAside: SetAside[] = [];
    for (const entry of thread) {
      if (!this.people.speaksFor(entry)) setAside.push({ entry, why: 'not verified yet' });
      else if (this.heldBack.has(entry.id)) setAside.push({ entry, why: 'refused by the relay' });
      else if (this.isErased(entry)) setAside.push({ entry, why: 'erased' });
      else counted.push(entry);
    }
    return { counted, setAside };
  }

  private mayName(entry: EntryOf<'vocabulary'>): boolean {
    const role = this.people.roleAt(entry.by, entry);
    if (this.heldBack.has(entry.id)) return false;
    return this.people.speaksFor(entry) && mayAppend(role, 'vocabulary', { own: false, assigned: false });
  }

  /** Whether somebody wanted an entry erased, which need not be here. */
  namesErased(id: EntryId): boolean {
    return this.erasures.isAbout(id);
  }

  /** Whether somebody who may do so has erased an entry; it need not be here. Who somebody is, and that, stays. */
  isErased(entry: Pick<Entry, 'id' | 'by'> & { type: string }): boolean {
    if (isAboutPeople(entry) || entry.type === 'erased') return false;
    for (const erasure of this.erasures.about(entry.id)) {
      const standing = { own: erasure.by === entry.by, assigned: false };
      const role = this.people.roleAt(erasure.by, erasure);
      if (this.people.speaksFor(erasure) && mayAppend(role, 'erased', standing)) return true;
    }
    return false;
  }
}

function latestOf(entries: Iterable<Entry>): number {
  let latest = 0;
  for (const { at } of entries) latest = Math.max(latest, at);
  return latest;
}

/** What an entry waits for where its thread isn't known. */
function awaitedBy(entry: Entry): EntryId {
  if ('comment' in entry) return entry.comment;
  return 'target' in entry ? entry.target : entry.id;
}

function byEntry(aside: readonly SetAside[]): ReadonlyMap<EntryId, SetAside> {
  return new Map(aside.map((each) => [each.entry.id, each]));
}
