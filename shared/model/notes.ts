import { mayAppend, type Standing } from '../roles.ts';
import { type Annotation, foldAnnotation, type SetAside } from './annotation.ts';
import { compareEntries, type Entry, type EntryOf, type Vocabulary } from './entry.ts';
import type { EntryId, PersonId, PublicKey } from './ids.ts';
import { isAboutPeople, People, type PeopleEntry } from './people.ts';

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
 */
export class Notes {
  readonly people: People;
  private readonly all = new Map<EntryId, Entry>();
  private readonly folded = new Map<EntryId, Annotation>();
  private readonly aside = new Map<EntryId, SetAside[]>();
  private asidePeople: SetAside[] = [];
  private readonly aboutPeople: PeopleEntry[] = [];
  /** The entries of each annotation, sorted. */
  private readonly threads = new Map<EntryId, Entry[]>();
  /** Which annotation a comment belongs to. */
  private readonly annotationOf = new Map<EntryId, EntryId>();
  /** Entries about comments that haven't arrived. */
  private readonly waiting = new Map<EntryId, Entry[]>();
  /** Sorted. */
  private readonly vocabularies: EntryOf<'vocabulary'>[] = [];
  private readonly erasures = new Map<EntryId, EntryOf<'erased'>[]>();
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
    const waiting = [...this.waiting.values()].flat();
    return [
      ...this.asidePeople,
      ...this.vocabularies
        .filter((entry) => !this.mayName(entry))
        .map((entry): SetAside => ({ entry, why: 'not allowed' })),
      ...[...this.aside.values()].flat(),
      ...waiting.map((entry): SetAside => ({ entry, why: 'nothing to act on' })),
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
      drop(this.vocabularies, entry);
      drop(this.aboutPeople, entry);
      if (entry.type === 'erased') {
        drop(this.erasures.get(entry.target) ?? [], entry);
        touched.add(this.annotationOf.get(entry.target) ?? entry.target);
      }
      const annotation = annotations.get(entry.id);
      if (annotation === undefined) for (const waiting of this.waiting.values()) drop(waiting, entry);
      else if (drop(this.threads.get(annotation) ?? [], entry)) touched.add(annotation);
    }
    const people = here.filter(isAboutPeople);
    if (people.length > 0) this.foldPeople(people, touched);
    if (here.some(({ at }) => at === this.latest)) this.latest = latestOf(this.all.values());
    for (const id of touched) this.fold(id);
  }

  /** Why the fold does not count an entry that is here; undefined where it does. */
  whyAside(entry: Entry): SetAside['why'] | undefined {
    if (isAboutPeople(entry)) return this.asidePeople.find((aside) => aside.entry.id === entry.id)?.why;
    if (entry.type === 'version' || entry.type === 'vocabulary' || entry.type === 'erased') {
      if (!this.people.speaksFor(entry)) return 'not verified yet';
      const role = this.people.roleAt(entry.by, entry);
      return mayAppend(role, entry.type, this.standing(entry)) ? undefined : 'not allowed';
    }
    const id = this.annotationFor(entry);
    if (id === undefined) return 'nothing to act on';
    return this.aside.get(id)?.find((aside) => aside.entry.id === entry.id)?.why;
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
    let vocabulary = false;
    for (const entry of entries) {
      if (this.all.has(entry.id)) continue;
      this.all.set(entry.id, entry);
      this.latest = Math.max(this.latest, entry.at);
      if (isAboutPeople(entry)) {
        people.push(entry);
      } else if (entry.type === 'erased') {
        const list = this.erasures.get(entry.target) ?? [];
        this.erasures.set(entry.target, [...list, entry]);
        touched.add(this.annotationOf.get(entry.target) ?? entry.target);
      } else if (entry.type === 'vocabulary') {
        insertSorted(this.vocabularies, entry);
        vocabulary = true;
      } else if (entry.type !== 'version') {
        this.file(entry, touched);
      }
    }
    this.aboutPeople.push(...people);
    if (people.length > 0) this.foldPeople(people, touched);
    for (const id of touched) this.fold(id);
    return { annotations: touched, people: people.length > 0, vocabulary: vocabulary || people.length > 0 };
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
    const counted = this.aboutPeople.filter(({ id }) => !this.heldBack.has(id));
    const { refused, unverified } = this.people.rebuild(counted);
    this.asidePeople = [
      ...refused.map((entry): SetAside => ({ entry, why: 'not allowed' })),
      ...unverified.map((entry): SetAside => ({ entry, why: 'not verified yet' })),
    ];
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
    for (const [id, erasures] of this.erasures)
      if (erasures.some(isTheirs)) touched.add(this.annotationOf.get(id) ?? id);
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
        return this.threads.has(entry.target) ? entry.target : this.annotationOf.get(entry.target);
      default:
        return undefined;
    }
  }

  private file(entry: Entry, touched: Set<EntryId>): void {
    const annotation = this.annotationFor(entry);
    if (annotation === undefined) {
      const target = 'comment' in entry ? entry.comment : 'target' in entry ? entry.target : entry.id;
      this.waiting.set(target, [...(this.waiting.get(target) ?? []), entry]);
      return;
    }
    const thread = this.threads.get(annotation) ?? [];
    insertSorted(thread, entry);
    this.threads.set(annotation, thread);
    touched.add(annotation);
    if (entry.type === 'commented') this.annotationOf.set(entry.id, annotation);
    if (entry.type === 'commented' || entry.type === 'annotated') {
      const waiting = this.waiting.get(entry.id) ?? [];
      this.waiting.delete(entry.id);
      for (const each of waiting) this.file(each, touched);
    }
  }

  private fold(id: EntryId): void {
    const thread = this.threads.get(id);
    if (!thread) return;
    const { counted, setAside } = this.valid(thread);
    const fold = foldAnnotation(counted, this.people);
    if (fold.annotation) this.folded.set(id, fold.annotation);
    else this.folded.delete(id);
    const aside = [...setAside, ...fold.setAside];
    if (aside.length > 0) this.aside.set(id, aside);
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
    return (this.erasures.get(id)?.length ?? 0) > 0;
  }

  /** Whether somebody who may do so has erased an entry; it need not be here. Who somebody is, and that, stays. */
  isErased(entry: Pick<Entry, 'id' | 'by'> & { type: string }): boolean {
    if (isAboutPeople(entry) || entry.type === 'erased') return false;
    const erasures = this.erasures.get(entry.id) ?? [];
    return erasures.some((erasure) => {
      const standing = { own: erasure.by === entry.by, assigned: false };
      return this.people.speaksFor(erasure) && mayAppend(this.people.roleAt(erasure.by, erasure), 'erased', standing);
    });
  }
}

function latestOf(entries: Iterable<Entry>): number {
  let latest = 0;
  for (const { at } of entries) latest = Math.max(latest, at);
  return latest;
}

function drop(list: Entry[], entry: Entry): boolean {
  const at = list.indexOf(entry);
  if (at !== -1) list.splice(at, 1);
  return at !== -1;
}

function insertSorted<E extends Entry>(list: E[], entry: E): void {
  let at = list.length;
  while (at > 0 && compareEntries(list[at - 1] as E, entry) > 0) at--;
  list.splice(at, 0, entry);
}
