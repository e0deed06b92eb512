import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import type { IndexedArticle, Placement } from '../../../shared/anchors/placement.ts';
import { SharedTextIndex } from '../../../shared/anchors/shared-text-index.ts';
import { TextIndex } from '../../../shared/anchors/text-index.ts';
import { ArticleReader } from '../../../shared/article/article-reader.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { BODY, META } from '../../../shared/article/shared-article.ts';
import type { ArticleChange } from '../../../shared/bridge.ts';
import type { Json } from '../../../shared/model/canonical.ts';
import { type Entry, issueEntry, type Payload, parseEntry, personIdOf } from '../../../shared/model/entry.ts';
import type { BriefId, EntryId, PersonId, PublicKey } from '../../../shared/model/ids.ts';
import { Notes } from '../../../shared/model/notes.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { makeNonce, verifying } from '../crypto.ts';
import { type Identity, signing } from '../identity/profile.ts';
import type { NewRecord } from '../log/log.ts';
import { changeBetween, textChange } from './article-change.ts';
import { type BriefMeta, FORMAT_VERSION, readMeta, undescribed } from './meta.ts';
import { Placements } from './placements.ts';
import { Stage } from './stage.ts';

/** The name of the Y.Map that holds the entries, id to entry. */
export const ENTRIES = 'entries';

/** An author's clock is not raised by an entry that is further ahead than this; it is marked on screen instead. */
export const MAX_CLOCK_LEAD_MS = 10 * 60 * 1000;

/** More people than ever work on the briefs that are open at once. */
const MOST_KNOWN_KEYS = 1_000;

/** Whose first key a key would be. The fold asks it of each entry, and a brief of thousands has few authors. */
const persons = new Map<PublicKey, PersonId>();

/** Whether a key is the one that a person's id is the hash of. */
export function isFirstKey(key: PublicKey, person: PersonId): boolean {
  let first = persons.get(key);
  if (first === undefined) {
    first = personIdOf(key, verifying.sha256);
    if (persons.size >= MOST_KNOWN_KEYS) persons.clear();
    persons.set(key, first);
  }
  return first === person;
}

/** What makes a brief that brief: its id is the hash of its founder and a nonce. */
export interface BriefIdentity {
  id: BriefId;
  founder: PersonId;
  nonce: string;
}

/**
 * One brief in memory: its two shared documents, their fold, and where its annotations stand.
 *
 * It knows nothing of files: a library keeps one by a log, the command line by a package.
 */
export class Brief {
  readonly id: BriefId;
  readonly founder: PersonId;
  readonly nonce: string;
  /** The article's document; `replaceText` puts another one in its place. */
  text = new Y.Doc();
  readonly notes: Notes;
  /** Entries of types that this version doesn't know: kept and passed on. */
  readonly unknown = new Map<string, Json>();
  /** The article as ProseMirror shows it; without a block until its text has arrived. */
  article: Node = articleSchema.topNodeType.create();
  index: IndexedArticle;
  meta: BriefMeta;
  /** Counts the changes of the article. */
  revision = 0;
  /** Tries changes of the article from elsewhere. */
  stage = new Stage(this.text);
  private sharedNotes = new Y.Doc();
  /** Updates of the notes' document that nobody has needed yet. */
  private deferredNotes: readonly Uint8Array[] | undefined;
  private readonly places = new Placements();
  private reader: ArticleReader;

  constructor({ id, founder, nonce }: BriefIdentity) {
    this.id = id;
    this.founder = founder;
    this.nonce = nonce;
    this.meta = undescribed({ id, founder, nonce });
    this.reader = new ArticleReader(this.text.getXmlFragment(BODY));
    this.index = this.indexOf(this.article);
    this.notes = new Notes(founder, isFirstKey);
  }

  /**
   * Applies updates of the article's document; they must come from this machine or have been checked.
   *
   * @throws {RangeError} where the result doesn't fit the schema
   */
  applyText(updates: readonly Uint8Array[]): void {
    if (updates.length === 0) return;
    applyAll(this.text, updates);
    this.readText();
  }

  /**
   * Replaces the article and places what else has to be placed anew, as one action.
   *
   * @param update see `planUpdate`; it has been checked
   */
  replaceArticle(
    update: Uint8Array,
    payloads: readonly AttributedPayload[],
    author: Identity,
    now: number,
  ): { record: NewRecord; entries: Entry[]; read: ReadText } {
    this.demandWritable();
    Y.applyUpdate(this.text, update);
    const read = this.readArticle();
    const { record, entries } = this.append(payloads, author, now);
    // After the entry that names the old text as a version, so that this moment still has the old text.
    const at = Math.max(now, ...entries.map((entry) => entry.at + 1));
    return { record: { ...record, at, text: update }, entries, read: this.placeAnew(read?.change) };
  }

  /** Where annotations stand. */
  get placements(): ReadonlyMap<EntryId, Placement> {
    return this.places.all;
  }

  /**
   * Gives the article another state, which need not hold what the present one does.
   *
   * @throws {RangeError} where it doesn't fit the schema; the article then stays as it was
   */
  replaceText(state: Uint8Array): ReadText {
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, state);
    const reader = new ArticleReader(fresh.getXmlFragment(BODY));
    reader.read();
    readMeta(fresh.getMap(META));
    this.text.destroy();
    this.text = fresh;
    this.reader = reader;
    this.stage = new Stage(fresh);
    return this.placeAnew(this.readText().change);
  }

  /**
   * Reads the article anew from its document, which has changed. It costs what was changed, not what there is.
   *
   * @returns which blocks differ, and the annotations whose passages had to be found anew; all others shifted
   * @throws {RangeError} where it doesn't fit the schema; nothing is different then
   */
  readText(): ReadText {
    const read = this.readArticle();
    if (!read) return { touched: new Set() };
    const { before, change } = read;
    if (before.article.childCount === 0) return this.placeAnew(change);
    const touched = this.places.follow(this.index, before.text.text, change.text, this.notes.annotations);
    return { change, touched };
  }

  /** Reads the article and leaves the passages where they were; undefined where no block differs. */
  private readArticle(): { before: { article: Node; text: TextIndex }; change: ArticleChange } | undefined {
    const article = this.reader.read();
    this.meta = readMeta(this.text.getMap(META));
    const before = { article: this.article, text: this.index.text };
    const change = changeBetween(before.article, article);
    this.article = article;
    this.index = this.indexOf(article);
    if (!change) return undefined;
    const text = textChange(change, before.text, this.index.text);
    return { before, change: { ...change, text, revision: ++this.revision } };
  }

  /**
   * The notes' document: for writing entries and for passing all of them on. What is shown comes from the fold.
   *
   * Where its updates were deferred they are read now, which takes as long as the rest of opening a large brief.
   */
  get notesDoc(): Y.Doc {
    const updates = this.deferredNotes;
    if (updates) {
      const doc = new Y.Doc();
      applyAll(doc, updates);
      // What builds on an update that was lost waits for ever, and no package with it could be read.
      doc.store.pendingStructs = null;
      doc.store.pendingDs = null;
      this.sharedNotes = doc;
      this.deferredNotes = undefined;
      this.completeNotesDoc();
    }
    return this.sharedNotes;
  }

  /**
   * Keeps the updates that make up the notes' document until somebody needs it. It is completed then by all entries
   * that are folded.
   */
  deferNotes(updates: readonly Uint8Array[]): void {
    this.deferredNotes = updates;
  }

  /** Applies updates of the notes' document without folding anything: entries come by `addEntries`. */
  applyNotes(updates: readonly Uint8Array[]): void {
    applyAll(this.notesDoc, updates);
  }

  /** The entries that the notes' document holds, as they came. */
  sharedEntries(): Map<string, unknown> {
    return new Map(this.entryMap.entries());
  }

  /** How many of them can't be read, or are not what they claim to be: those are kept and not folded. */
  unbelieved(): number {
    return [...this.entryMap.keys()].filter((id) => !this.notes.entries.has(id as EntryId) && !this.unknown.has(id))
      .length;
  }

  /**
   * Folds entries that have been checked, or come from this machine's log. Those of unknown types are kept.
   *
   * @returns those that this version knows, and the annotations that changed
   */
  addEntries(values: Iterable<unknown>): { entries: Entry[]; annotations: Set<EntryId> } {
    const known: Entry[] = [];
    for (const value of values) {
      const parsed = parseEntry(value);
      if (parsed.ok) known.push(parsed.entry);
      else if (parsed.unknown) this.unknown.set(parsed.id, parsed.raw);
    }
    return { entries: known, annotations: this.addKnown(known) };
  }

  /** Folds entries as `addEntries` does that were read already, from another copy of this brief. */
  addKnown(entries: readonly Entry[]): Set<EntryId> {
    const { annotations } = this.notes.add(entries);
    this.placeAgain(annotations);
    return annotations;
  }

  /** Sets aside the entries that a relay refused, and counts again those that it doesn't refuse any more. */
  holdBack(ids: ReadonlySet<EntryId>): Set<EntryId> {
    const { annotations } = this.notes.holdBack(ids);
    this.placeAgain(annotations);
    return annotations;
  }

  /** Whether an entry is here, also one of an unknown type. */
  holds(id: string): boolean {
    return this.notes.entries.has(id as EntryId) || this.unknown.has(id);
  }

  /** Puts entries that are here but not in the notes' document into it: those that a damaged record kept back. */
  completeNotesDoc(): void {
    const here = new Map<string, unknown>([...this.notes.entries, ...this.unknown]);
    this.notesDoc.transact(() => {
      for (const [id, entry] of here) if (!this.entryMap.has(id)) this.entryMap.set(id, plain(entry));
    });
  }

  /**
   * Signs payloads as entries of one person and adds them to both the fold and the notes' document.
   *
   * @param payloads what was done; with `attributed` where it stands for somebody outside
   * @param now this machine's clock, in milliseconds since 1970
   * @returns what to log; the caller shows nothing as saved before that is done
   * @throws {Refusal} where the brief comes from a newer version
   */
  append(
    payloads: readonly AttributedPayload[],
    author: Identity,
    now: number,
  ): { record: NewRecord; entries: Entry[] } {
    this.demandWritable();
    const first = Math.max(now, this.latestBelow(now + MAX_CLOCK_LEAD_MS) + 1);
    const entries = this.issue([...this.introduction(author), ...payloads] as AttributedPayload[], author, first);
    return this.admit(entries, author, now);
  }

  /**
   * Signs payloads as entries of one person, and adds them to nothing.
   *
   * @param first the time of the first, in milliseconds since 1970; each further one is a millisecond later
   */
  issue(payloads: readonly AttributedPayload[], author: Identity, first: number): Entry[] {
    const { person, keys } = author;
    const sign = signing(author);
    const entries: Entry[] = [];
    for (const { attributed, ...payload } of payloads) {
      const at = first + entries.length;
      const issued = { brief: this.id, by: person.id, key: keys.public, at, nonce: makeNonce() };
      const issue = { ...issued, ...(attributed ? { attributed } : {}) };
      entries.push(
        issueEntry(resolveReferences(payload as Payload, entries), { ...issue, sha256: verifying.sha256, sign }),
      );
    }
    return entries;
  }

  /**
   * Adds entries that their author signed before, when they were private, with what introduces them.
   *
   * @returns what to log; the caller shows nothing as saved before that is done
   * @throws {Refusal} where the brief comes from a newer version
   */
  publish(signed: readonly Entry[], author: Identity, now: number): { record: NewRecord; entries: Entry[] } {
    this.demandWritable();
    const first = Math.max(now, this.latestBelow(now + MAX_CLOCK_LEAD_MS) + 1);
    return this.admit([...this.issue(this.introduction(author), author, first), ...signed], author, now);
  }

  private admit(entries: Entry[], author: Identity, now: number): { record: NewRecord; entries: Entry[] } {
    const notes = this.writeEntries(entries);
    this.addEntries(entries);
    const record = { at: now, by: author.person.id, notes, entries: entries.map((entry) => JSON.stringify(entry)) };
    return { record, entries };
  }

  /** Whether a newer program made it, so that it can only be read here. */
  get isNewer(): boolean {
    return this.meta.formatVersion > FORMAT_VERSION;
  }

  /** Introduces whoever is not known here: they changed the article alone, and would have no name elsewhere. */
  introducing(author: Identity, now: number): { logged: Partial<NewRecord>; entries: Entry[] } {
    if (this.notes.people.persons.has(author.person.id)) return { logged: {}, entries: [] };
    const { record, entries } = this.append([], author, now);
    const { at: _at, by: _by, ...logged } = record;
    return { logged, entries };
  }

  private demandWritable(): void {
    if (this.isNewer) {
      throw new Refusal(
        'newer-format',
        'This brief was made by a newer Briefmark and can only be read here. Update Briefmark to work on it.',
      );
    }
  }

  /** The `person` entry that introduces an author who is new here, or who looks different now. */
  private introduction({ person }: Identity): Payload[] {
    const { name, initials, colour } = person;
    const known = this.notes.people.persons.get(person.id);
    const same = known?.name === name && known.initials === initials && known.colour === colour;
    return same ? [] : [{ type: 'person', name, initials, colour }];
  }

  /** Puts entries into the notes' document; gives the update that does so. They are folded by `addEntries`. */
  writeEntries(entries: readonly unknown[]): Uint8Array {
    const before = Y.encodeStateVector(this.notesDoc);
    this.putEntries(entries);
    return Y.encodeStateAsUpdate(this.notesDoc, before);
  }

  /** Puts entries into the notes' document, as `writeEntries` does, where nobody needs the update. */
  putEntries(entries: readonly unknown[]): void {
    this.notesDoc.transact(() => {
      for (const entry of entries) this.entryMap.set((entry as Entry).id, plain(entry));
    });
  }

  /** The entries here that somebody who may do so has erased. */
  erasedHere(): Entry[] {
    return [...this.notes.entries.values()].filter((entry) => this.notes.isErased(entry));
  }

  /**
   * Forgets entries that were erased: nothing of what they said is left in memory, nor in what the documents encode.
   *
   * @returns the annotations that look different now, and those that went
   */
  forget(ids: readonly EntryId[]): Set<EntryId> {
    this.notesDoc.transact(() => {
      for (const id of ids) this.entryMap.delete(id);
    });
    const entries = ids.flatMap((id) => this.notes.entries.get(id) ?? []);
    const annotations = new Set(entries.flatMap((entry) => this.notes.annotationFor(entry) ?? []));
    // A comment after its wordings: without it nobody knows what thread they belong to.
    this.notes.forget([...ids].reverse());
    this.placeAgain(annotations);
    return annotations;
  }

  private latestBelow(limit: number): number {
    if (this.notes.latest <= limit) return this.notes.latest;
    let latest = 0;
    for (const { at } of this.notes.entries.values()) if (at <= limit && at > latest) latest = at;
    return latest;
  }

  private get entryMap(): Y.Map<unknown> {
    return this.notesDoc.getMap(ENTRIES);
  }

  /** Looks for every passage again: the article is another one. */
  private placeAnew(change: ArticleChange | undefined): ReadText {
    const { annotations } = this.notes;
    this.places.placeAll(this.index, annotations);
    return { ...(change ? { change } : {}), touched: new Set(annotations.keys()) };
  }

  private placeAgain(ids: ReadonlySet<EntryId>): void {
    for (const id of ids) this.places.place(this.index, id, this.notes.annotations.get(id));
  }

  private indexOf(article: Node): IndexedArticle {
    const shared = new SharedTextIndex(this.text.getXmlFragment(BODY));
    return { doc: this.text, text: new TextIndex(article), shared };
  }
}

/** What reading the article anew came to. */
export interface ReadText {
  /** Absent where no block is different. */
  change?: ArticleChange;
  touched: Set<EntryId>;
}

/** What somebody did, and whom it stands for where that is somebody outside, such as a reviewer in Word. */
export type AttributedPayload = Payload & Pick<Entry, 'attributed'>;

/** Stands in a payload for the id of an entry that is made in the same action and has no id yet. */
export const MADE_JUST_NOW = 'made-just-now' as EntryId;

/** A comment that is made together with its annotation refers to it before its id is known. */
function resolveReferences(payload: Payload, made: readonly Entry[]): Payload {
  if (!('annotation' in payload) || payload.annotation !== MADE_JUST_NOW) return payload;
  const annotation = made.findLast((entry) => entry.type === 'annotated');
  if (!annotation) throw new Error('There is no annotation to refer to.');
  return { ...payload, annotation: annotation.id };
}

/** Applies updates as one transaction. */
function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
}

/** Yjs writes plain objects only. What is undefined isn't there, as in JSON. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const copy: Record<string, unknown> = {};
  for (const [key, inside] of Object.entries(value)) if (inside !== undefined) copy[key] = plain(inside);
  return copy;
}
