import * as Y from 'yjs';
import { copyJson, type Json, sameJson } from '../../shared/model/canonical.ts';
import {
  checkEntry,
  checkUnknownEntry,
  type Disbelief,
  type Entry,
  type EntryStamp,
  parseEntry,
  readEntry,
} from '../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../shared/model/ids.ts';
import { Notes } from '../../shared/model/notes.ts';
import { isAboutPeople, type People } from '../../shared/model/people.ts';
import type { Verifying } from '../../shared/model/signing.ts';
import type { Rule } from '../../shared/relay/rules.ts';
import { mayAppend, type Role, type Standing } from '../../shared/roles.ts';
import { type BriefIdentity, ENTRIES, isFirstKey, MAX_CLOCK_LEAD_MS } from '../services/brief/brief.ts';
import { verifying as nodeVerifying } from '../services/crypto.ts';
import { MAX_DESCRIPTIONS, MAX_ENTRY_BYTES, MAX_OVERWRITES, MAX_THREAD } from './limits.ts';
import { changesRights, isOwnPart, mayChangeRights, rightsIn } from './rights.ts';
import { type Admitted, NotAdmitted, type Staged, StagedDocument, type Verdict } from './staged-document.ts';
import type { NewContent } from './update-content.ts';

/** Who sends an update, and when. */
export interface Sender {
  person: PersonId;
  /** In milliseconds since 1970, by the relay's clock. */
  now: number;
  /** It redeems an invitation: its entries make it a member. */
  joins?: boolean;
  /** Nothing more fits into the brief. */
  isFull?: boolean;
}

/** An entry of the room. */
interface HeldEntry {
  /** The value as it is in the map, copied. */
  raw: Json;
  /** The same, where its type and version are known here. */
  known?: Entry;
}

/** An entry of an update that the room doesn't have, with its JSON. */
type NewEntry = HeldEntry & EntryStamp & { json: string };

/** How things stood before an update. */
interface Before {
  /** Of the authors of its entries. */
  roles: ReadonlyMap<PersonId, Role>;
  /** The ids of entries whose key had been ended. */
  ended: ReadonlySet<EntryId>;
}

/** What is asked of an entry to know whether it was erased. */
type ErasableEntry = Parameters<Notes['isErased']>[0];

/** Entries are kept by their ids, SHA-256 in hexadecimal. */
const ID_LENGTH = 64;

const REFUSAL_FOR: Record<Disbelief, Rule> = {
  'wrong id': 'entry',
  'wrong signature': 'signature',
  'wrong certificate': 'signature',
  'wrong invitation': 'signature',
};

/**
 * Judges updates of a brief's notes: only new entries come in, each signed and allowed; nothing that is here changes;
 * only what was erased goes.
 *
 * It does no input or output, and knows nothing of connections.
 */
export class NotesAdmission {
  readonly document = new StagedDocument((doc) => {
    doc.getMap(ENTRIES);
  });
  /** All entries in the map, as they were admitted. */
  private readonly held = new Map<string, HeldEntry>();
  private fold: Notes;

  /** @param verifying may know already which signatures are right */
  constructor(
    private readonly brief: BriefIdentity,
    private readonly verifying: Verifying = nodeVerifying,
  ) {
    this.fold = this.emptyFold();
  }

  /** The notes as all admitted entries make them. */
  get notes(): Notes {
    return this.fold;
  }

  get people(): People {
    return this.fold.people;
  }

  /**
   * Fills the notes from the disk, without judging.
   *
   * @returns what has to be written once more: entries whose Yjs update was damaged, as an update, and the ids of those
   *   that were erased but are still on the disk
   */
  load(
    updates: readonly { update: Uint8Array; by: PersonId }[],
    entries: readonly unknown[],
  ): { missing?: Uint8Array; erased: string[] } {
    this.document.load(updates);
    const doc = this.document.admitted;
    const map = doc.getMap(ENTRIES);
    this.hold([...entries, ...map.values()]);
    const erased = [...this.held.keys()].filter((id) => this.mayGo(id) && this.mayBeErased(id as EntryId));
    for (const id of erased) this.held.delete(id);
    this.notes.forget(erased as EntryId[]);
    doc.transact(() => {
      for (const id of erased) map.delete(id);
    });
    const missing = [...this.held].filter(([id]) => !map.has(id));
    return { erased, ...(missing.length > 0 ? { missing: this.write(missing.map(([, { raw }]) => raw)) } : {}) };
  }

  private hold(entries: Iterable<unknown>): void {
    for (const value of entries) {
      const parsed = parseEntry(value);
      if (parsed.ok) this.held.set(parsed.entry.id, { raw: parsed.entry as unknown as Json, known: parsed.entry });
      else if (parsed.unknown) this.held.set(parsed.id, { raw: parsed.raw });
    }
    this.fold = this.emptyFold();
    this.fold.add([...this.held.values()].flatMap(({ known }) => known ?? []));
  }

  /** An update that puts entries into the notes; nothing is changed by it yet. */
  static updateOf(entries: readonly Json[]): Uint8Array {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const entry of entries) doc.getMap(ENTRIES).set((entry as { id: string }).id, plain(entry));
    });
    return Y.encodeStateAsUpdate(doc);
  }

  private write(entries: readonly Json[]): Uint8Array {
    const update = NotesAdmission.updateOf(entries);
    Y.applyUpdate(this.document.admitted, update);
    return update;
  }

  /** Whether an entry is in the room. */
  holds(id: string): boolean {
    return this.held.has(id);
  }

  /** Judges an update as a whole. What it admits is in `document` and `notes` at once. */
  take(update: Uint8Array, sender: Sender): Verdict {
    try {
      return this.document.take(
        update,
        sender.person,
        false,
        (content) => this.check(content, sender),
        (staged, stage) => this.judge(staged, stage, sender),
      );
    } catch (error) {
      // A defect: what was noted on the way to it isn't in the document.
      this.held.clear();
      this.hold(this.document.admitted.getMap(ENTRIES).values());
      throw error;
    }
  }

  /** What needs no stage to be refused. */
  private check({ structs }: NewContent, { person, joins, isFull }: Sender): void {
    // An owner can still remove who filled it; see `judge`.
    if (isFull && this.people.roleOf(person) !== 'owner') throw new NotAdmitted('quota');
    if (!joins && !this.people.isMember(person)) throw new NotAdmitted('role');
    const keys = new Set<string>();
    let overwrites = 0;
    for (const item of structs) {
      // Garbage is what is left of nested types, and there are none.
      if (item.kind !== 'item') throw new NotAdmitted('place');
      if (item.parentSub !== null && item.parentSub.length !== ID_LENGTH) throw new NotAdmitted('place');
      if (item.origin || item.rightOrigin) overwrites++;
      else if (item.parentSub !== null && keys.has(item.parentSub)) throw new NotAdmitted('place');
      else if (item.parentSub !== null) keys.add(item.parentSub);
    }
    if (overwrites > MAX_OVERWRITES) throw new NotAdmitted('place');
  }

  private judge({ transaction }: Staged, stage: Y.Doc, sender: Sender): Pick<Admitted, 'entries' | 'erased'> {
    const map = stage.getMap(ENTRIES);
    if ([...stage.share.keys()].some((root) => root !== ENTRIES) || map._start) throw new NotAdmitted('place');
    if ([...transaction.changed.keys()].some((type) => (type as unknown) !== map)) throw new NotAdmitted('place');
    const changed = [...(transaction.changed.get(map as never) ?? [])].filter((key) => key !== null);
    const here = changed.filter((key) => map.has(key));
    const gone = changed.filter((key) => !map.has(key));
    const values = new Map(here.map((key) => [key, plainValue(map, key)]));
    refuseAny(
      'changed',
      here,
      (key) => this.held.has(key) && !sameJson(this.held.get(key)?.raw as Json, (values.get(key) as PlainValue).raw),
    );
    const added = here
      .filter((key) => !this.held.has(key))
      .map((key) => this.entryOf(key, values.get(key) as PlainValue, sender));
    // A full brief can still be put in order: who takes part, and what goes.
    if (sender.isFull) refuseAny('quota', added, ({ known }) => !known || !putsInOrder(known));
    const erased = this.admit(added, gone, sender);
    for (const { id, raw, known } of added) this.held.set(id, { raw, ...(known ? { known } : {}) });
    if (erased.length > 0) this.erase(erased, stage);
    return { entries: added.filter(({ id }) => this.held.has(id)), erased };
  }

  private erase(ids: readonly string[], stage: Y.Doc): void {
    stage.transact(() => {
      for (const id of ids) stage.getMap(ENTRIES).delete(id);
    });
    for (const id of ids) this.held.delete(id);
    this.notes.forget(ids as EntryId[]);
  }

  /** Reads a new entry, as far as it can be judged without the others; throws `NotAdmitted`. */
  private entryOf(key: string, { raw, json }: PlainValue, { now }: Sender): NewEntry {
    const parsed = readEntry(raw);
    if (!parsed.ok && !parsed.unknown) throw new NotAdmitted('entry', [key]);
    const disbelief = parsed.ok ? checkEntry(parsed.entry, this.brief.id, this.verifying) : undefined;
    if (disbelief) throw new NotAdmitted(REFUSAL_FOR[disbelief], [key]);
    const stamp = parsed.ok ? parsed.entry : checkUnknownEntry(raw, this.brief.id, this.verifying);
    if (!stamp) throw new NotAdmitted('signature', [key]);
    const { id, by, key: signer, at } = stamp;
    if (id !== key) throw new NotAdmitted('entry', [key]);
    if (at > now + MAX_CLOCK_LEAD_MS) throw new NotAdmitted('clock', [key]);
    if (this.isErased({ raw, ...(parsed.ok ? { known: parsed.entry } : {}) })) throw new NotAdmitted('erased', [key]);
    return { id, by, key: signer, at, raw, json, ...(parsed.ok ? { known: parsed.entry } : {}) };
  }

  /**
   * Folds new entries and asks the fold about each; throws `NotAdmitted` and takes them out again.
   *
   * @returns the ids that are gone for good
   */
  private admit(added: readonly NewEntry[], gone: readonly string[], sender: Sender): string[] {
    const before: Before = {
      roles: new Map(added.map(({ by }) => [by, this.standsAs(by)])),
      ended: new Set(added.filter(({ key, by }) => this.people.hasEnded(key, by)).map(({ id }) => id)),
    };
    const isOwner = this.standsAs(sender.person) === 'owner';
    const isVouched = ({ by }: NewEntry) => isOwner && by !== sender.person;
    const rights = added.filter(({ known }) => known && mayChangeRights(known));
    const hadOwner = rights.length > 0 && this.people.hasOwner;
    if (rights.length === 0) refuseAny('role', added, (entry) => !isVouched(entry) && isNeverAllowed(entry, before));
    // Those that rest on no owner's right come last, so that it can be seen what they change.
    const own = new Set(rights.filter((entry) => before.roles.get(entry.by) !== 'owner' && !isVouched(entry)));
    this.notes.add(knownOf(added.filter((entry) => !own.has(entry))));
    const between = own.size > 0 ? rightsIn(this.people) : undefined;
    this.notes.add(knownOf([...own]));
    try {
      for (const rule of ['signature', 'author', 'target', 'role', 'quota'] as const) {
        refuseAny(rule, added, (entry) => this.breaks(rule, entry, before, isVouched(entry), sender.joins === true));
        if (rule === 'signature' && !isOwner) refuseAny(rule, added, ({ id }) => before.ended.has(id));
      }
      const isTheirs = !between || isOwnPart(knownOf([...own]), between, rightsIn(this.people), sender.joins === true);
      if (!isTheirs) refuseAny('role', [...own], () => true);
      // Nobody could invite or remove anybody any more.
      if (hadOwner && !this.people.hasOwner) refuseAny('role', rights, () => true);
      refuseAny('deleted', gone, (id) => !this.mayGo(id));
    } catch (error) {
      this.notes.remove(knownOf(added));
      throw error;
    }
    const targets = added.flatMap(({ known }) => (known?.type === 'erased' ? known.target : []));
    const ids = new Set<string>(added.map(({ id }) => id));
    const isHere = (id: string) => this.held.has(id) || ids.has(id);
    return [...new Set([...targets.filter(isHere), ...gone.filter((id) => this.held.has(id))])];
  }

  /**
   * @param vouched whether an owner brings what somebody else made
   * @param joins whether its author redeems an invitation
   */
  private breaks(
    rule: 'signature' | 'author' | 'target' | 'role' | 'quota',
    entry: NewEntry,
    before: Before,
    vouched: boolean,
    joins: boolean,
  ): boolean {
    const { by, known } = entry;
    const aside = known && this.notes.whyAside(known);
    const was = before.roles.get(by) as Role;
    // What gives or takes a right may not be what its author has the right from, whatever time it claims.
    const roles = known && changesRights(known) && !joins ? [was] : [was, this.standsAs(by)];
    switch (rule) {
      case 'signature':
        return known ? aside === 'not verified yet' : !this.people.speaksFor(entry);
      case 'author':
        return !vouched && roles.every((role) => role === 'removed');
      case 'target':
        return aside === 'nothing to act on' || (known?.type === 'erased' && !this.mayBeErased(known.target));
      case 'quota':
        return known !== undefined && this.isTooMuch(known);
      case 'role': {
        // An author's role has to allow it when it was made, which the fold knows, and now.
        const may = (role: Role) => mayAppend(role, known?.type ?? UNKNOWN_AS, known ? this.standing(known) : OWN);
        if (known ? aside === 'not allowed' : !may(this.people.roleAt(by, entry))) return true;
        return !vouched && !roles.some(may);
      }
    }
  }

  /** The fold knows nothing of the author of what a newer version wrote. */
  private standing(entry: Entry): Standing {
    const target = entry.type === 'erased' ? this.held.get(entry.target) : undefined;
    if (!target || target.known) return this.notes.standing(entry);
    return { own: (target.raw as { by?: unknown }).by === entry.by, assigned: false };
  }

  /** What is folded anew with each entry must not grow without end. */
  private isTooMuch(entry: Entry): boolean {
    if (entry.type === 'person') return this.people.descriptionsOf(entry.by) > MAX_DESCRIPTIONS;
    const annotation = this.notes.annotationFor(entry);
    return annotation !== undefined && this.notes.threadLength(annotation) > MAX_THREAD;
  }

  /** A member's role; somebody who was never a member counts as removed. */
  private standsAs(person: PersonId): Role {
    return this.people.isMember(person) ? this.people.roleOf(person) : 'removed';
  }

  /** Who takes part, and what was erased, is needed to judge everything else. */
  private mayBeErased(target: EntryId): boolean {
    const entry = this.notes.entries.get(target);
    return !entry || !(isAboutPeople(entry) || entry.type === 'erased');
  }

  private mayGo(id: string): boolean {
    const held = this.held.get(id);
    return held ? this.isErased(held) : this.notes.namesErased(id as EntryId);
  }

  /** A type that says who takes part says so only in a version that is known. */
  private isErased({ raw, known }: HeldEntry): boolean {
    return this.notes.isErased(known ?? { ...(raw as unknown as ErasableEntry), type: UNKNOWN_AS });
  }

  private emptyFold(): Notes {
    return new Notes(this.brief.founder, isFirstKey);
  }
}

/** Whether an entry is one of those by which an owner makes room, or ends somebody's part. */
function putsInOrder({ type }: Entry): boolean {
  return type === 'erased' || type === 'role' || type === 'uninvited' || type === 'left';
}

/** Those of some entries whose type and version are known here. */
function knownOf(entries: readonly NewEntry[]): Entry[] {
  return entries.flatMap(({ known }) => known ?? []);
}

/** Whether a member's role allows an entry on no condition: thousands of such shall not be folded first. */
function isNeverAllowed({ by, known }: NewEntry, { roles }: Before): boolean {
  const role = roles.get(by) as Role;
  return role !== 'removed' && !mayAppend(role, known?.type ?? UNKNOWN_AS, ANY_STANDING);
}

/** Yjs writes plain objects only. */
function plain(value: Json): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** What a newer version may say, who may comment may say. */
const UNKNOWN_AS = 'commented';
const OWN = { own: true, assigned: false };
const ANY_STANDING = { own: true, assigned: true };

/** A copy of a value of the map, and its JSON, by which it is measured and in which it is kept. */
interface PlainValue {
  raw: Json;
  json: string;
}

/** The one plain value that a key has; throws `NotAdmitted`. */
function plainValue(map: Y.Map<unknown>, key: string): PlainValue {
  const item = map._map.get(key);
  // Other contents would be shared types; of several values in one item, Yjs shows only the last.
  if (!(item?.content instanceof Y.ContentAny) || item.length !== 1) throw new NotAdmitted('place', [key]);
  const raw = copyJson(item.content.arr[0]);
  if (raw === undefined) throw new NotAdmitted('entry', [key]);
  const json = JSON.stringify(raw);
  if (json.length > MAX_ENTRY_BYTES) throw new NotAdmitted('quota', [key]);
  return { raw, json };
}

function refuseAny<T extends string | NewEntry>(rule: Rule, all: readonly T[], isWrong: (each: T) => boolean): void {
  const wrong = all.filter(isWrong);
  if (wrong.length > 0)
    throw new NotAdmitted(
      rule,
      wrong.map((each) => (typeof each === 'string' ? each : each.id)),
    );
}
