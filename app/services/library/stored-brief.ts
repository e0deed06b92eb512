import { join } from 'node:path';
import * as Y from 'yjs';
import type { DamageReport, UndoState } from '../../../shared/bridge.ts';
import type { LeftOut } from '../../../shared/importing/imported.ts';
import type { Action } from '../../../shared/model/action.ts';
import type { Entry, Payload } from '../../../shared/model/entry.ts';
import type { BriefId, EntryId, PersonId } from '../../../shared/model/ids.ts';
import type { ErasePlan } from '../../../shared/offline/erasing.ts';
import type { ArticleChoice, MergeReport } from '../../../shared/offline/merging.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { payloadsFor } from '../brief/actions.ts';
import { Arriving } from '../brief/arriving.ts';
import { type AttributedPayload, Brief, type ReadText } from '../brief/brief.ts';
import { type Incoming, type Refused, takeIn, updateOf } from '../brief/incoming.ts';
import { loadBrief } from '../brief/load.ts';
import { demandEditor, demandRight } from '../brief/rights.ts';
import { acceptSuggestion, planAcceptance } from '../brief/suggesting.ts';
import { type NotesOf, type Taken, UndoStack } from '../brief/undo-stack.ts';
import { readJson, replaceFile, sweepUnfinished } from '../disk.ts';
import type { Identity } from '../identity/profile.ts';
import { ImageStore } from '../images/image-store.ts';
import { damagedFolder, damageIn, forgetDamaged, putDamageAway, rememberDamage } from '../log/damage.ts';
import type { NewRecord } from '../log/log.ts';
import type { LogRecord } from '../log/record.ts';
import { articleState, planReturn } from '../offline/article-state.ts';
import { forgetEditedApart, keepEditedApart } from '../offline/edited-apart.ts';
import { planErase } from '../offline/erase.ts';
import type { Copy } from '../offline/merge.ts';
import { carryOutMerge, copyHere, type MergedAt, planMerge } from '../offline/merge-into.ts';
import { isPrivate, PrivateNotes } from '../private/private-notes.ts';
import { FILES, leftOutSchema } from './brief-folder.ts';
import { BriefOnDisk } from './brief-on-disk.ts';
import type { Change, Plan } from './change.ts';
import { Drafts } from './drafts.ts';

/** A brief of the library while it is open: in memory, and on the disk. */
export class StoredBrief {
  private readonly undoStacks = new Map<PersonId, UndoStack>();
  private tail: Promise<unknown> = Promise.resolve();
  /** What was found damaged, until its person has put the report away. */
  damage: DamageReport | undefined;

  /** The pictures of its article and its comments. */
  readonly images: ImageStore;
  /** What came from the relay and is being verified. */
  readonly arriving: Arriving;

  private constructor(
    private readonly disk: BriefOnDisk,
    readonly brief: Brief,
    public leftOut: LeftOut[],
    /** What the people of this machine annotate for themselves alone. */
    readonly own: PrivateNotes,
    readonly drafts: Drafts,
  ) {
    this.images = new ImageStore(join(disk.folder, FILES.images));
    this.arriving = new Arriving(brief);
  }

  get folder(): string {
    return this.disk.folder;
  }

  /** Why memory and disk no longer agree. */
  get broken(): unknown {
    return this.disk.broken;
  }

  /**
   * Reads a brief from its folder.
   *
   * @throws {Refusal} where too little is left of it to open it, or it comes from a newer version
   */
  static async open(folder: string, id: BriefId): Promise<StoredBrief> {
    await sweepUnfinished(folder);
    const { disk, read } = await BriefOnDisk.open(folder, id);
    const brief = new Brief(read.identity);
    const inBrief = loadBrief(brief, read.records, read.keyframe);
    const { own, damage: inOwn } = await PrivateNotes.open(folder, disk.marker, brief);
    await rememberDamage(folder, [...read.damage, ...inBrief, ...inOwn]);
    const sentences = await damageIn(folder);
    const leftOut = leftOutSchema.catch([]).parse(await readJson(join(folder, FILES.leftOut)));
    const stored = new StoredBrief(disk, brief, leftOut, own, await Drafts.open(folder));
    if (sentences.length > 0) stored.damage = { sentences, folder: damagedFolder(folder) };
    // An erasure that was cut short is finished now.
    if (brief.erasedHere().length > 0) await stored.forgetErased(brief.founder, Date.now());
    return stored;
  }

  /** Does what a person wants to do; answers when it is on the disk. */
  act(action: Action, author: Identity, now: number): Promise<Change> {
    return this.inTurn(async () => {
      if (action.do === 'accept-suggestion' && !isPrivate(action, this.own)) {
        return this.accept(action.comment, author, now);
      }
      const change = await this.change(action, author, now);
      this.undoStackOf(author).did([...change.entries, ...(change.privately ?? [])]);
      return change;
    });
  }

  private async change(action: Action, author: Identity, now: number): Promise<Change> {
    const { brief, own } = this;
    const { id } = author.person;
    if (action.do === 'publish') {
      const { record, entries } = brief.publish(own.toPublish(action.annotations, id), author, now);
      await this.keep(record);
      own.published();
      return { entries, annotations: new Set(action.annotations), published: action.annotations };
    }
    if (!isPrivate(action, own)) return this.append(payloadsFor(action, brief, id), author, now);
    const here = { notes: own.notes, index: brief.index };
    const open = action.do === 'annotate' ? { ...action, private: false } : action;
    return this.appendPrivately(payloadsFor(open, here, id), author, now);
  }

  private async accept(comment: EntryId, author: Identity, now: number): Promise<Change> {
    this.disk.demandWhole();
    const stack = this.undoStackOf(author);
    const acceptance = planAcceptance(this.brief, comment, author.person.id);
    stack.beforeAcceptance();
    const { record, ...change } = acceptSuggestion(this.brief, acceptance, author, now);
    stack.accepted(change.entries);
    await this.keep(record);
    return change;
  }

  /**
   * Takes in private notes that came in a package: those of people who work on this machine.
   *
   * @param entries they have been checked
   */
  takeInPrivately(entries: readonly Entry[], person: PersonId, now: number): Promise<Change> {
    return this.inTurn(async () => {
      const privately = await this.own.takeIn(entries, person, now);
      const annotations = new Set(privately.flatMap((entry) => this.own.notes.annotationFor(entry) ?? []));
      return { entries: [], annotations, privately };
    });
  }

  private async appendPrivately(payloads: readonly Payload[], author: Identity, now: number): Promise<Change> {
    const privately = await this.own.append(payloads, author, now);
    const annotations = new Set(privately.flatMap((entry) => this.own.notes.annotationFor(entry) ?? []));
    return { entries: [], annotations, privately };
  }

  /** Does what a plan says that is made of the brief as it is, as one action of the person who does it. */
  following<P extends Plan>(
    planning: (brief: Brief) => P,
    author: Identity,
    now: number,
  ): Promise<Change & { plan: P }> {
    return this.inTurn(async () => {
      const plan = planning(this.brief);
      if (plan.payloads.length === 0) return { entries: [], annotations: new Set(), plan };
      const from = articleState(this.brief);
      const change = await this.carryOut(plan, author, now);
      const replaced = plan.update ? { from, to: articleState(this.brief) } : undefined;
      this.undoStackOf(author).did(change.entries, replaced);
      return { ...change, plan };
    });
  }

  /** Remembers what was left out of an article that came instead; what is known already stays. */
  async alsoLeftOut(pieces: readonly LeftOut[]): Promise<void> {
    const all = new Map([...this.leftOut, ...pieces].map((piece) => [JSON.stringify(piece), piece]));
    if (all.size === this.leftOut.length) return;
    this.leftOut = [...all.values()];
    await replaceFile(join(this.folder, FILES.leftOut), JSON.stringify(this.leftOut), 'The brief');
  }

  /**
   * Takes in what comes from elsewhere, as one record of the log; answers when it is on the disk.
   *
   * @param by whose connection or file it came by
   */
  takeIn(incoming: Incoming, by: string, now: number): Promise<Change & { refused: Refused[] }> {
    return this.inTurn(async () => {
      const { record, ...taken } = takeIn(this.brief, incoming, by, now);
      if (record) await this.keep(record);
      const annotations = taken.entries.some(({ type }) => type === 'erased') ? await this.forgetErased(by, now) : [];
      for (const id of annotations) taken.annotations.add(id);
      return { ...taken, settled: this.arriving.settle(incoming.entries ?? []) };
    });
  }

  /**
   * What taking in another copy of the brief would bring.
   *
   * @param article whose article it shall be, where the two were replaced by different ones
   */
  previewMerge(copy: Copy, now: number, article?: ArticleChoice): Promise<MergeReport> {
    return this.inTurn(async () => planMerge(await this.asCopy(), copy, now, article).report);
  }

  /**
   * Takes in another copy of the brief, as one record of the log.
   *
   * @param article as in `previewMerge`; the other one is kept as a version
   * @returns what changed, the account of it, and how the merge is taken back
   */
  merge(
    copy: Copy,
    by: string,
    now: number,
    article?: ArticleChoice,
  ): Promise<Change & { report: MergeReport; merged: MergedAt }> {
    return this.inTurn(async () => {
      const plan = planMerge(await this.asCopy(), copy, now, article);
      const before = this.disk.lastNumber;
      for (const [sha256, bytes] of copy.images) await this.images.keep(sha256, bytes);
      const { record, ...taken } = carryOutMerge(this.brief, plan, copy, by, now);
      if (plan.instead) for (const stack of this.undoStacks.values()) stack.forgetEdits(this.brief.text);
      if (record) await this.keep(record);
      if (plan.instead) await this.disk.saveKeyframe(this.brief);
      const erased = await this.forgetErased(by, now);
      await this.alsoLeftOut(copy.leftOut);
      await keepEditedApart(this.folder, { at: now, paragraphs: plan.report.editedTwice });
      return {
        ...taken,
        annotations: new Set([...taken.annotations, ...erased]),
        report: plan.report,
        merged: { before, after: this.disk.lastNumber },
      };
    });
  }

  /**
   * Takes a merge back, as if it had not been: its record goes out of the log. The brief must be opened anew.
   *
   * @throws {Refusal} where something was done since
   */
  unmerge({ before, after }: MergedAt): Promise<void> {
    return this.inTurn(async () => {
      if (this.disk.lastNumber !== after) {
        throw new Refusal(
          'changed-since-merge',
          'Something was done to this brief since it was merged, so that the merge can’t be taken back any more. What you don’t want of it you can withdraw.',
        );
      }
      await forgetEditedApart(this.folder);
      await this.disk.cutBack(before);
    });
  }

  private async asCopy(): Promise<Copy> {
    return copyHere(this.brief, await this.disk.logBytes(), this.leftOut);
  }

  /** Erases for good what a person may erase; answers when nothing of it is left in the brief's folder. */
  erase(id: EntryId, author: Identity, now: number): Promise<Change & { plan: ErasePlan }> {
    return this.inTurn(async () => {
      if (this.own.holds(id)) return this.erasePrivately(id, author, now);
      const { payloads, plan } = planErase(this.brief, id, author.person.id);
      const change = await this.append(payloads, author, now);
      const annotations = await this.forgetErased(author.person.id, now);
      return { ...change, annotations: new Set([...change.annotations, ...annotations]), plan };
    });
  }

  private async erasePrivately(id: EntryId, author: Identity, now: number): Promise<Change & { plan: ErasePlan }> {
    const plan = this.own.planErase(id, author.person);
    await this.own.erase(plan.ids as EntryId[], author.person.id, now);
    this.undoStacks.clear();
    await forgetDamaged(this.folder, new Set(plan.ids));
    return { entries: [], annotations: new Set(), erasedPrivately: plan.ids as EntryId[], plan };
  }

  /**
   * Takes what was erased out of memory, out of the log, and out of whatever else is kept beside it.
   *
   * @returns the annotations that look different now
   */
  private async forgetErased(by: string, now: number): Promise<Set<EntryId>> {
    const ids = new Set<string>(this.brief.erasedHere().map((entry) => entry.id));
    if (ids.size === 0) return new Set();
    const annotations = this.brief.forget([...ids] as EntryId[]);
    // A step back could bring the words again.
    this.undoStacks.clear();
    await this.disk.forget(ids, this.brief, by, now);
    return annotations;
  }

  /**
   * Replaces the article by another state of it, which need not hold what the present one does: what a relay refused
   * goes out of it.
   *
   * @param by whose connection it came by
   */
  replaceText(state: Uint8Array, by: string, now: number): Promise<Change> {
    return this.inTurn(async () => {
      const { change, touched } = this.brief.replaceText(state);
      for (const stack of this.undoStacks.values()) stack.forgetEdits(this.brief.text);
      await this.keep({ at: now, by, text: state, anew: true });
      await this.disk.saveKeyframe(this.brief);
      return { entries: [], annotations: touched, ...(change ? { article: change } : {}) };
    });
  }

  /** Signs what a person does that isn't undone by a key: who takes part, and as what. */
  sign(payloads: AttributedPayload[], author: Identity, now: number): Promise<Change> {
    return this.inTurn(() => this.append(payloads, author, now));
  }

  /**
   * Changes the article by a Yjs update of an editor's; answers when it is on the disk. `apart` is taken back by itself.
   *
   * @throws {Refusal} where the person's role doesn't allow it, or the article would be none any more
   */
  edit(update: Uint8Array, author: Identity, now: number, apart = false): Promise<Change> {
    return this.inTurn(async () => {
      demandEditor(this.brief, author.person.id);
      const stack = this.undoStackOf(author);
      stack.beforeEdit(now, apart);
      const { record, refused, ...change } = takeIn(this.brief, { text: update, typed: true }, author.person.id, now);
      const [wrong] = refused;
      if (wrong) {
        throw new Refusal(
          'edit-refused',
          `This change of the article was not taken in. ${wrong.reason} The article is as it was before; try it in another way.`,
        );
      }
      if (!record) return change;
      stack.edited(now, apart);
      const { logged, entries } = this.brief.introducing(author, now);
      await this.keep({ ...record, ...logged });
      return { ...change, entries };
    });
  }

  /** Takes back what a person did last; nothing where there is nothing to take back. */
  undo(author: Identity, now: number): Promise<Change> {
    return this.inTurn(() => this.step(this.undoStackOf(author).undo(this.notesOf), author, now));
  }

  /** Does again what a person took back last. */
  redo(author: Identity, now: number): Promise<Change> {
    return this.inTurn(() => this.step(this.undoStackOf(author).redo(this.notesOf), author, now));
  }

  /** What the log holds, or of it only what tells of the article: of the notes every entry tells by itself. */
  records(which: 'all' | 'article' = 'all'): Promise<LogRecord[]> {
    return this.disk.records(which);
  }

  /** Tells of each record as soon as it is on the disk. @returns a function that ends it */
  onRecord(watcher: (record: NewRecord) => void): () => void {
    return this.disk.onRecord(watcher);
  }

  undoStateOf(person: PersonId): UndoState {
    return this.undoStacks.get(person)?.state ?? {};
  }

  /** Puts away the report of what was damaged. */
  async putDamageAway(): Promise<void> {
    await putDamageAway(this.folder);
    this.damage = undefined;
  }

  /** Finishes what is being done and closes the log. */
  async close(): Promise<void> {
    await this.inTurn(async () => {
      await this.drafts.settled();
      try {
        await this.disk.close(this.brief);
      } finally {
        await this.own.close();
      }
    });
  }

  private async step(taken: ReturnType<UndoStack['undo']>, author: Identity, now: number): Promise<Change> {
    if (!taken) return { entries: [], annotations: new Set() };
    if ('run' in taken) return this.stepInArticle(taken, author, now);
    if (taken.notes === this.own.notes) {
      const change = await this.appendPrivately(taken.payloads, author, now);
      taken.finish(change.privately ?? []);
      return change;
    }
    const { id } = author.person;
    if (taken.replaced) demandEditor(this.brief, id);
    const plan = taken.replaced ? planReturn(this.brief, taken.replaced, id) : taken;
    // What the role allowed when it was done it may not allow any more.
    for (const payload of plan.payloads) demandRight(payload, this.brief, id);
    const change = await this.carryOut(plan, author, now);
    taken.finish(change.entries);
    return change;
  }

  private readonly notesOf: NotesOf = ([first]) =>
    first && this.own.holds(first.id) ? this.own.notes : this.brief.notes;

  private async carryOut({ payloads, update }: Plan, author: Identity, now: number): Promise<Change> {
    if (!update) return this.append(payloads, author, now);
    this.disk.demandWhole();
    const { record, entries, read } = this.brief.replaceArticle(update, payloads, author, now);
    await this.keep(record);
    return { entries, annotations: read.touched, ...(read.change ? { article: read.change } : {}) };
  }

  private async stepInArticle(
    { run, back, payloads, finish }: Extract<Taken, { run(): void }>,
    author: Identity,
    now: number,
  ): Promise<Change> {
    this.disk.demandWhole();
    const { person } = author;
    demandEditor(this.brief, person.id);
    const text = updateOf(this.brief.text, run);
    let read: ReadText;
    try {
      read = this.brief.readText();
    } catch (error) {
      // It met what somebody else changed meanwhile, and together they would be no article.
      const away = updateOf(this.brief.text, back);
      this.brief.readText();
      const updates = [text, away].filter((each) => each !== undefined);
      await this.keep({ at: now, by: person.id, text: Y.mergeUpdates(updates) });
      throw new Refusal(
        'undo-does-not-fit',
        'This edit can’t be taken back: somebody else has changed the same place since. Change it by hand.',
        { cause: error },
      );
    }
    const made = payloads.length > 0 ? this.brief.append(payloads, author, now) : undefined;
    const entries = made?.entries ?? [];
    finish(entries);
    if (text || made) await this.keep({ at: now, by: person.id, ...made?.record, ...(text ? { text } : {}) });
    const annotations = new Set([
      ...read.touched,
      ...entries.flatMap((entry) => this.brief.notes.annotationFor(entry) ?? []),
    ]);
    return { entries, annotations, ...(read.change ? { article: read.change } : {}) };
  }

  private async append(payloads: AttributedPayload[], author: Identity, now: number): Promise<Change> {
    this.disk.demandWhole();
    const { record, entries } = this.brief.append(payloads, author, now);
    await this.keep(record);
    const { notes } = this.brief;
    const annotations = new Set(entries.flatMap((entry) => notes.annotationFor(entry) ?? []));
    return { entries, annotations };
  }

  private keep(record: NewRecord): Promise<void> {
    return this.disk.keep(record, this.brief);
  }

  private undoStackOf({ person }: Identity): UndoStack {
    const stack = this.undoStacks.get(person.id) ?? new UndoStack(this.brief.text, person.id);
    this.undoStacks.set(person.id, stack);
    return stack;
  }

  /** One thing after another: an action sees the brief as the one before it left it. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => {});
    return result;
  }
}
