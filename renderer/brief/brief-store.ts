import { composed } from '../../shared/anchors/composed.ts';
import type { Placement } from '../../shared/anchors/placement.ts';
import { shiftedByAll, type TextChange } from '../../shared/anchors/shift.ts';
import { TextIndex } from '../../shared/anchors/text-index.ts';
import { articleFromJson } from '../../shared/article/schema.ts';
import type { ArticleChange, Bridge, Draft, Events, GlancedBrief, OpenedBrief } from '../../shared/bridge.ts';
import type { ImageInfo } from '../../shared/images/image.ts';
import type { ActionInput } from '../../shared/model/action.ts';
import type { Entry } from '../../shared/model/entry.ts';
import { type Glance, glanceAt, readGlances, sameGlance } from '../../shared/model/glance.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { Notes } from '../../shared/model/notes.ts';
import { doneByOthers, isUnread, type Seen, seenKey } from '../../shared/model/unread.ts';
import type { Role } from '../../shared/roles.ts';
import { readFile } from '../files.ts';
import { Pictures } from '../images/pictures.ts';
import type { BriefChange, BriefState, Saving } from './brief-state.ts';
import { OnItsWay } from './on-its-way.ts';
import { samePersons } from './people-of.ts';
import { type InOrder, inPlaceOrder, type Placed, reordered } from './placed.ts';
import { PutOff } from './put-off.ts';
import { Unverified } from './unverified.ts';
import { withBlocks } from './with-blocks.ts';

export type { BriefChange, BriefState } from './brief-state.ts';

/** Writing waits this long after the last letter: a crash may cost that much of a draft and no more. */
const DRAFT_DELAY = 300;

/** Where the services said that an annotation stands, after how many of the changes that were taken in with it. */
interface Told {
  placement: Placement;
  after: number;
}

/**
 * An open brief: its entries folded as they come, where its annotations stand, and what has yet to reach the disk.
 *
 * One reply folds one thread and makes one new state; whoever draws asks `onChange` for what is different.
 */
export class BriefStore {
  readonly notes: Notes;
  /** What the person who works here annotates for themselves alone. */
  private own: Notes;
  readonly me: OpenedBrief['me'];
  readonly pictures: Pictures;
  /** What was done and isn't on disk yet, as far as anybody knows. */
  readonly onItsWay: OnItsWay;
  private readonly placements = new Map<EntryId, Placement>();
  /** What the article shows until all of the brief has been read. */
  private glances: ReadonlyMap<EntryId, Glance>;
  private readonly unverified = new Unverified();
  private readonly drafts: Map<string, Draft>;
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();
  private readonly watchers = new Set<(change: BriefChange) => void>();
  private state: BriefState;
  private savingState: Saving = { unsaved: 0, failed: false };
  /** Undefined until services have told: nothing is shown as new before. */
  private seen: Seen | undefined;
  /** What changed the article and is not taken in yet. */
  readonly putOff = new PutOff(
    () => this.state.article,
    (events) => this.take(events),
  );
  private typing = false;
  private ended = false;

  constructor(
    private readonly bridge: Pick<Bridge, 'call'>,
    public opened: OpenedBrief | GlancedBrief,
    private readonly onTrouble: (error: unknown) => void,
  ) {
    this.me = opened.me;
    this.onItsWay = new OnItsWay(opened.me.id);
    this.pictures = new Pictures((sha256) => bridge.call('images.get', { brief: opened.id, sha256 }));
    this.notes = new Notes(opened.founder);
    this.own = new Notes(opened.founder);
    const complete = 'entries' in opened;
    this.glances = new Map(complete ? [] : readGlances(opened.highlights).map((each) => [each.id, each]));
    this.addPart({ entries: complete ? opened.entries : opened.people });
    if (complete) this.addRest(opened);
    this.knowMe();
    this.drafts = new Map(opened.drafts.map((draft) => [draft.key, draft]));
    const article = articleFromJson(opened.article);
    this.state = {
      complete,
      ...this.ordered(),
      undo: opened.undo,
      unverified: this.unverified.size,
      drafts: new Set(this.drafts.keys()),
      article,
      text: new TextIndex(article),
    };
  }

  /** The article's text as it is now. */
  get text(): TextIndex {
    return this.state.text;
  }

  /** Where all annotations stand, by their ids. */
  get standing(): ReadonlyMap<EntryId, Placement> {
    return this.placements;
  }

  readonly snapshot = (): BriefState => this.state;

  readonly saving = (): Saving => this.savingState;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether the article of a brief that was shown at a glance is the one that it has; it has to be shown anew where not. */
  shows(opened: OpenedBrief): boolean {
    return articleFromJson(opened.article).eq(this.state.article);
  }

  /** Takes in some of the entries of a brief that is still read; nothing shows them before it is complete. */
  addPart({ entries }: Pick<OpenedBrief, 'entries'>): void {
    this.notes.add(entries);
  }

  /** Takes in what else an opened brief is, once all of its parts have come, and shows it. */
  complete(opened: OpenedBrief): void {
    this.opened = opened;
    this.addRest(opened);
    this.knowMe();
    const { glances } = this;
    this.glances = new Map();
    const all = new Set([...glances.keys(), ...this.placements.keys()]);
    const annotations = new Set([...all].filter((id) => !sameGlance(glances.get(id), this.glance(id))));
    const { size } = this.unverified;
    this.set(
      { complete: true, ...this.ordered(), undo: opened.undo, unverified: size },
      { annotations, completed: true },
    );
  }

  private addRest({ unverified, privately, placements }: OpenedBrief): void {
    this.notes.add(unverified);
    this.unverified.add(unverified, this.notes);
    this.own.add(privately);
    for (const [id, placement] of placements) this.placements.set(id, placement);
  }

  /** Tells what changed, before those who `subscribe` are told that something did. */
  onChange(watcher: (change: BriefChange) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Takes in what the services tell about this brief. */
  apply(event: Events['brief.changed']): void {
    if (!event.article && !this.putOff.waits) {
      this.take([event]);
      return;
    }
    const { undo } = this.state;
    if (undo.undo !== event.undo.undo || undo.redo !== event.undo.redo) this.set({ undo: event.undo });
    this.putOff.add(event);
  }

  /** Shows entries that came in great number, marked until they are verified. */
  arrive({ entries, placements }: Events['brief.arriving']): void {
    const { people } = this.notes.add(entries);
    this.unverified.add(entries, this.notes);
    for (const [id, placement] of placements) this.placements.set(id, placement);
    if (people) this.knowMe();
    this.set({ ...this.ordered(), unverified: this.unverified.size }, { annotations: undefined });
  }

  /** What became of entries that were shown before they were verified; those that were none of their author's go. */
  private settled({ verified, disbelieved }: NonNullable<Events['brief.changed']['settled']>): Set<EntryId> {
    const done = this.unverified.settle([...verified, ...disbelieved]);
    const wrong = disbelieved.flatMap((id) => this.notes.entries.get(id) ?? []);
    for (const entry of wrong) {
      const annotation = this.notes.annotationFor(entry);
      if (annotation) done.add(annotation);
    }
    this.notes.remove(wrong);
    return done;
  }

  /** Says whether something that was typed is on its way to the disk. */
  setTyping(typing: boolean): void {
    if (typing === this.typing) return;
    this.typing = typing;
    this.setSaving({ unsaved: this.savingState.unsaved + (typing ? 1 : -1) });
  }

  /** Waits, before anything is done to the brief, until what was typed is there. */
  settle: (() => Promise<void>) | undefined;

  /** Resolves when the screen shows all that the services have told. */
  private async caughtUp(): Promise<void> {
    if (this.settle) await this.settle();
    else this.putOff.flush();
  }

  private take(events: readonly Events['brief.changed'][]): void {
    const last = events.at(-1);
    if (!last) return;
    const touched = new Set<EntryId>();
    const changes: ArticleChange[] = [];
    const told = new Map<EntryId, Told>();
    const known = new Map(this.notes.people.persons);
    let everybody = false;
    for (const event of events) {
      const { annotations, people } = this.notes.add(event.entries);
      everybody ||= people;
      for (const id of annotations) touched.add(id);
      for (const id of this.own.add(event.privately ?? []).annotations) touched.add(id);
      this.onItsWay.came(event.privately ? [...event.entries, ...event.privately] : event.entries);
      for (const id of event.published ?? []) touched.add(id);
      if (event.settled) for (const id of this.settled(event.settled)) touched.add(id);
      for (const id of event.erasedPrivately ?? []) touched.add(this.annotationOf(id) ?? id);
      if (event.published || event.erasedPrivately) this.leaveOut(new Set(event.erasedPrivately));
      if (event.article) changes.push(event.article);
      for (const [id, placement] of event.placements) {
        told.set(id, { placement, after: changes.length });
        touched.add(id);
      }
    }
    const moved = changes.map(({ text }) => text);
    const all = composed(moved);
    this.place(moved, all, told);
    if (everybody) this.knowMe();
    everybody &&= !samePersons(known, this.notes.people.persons);
    let { article, text } = this.state;
    if (changes.length > 0) {
      article = withBlocks(article, changes);
      text = new TextIndex(article);
    }
    const change: BriefChange = {
      annotations: everybody ? undefined : touched,
      ...(changes.length > 0 ? { article: all } : {}),
    };
    const order = everybody
      ? this.ordered()
      : reordered(changes.length > 0 ? this.shifted() : this.state, touched, (id) => this.placed(id));
    this.set({ ...order, undo: last.undo, unverified: this.unverified.size, article, text }, change);
  }

  /** What changes of the article didn't touch stands as far from them as before; of the rest the services told. */
  private place(changes: readonly TextChange[], all: readonly TextChange[], told: ReadonlyMap<EntryId, Told>): void {
    if (all.length > 0) {
      for (const [id, placement] of this.placements) {
        const now = shiftedByAll(placement, all);
        if (now !== placement) this.placements.set(id, now);
      }
    }
    for (const [id, { placement, after }] of told) {
      this.placements.set(id, shiftedByAll(placement, changes.slice(after)));
    }
  }

  /** The lists with where each stands after a change of the article: what shifts along with it stays in order. */
  private shifted(): InOrder {
    const now = (each: Placed): Placed => {
      const placement = this.placements.get(each.annotation.id) ?? each.placement;
      return placement === each.placement ? each : { ...each, placement };
    };
    const { placed, withdrawn } = this.state;
    return { placed: placed.map(now), withdrawn: withdrawn.map(now) };
  }

  /** Learns how much of each thread the person has seen. */
  know(seen: Seen): void {
    const { seen: before } = this;
    this.seen = seen;
    const changed = [...this.notes.annotations.keys()].filter(
      (id) => before === undefined || before[seenKey(id)] !== seen[seenKey(id)],
    );
    this.set(reordered(this.state, new Set(changed), (id) => this.placed(id)));
  }

  /** Notes that the person has seen all of a thread. */
  see(id: EntryId): void {
    const annotation = this.notes.annotations.get(id);
    if (!annotation || !this.seen || !isUnread(annotation, this.me.id, this.seen)) return;
    const seen = { [seenKey(id)]: doneByOthers(annotation, this.me.id) };
    this.bridge.call('unread.see', { brief: this.opened.id, seen }).catch(this.onTrouble);
  }

  /** Leaves out what a relay refused, and takes back in what it doesn't refuse any more. */
  holdBack(ids: readonly EntryId[]): void {
    const { annotations, people } = this.notes.holdBack(new Set(ids));
    if (people) this.knowMe();
    if (annotations.size === 0 && !people) return;
    this.set(this.ordered(), { annotations: people ? undefined : annotations });
  }

  /** What the person who works here may do. */
  get role(): Role {
    return this.ended ? 'removed' : this.notes.people.roleOf(this.me.id);
  }

  /** Notes whether the relay says that an owner ended this person's part: the entry that does so never came here then. */
  setEnded(ended: boolean): void {
    if (ended === this.ended) return;
    this.ended = ended;
    this.set(this.ordered(), { annotations: undefined });
  }

  /** One annotation as it is now. */
  placed(id: EntryId): Placed | undefined {
    const placement = this.placements.get(id) ?? { state: 'pending' };
    const annotation = this.notes.annotations.get(id);
    if (annotation) {
      const unverified = this.unverified.has(id);
      const unread = !unverified && this.seen !== undefined && isUnread(annotation, this.me.id, this.seen);
      return { annotation, placement, ...(unread ? { unread } : {}), ...(unverified ? { unverified } : {}) };
    }
    const own = this.own.annotations.get(id);
    return own && { annotation: own, placement, private: true };
  }

  /** What of an annotation decides on its highlight's colour. */
  look(id: EntryId): Pick<Glance, 'by' | 'attributed' | 'status' | 'tags'> | undefined {
    return this.placed(id)?.annotation ?? this.glances.get(id);
  }

  /** An annotation as the article shows it; undefined where it shows nothing of it. */
  glance(id: EntryId): Glance | undefined {
    const placed = this.placed(id);
    return placed ? glanceAt(placed.annotation, placed.placement) : this.glances.get(id);
  }

  /** The annotations that the article may show. */
  shownIds(): EntryId[] {
    return this.state.complete ? this.state.placed.map(({ annotation }) => annotation.id) : [...this.glances.keys()];
  }

  /** The annotation that an id names, or whose comment it names; undefined where the brief has neither. */
  annotationOf(id: EntryId): EntryId | undefined {
    const notes = this.isPrivate(id) ? this.own : this.notes;
    const entry = notes.entries.get(id);
    const annotation = entry && notes.annotationFor(entry);
    return annotation && notes.annotations.has(annotation) ? annotation : undefined;
  }

  /** Whether the thread of an annotation or comment holds something that isn't verified yet. */
  isUnverified(id: EntryId): boolean {
    if (this.unverified.size === 0) return false;
    const annotation = this.annotationOf(id);
    return annotation !== undefined && this.unverified.has(annotation);
  }

  /** Whether an annotation or comment is seen by nobody else. */
  isPrivate(id: EntryId): boolean {
    return this.own.entries.has(id);
  }

  /** An entry of everybody's or of one's own. */
  entry(id: EntryId): Entry | undefined {
    return this.notes.entries.get(id) ?? this.own.entries.get(id);
  }

  /** Does something; gives its entries, which are on disk by then, or undefined where the services refused. */
  async act(action: ActionInput): Promise<Entry[] | undefined> {
    if (this.settle) await this.settle();
    const answer = await this.whileSaving(this.bridge.call('brief.act', { brief: this.opened.id, action }));
    await this.caughtUp();
    return answer?.entries;
  }

  /** Takes back, or does again, this person's last action. */
  async undo(direction: 'undo' | 'redo'): Promise<Entry[] | undefined> {
    const { id: brief } = this.opened;
    const call = direction === 'undo' ? 'brief.undo' : 'brief.redo';
    const answer = await this.whileSaving(this.bridge.call(call, { brief }));
    await this.caughtUp();
    return answer?.entries;
  }

  /** Keeps what is being written; on disk a moment after the writing pauses. */
  keepDraft(draft: Draft): void {
    if (draft.body.trim() === '') {
      this.dropDraft(draft.key);
      return;
    }
    const begun = !this.drafts.has(draft.key);
    this.drafts.set(draft.key, draft);
    clearTimeout(this.timers.get(draft.key));
    this.timers.set(
      draft.key,
      setTimeout(() => this.saveDraft(draft.key), DRAFT_DELAY),
    );
    // Nothing on the screen but the field itself shows the letters; a new state a letter would draw all of it.
    if (begun) this.set({ drafts: new Set(this.drafts.keys()) });
  }

  /** What is being written under a key. */
  draft(key: string): Draft | undefined {
    return this.drafts.get(key);
  }

  /** Writes what waits for its moment at once: the field has lost its focus, or the window goes. */
  flushDrafts(): void {
    for (const key of [...this.timers.keys()]) this.saveDraft(key);
  }

  /** Forgets a draft: it was sent, or thrown away. */
  dropDraft(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    if (!this.drafts.delete(key)) return;
    this.set({ drafts: new Set(this.drafts.keys()) });
    this.writeDraft({ key, body: '' });
  }

  private saveDraft(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    const draft = this.drafts.get(key);
    if (draft) this.writeDraft(draft);
  }

  private writeDraft(draft: Draft): void {
    void this.whileSaving(this.bridge.call('brief.saveDraft', { brief: this.opened.id, draft })).then((answer) => {
      this.setSaving({ failed: answer === undefined });
    });
  }

  /** Keeps a picture with the brief; gives its name, or undefined where the services refused it. */
  async putPicture(file: File): Promise<ImageInfo | undefined> {
    return this.whileSaving(
      readFile(file).then(({ name, bytes }) =>
        this.bridge.call('images.put', { brief: this.opened.id, bytes, ...(file.name ? { name } : {}) }),
      ),
    );
  }

  private async whileSaving<T>(call: Promise<T>): Promise<T | undefined> {
    this.setSaving({ unsaved: this.savingState.unsaved + 1 });
    try {
      return await call;
    } catch (error) {
      this.onTrouble(error);
      return undefined;
    } finally {
      this.setSaving({ unsaved: this.savingState.unsaved - 1 });
    }
  }

  /** What was published counts among everybody's, and here no more; what was erased nowhere. */
  private leaveOut(erased: ReadonlySet<EntryId>): void {
    const kept = [...this.own.entries.values()].filter(({ id }) => !this.notes.entries.has(id) && !erased.has(id));
    this.own = new Notes(this.opened.founder);
    this.own.add(kept);
  }

  /** Whoever has said nothing here yet has a name all the same, in what is private. */
  private knowMe(): void {
    const { persons } = this.notes.people;
    if (!persons.has(this.me.id)) persons.set(this.me.id, this.me);
  }

  private ordered(): InOrder {
    const ids = [...this.notes.annotations.keys(), ...this.own.annotations.keys()];
    return inPlaceOrder(ids.flatMap((id) => this.placed(id) ?? []));
  }

  private setSaving(part: Partial<Saving>): void {
    this.savingState = { ...this.savingState, ...part };
    for (const listener of [...this.listeners]) listener();
  }

  private set(part: Partial<BriefState>, change?: BriefChange): void {
    this.state = { ...this.state, ...part };
    if (change) for (const watcher of [...this.watchers]) watcher(change);
    for (const listener of [...this.listeners]) listener();
  }
}
