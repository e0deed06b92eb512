import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { BODY, META } from '../../../shared/article/shared-article.ts';
import type { SyncReport, SyncState } from '../../../shared/bridge/sharing.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { CLOSE, type RefusedUpdate } from '../../../shared/relay/messages.ts';
import { whyRefused } from '../../../shared/relay/rules.ts';
import type { Arrived } from '../brief/arriving.ts';
import { ENTRIES } from '../brief/brief.ts';
import type { Change } from '../library/change.ts';
import type { SeenMarks } from '../unread/seen-marks.ts';
import { NotesSync } from './notes-sync.ts';
import { OfflineSince } from './offline-since.ts';
import { HOPELESS_AFTER } from './patience.ts';
import { mayHoldPicture, PictureSync } from './picture-sync.ts';
import { doorTo, type RelayFolder, type RelayLink } from './relay-link.ts';
import { Replica } from './replica.ts';
import { Room, type RoomListener } from './room.ts';
import type { Closed } from './room-socket.ts';
import { SeenSync } from './seen-sync.ts';
import { SetAside } from './set-aside.ts';
import { describeState } from './state.ts';
import { SOMEBODY, TakingIn } from './taking-in.ts';
import type { SyncTarget } from './target.ts';
import { TextSync } from './text-sync.ts';

/** After a quiet moment what the relay is known to hold is saved, so that a new start knows it without asking. */
const SAVE_AFTER_MS = 2_000;

/** What a brief's sync tells its surroundings. */
export interface SyncSurroundings {
  /** In milliseconds since 1970. */
  now(): number;
  /** Something came in, or was set aside; all of it is on the disk. */
  changed(change: Change): Promise<void>;
  /** Many entries came in, and can be read before they are verified. */
  arrived(arrived: Arrived): void;
  /** What the person of the link has seen, where somebody looks at the brief. */
  seen?: SeenMarks;
  /** It stands differently to its relay than before. */
  stateChanged(): void;
  /**
   * The relay doesn't know the credential any more: asks it for another, as the member that one may still be.
   *
   * @returns `removed` where the relay says that an owner ended this person's part
   */
  credentialEnded(): Promise<'removed' | undefined>;
  /** Something went wrong that nobody's call can be told of. */
  trouble(error: unknown): void;
}

/** One brief and its relay: what is done here goes there, what is done there comes here, and how far that has got. */
export class BriefSync {
  readonly awareness = new Awareness(new Y.Doc());
  private readonly notesRoom: Room;
  private readonly textRoom: Room;
  private readonly notes: NotesSync;
  private readonly text: TextSync;
  private readonly pictures: PictureSync | undefined;
  private readonly seen: SeenSync | undefined;
  private readonly takingIn: TakingIn;
  /** The relay refused a change of the article: the article becomes the relay's as soon as that is here. */
  private textRefused: RefusedUpdate | undefined;
  private readonly counts = { sent: 0, refused: 0 };
  private readonly stopWatching: () => void;
  private saveTimer: NodeJS.Timeout | undefined;
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly link: RelayLink,
    private readonly folder: RelayFolder,
    readonly target: SyncTarget,
    private readonly surroundings: SyncSurroundings,
    private readonly setAside: SetAside,
    private readonly offlineSince: OfflineSince,
    replicas: { notes: Replica; text: Replica },
  ) {
    const { now } = surroundings;
    this.awareness.setLocalState(null);
    this.notesRoom = new Room(doorTo(link, 'notes'), replicas.notes, this.notesListener(), now, this.awareness);
    this.textRoom = new Room(doorTo(link, 'text'), replicas.text, this.textListener(), now);
    for (const room of this.rooms) room.offlineSince = offlineSince.before(now());
    target.brief.holdBack(setAside.entries);
    this.notes = new NotesSync(this.notesRoom, target, setAside);
    this.text = new TextSync(this.textRoom, target);
    const { seen, trouble } = surroundings;
    this.seen = seen && new SeenSync(doorTo(link, 'me'), seen, now, trouble);
    this.takingIn = new TakingIn(
      link,
      target,
      surroundings,
      () => this.textRoom.doc,
      () => this.changed(),
    );
    const { images } = target;
    this.pictures =
      images &&
      new PictureSync(
        link,
        folder,
        target.brief,
        images,
        () => this.changed(),
        () => this.exchangePictures(),
      );
    this.stopWatching = target.onRecord((record) => {
      this.notes.recorded(record);
      this.text.recorded(record);
      if (record.text || record.entries?.some(mayHoldPicture)) this.exchangePictures();
      this.changed();
    });
  }

  /** Makes ready what is known of the relay; it connects with `connect`. */
  static async open(
    link: RelayLink,
    folder: RelayFolder,
    target: SyncTarget,
    surroundings: SyncSurroundings,
  ): Promise<BriefSync> {
    const [notes, text, setAside, offlineSince] = await Promise.all([
      Replica.load(folder.replica('notes')),
      Replica.load(folder.replica('text')),
      SetAside.load(folder),
      OfflineSince.load(folder.offlineSince),
    ]);
    const sync = new BriefSync(link, folder, target, surroundings, setAside, offlineSince, { notes, text });
    await sync.pictures?.begin();
    return sync;
  }

  /** Connects, now rather than when its turn comes. */
  connect(): void {
    for (const room of this.rooms) room.connect();
    this.seen?.connect();
    this.changed();
  }

  /** Ends the connections; what is known of the relay is on the disk. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.saveTimer);
    this.stopWatching();
    await this.takingIn.whenIdle;
    await this.save();
    this.awareness.setLocalState(null);
    for (const room of this.rooms) room.close();
    await this.keepOfflineSince();
    this.seen?.close();
    this.pictures?.close();
    this.awareness.destroy();
    for (const wake of [...this.waiting]) wake();
  }

  /** What was exchanged since it was opened, and what waits. */
  private get report(): SyncReport {
    return { ...this.counts, received: this.takingIn.received, pending: this.state.pending };
  }

  /** What is not known to be on the relay: entries by id, whether the article changed, and how many pictures. */
  get waitingFor(): { entries: ReadonlySet<string>; article: boolean; pictures: number } {
    const article = this.text.pending.size > 0;
    return { entries: this.notes.pending, article, pictures: this.pictures?.pending.size ?? 0 };
  }

  get state(): SyncState {
    const { entries, article, pictures } = this.waitingFor;
    return describeState({
      link: this.link,
      role: this.target.brief.notes.people.roleOf(this.link.person),
      rooms: this.rooms,
      textIsNewer: this.takingIn.textIsNewer,
      // However often somebody typed in the article, and whether or not that came in one piece from the disk, it is one.
      pending: entries.size + Number(article) + pictures,
      setAside: this.setAside,
    });
  }

  /**
   * Exchanges everything with the relay.
   *
   * @param patience how long to wait for a connection, in milliseconds
   * @returns what was done until all was decided
   * @throws {Refusal} where the relay can't be reached, or lets nobody in with this credential
   */
  async exchange(patience: number): Promise<SyncReport> {
    const before = this.report;
    const until = Date.now() + patience;
    for (const room of this.rooms) room.failures = 0;
    this.connect();
    while (!this.isDone && !this.isClosed) {
      const { state, why } = this.state;
      if (state === 'stopped' && !this.isAsking)
        throw new Refusal('sync-stopped', why ?? 'The relay lets nobody in any more.');
      const isHopeless = this.rooms.some(({ failures }) => failures >= HOPELESS_AFTER);
      if (state === 'offline' && (isHopeless || Date.now() >= until)) throw this.notReached();
      await this.nextChange(Math.max(10, Math.min(500, until - Date.now())));
    }
    const { sent, received, refused, pending } = this.report;
    return {
      sent: sent - before.sent,
      received: received - before.received,
      refused: refused - before.refused,
      pending,
    };
  }

  /** What was refused and is to be offered once more, with what goes with it. A change of the article can't be. */
  refusedEntries(ids: ReadonlySet<string>): Entry[] {
    return this.setAside.together(ids);
  }

  /** The entries that were offered in the place of refused ones, by the ids of those. */
  get renewed(): Map<string, string> {
    return this.setAside.renewed;
  }

  /** Notes what was offered in the place of refused entries. */
  async renew(renewed: ReadonlyMap<string, string>): Promise<void> {
    await this.setAside.renew(renewed);
    this.changed();
  }

  /** The entries that were refused because this computer's clock was ahead, and wait for it to be right. */
  get early(): ReadonlySet<string> {
    return this.setAside.early;
  }

  /** Offers refused entries as they are, such as those of others that an owner may carry in. */
  async release(ids: ReadonlySet<string>): Promise<void> {
    await this.setAside.release(ids);
    await this.holdBack()();
    this.notes.count();
    this.notes.push();
    this.changed();
  }

  /** @param away whether refused things are put away, or taken out again */
  async putAway(ids: ReadonlySet<string>, away: boolean): Promise<void> {
    await this.setAside.putAway(ids, away);
    this.changed();
  }

  /** Gives the article back to a relay that has lost a part of it. */
  giveBack(): void {
    if (this.state.canGiveBack) this.textRoom.giveBack();
  }

  private get rooms(): { notes: Room; text: Room }[keyof { notes: Room; text: Room }][] {
    return [this.notesRoom, this.textRoom];
  }

  /** Whether relay and brief have the same, to the last picture. */
  get isDone(): boolean {
    return (
      this.rooms.every((room) => room.settled) &&
      this.state.state === 'on-relay' &&
      this.takingIn.isIdle &&
      this.picturing === 0
    );
  }

  /** Waits until it is known who takes part and as what, for as long as somebody has patience (in milliseconds). */
  async untilKnown(patience: number): Promise<void> {
    const until = Date.now() + patience;
    while (!this.takingIn.isKnown && !this.isClosed && Date.now() < until) await this.nextChange(until - Date.now());
  }

  /** Another one has taken its place, or the brief isn't shared any more. */
  isClosed = false;
  /** The relay is asked why it doesn't know the credential. */
  private isAsking = false;
  private picturing = 0;

  private notReached(): Refusal {
    const { pending } = this.state;
    const waits = pending === 0 ? '' : ` ${pending === 1 ? '1 change waits' : `${pending} changes wait`} here.`;
    return new Refusal(
      'relay-not-reached',
      `The relay ${this.link.relay} can’t be reached, so nothing was exchanged.${waits} Check the network and try again.`,
    );
  }

  private notesListener(): RoomListener {
    return {
      begin: (doc) => doc.getMap(ENTRIES),
      arrived: (_update, transaction) => {
        const entries = this.notes.arrived(transaction);
        this.takingIn.takeEntries(entries);
        this.takeBack();
      },
      synced: () => {
        this.takeBack();
        // After those that have arrived just now: they lack nothing any more then.
        this.takingIn.inTurn(async () => this.takingIn.takeEntries(this.notes.lacking()));
        this.notes.count();
        this.notes.push();
      },
      decided: (items) => {
        this.counts.sent += items.length;
        this.notes.decided(items);
      },
      refused: (items, refused) => this.notesRefused(items, refused),
      relayIsBehind: () => {
        // What others wrote goes back as entries, which anybody may carry; a struct may not.
        this.notes.beginFromNothing();
      },
      changed: () => this.changed(),
      stopped: (closed) => this.stopped(closed),
    };
  }

  private textListener(): RoomListener {
    return {
      begin: (doc) => {
        doc.getXmlFragment(BODY);
        doc.getMap(META);
      },
      arrived: (text) => {
        if (!this.textRefused) this.takingIn.takeText(text);
      },
      synced: () => {
        if (this.textRefused) return this.takeRelaysArticle(this.textRefused);
        const text = this.text.lacking();
        if (text) this.takingIn.takeText(text);
        this.text.push();
        this.text.count();
        this.exchangePictures();
      },
      decided: (items) => {
        this.counts.sent += items.length;
        this.text.decided(items);
      },
      refused: (_items, refused) => {
        this.textRefused = refused;
        this.textRoom.reset();
      },
      relayIsBehind: () => this.changed(),
      changed: () => this.changed(),
      stopped: (closed) => this.stopped(closed),
    };
  }

  /** A credential that isn't known any more may have been lost by the relay, or ended with its person's part. */
  private stopped({ code }: Closed): void {
    if (code !== CLOSE.unauthorised || this.isAsking) return;
    this.isAsking = true;
    this.surroundings
      .credentialEnded()
      .then((ended) => {
        if (ended !== 'removed') return;
        for (const room of this.rooms) if (room.stopped) room.stopped = { ...room.stopped, code: CLOSE.removed };
      })
      .catch((error: unknown) => this.surroundings.trouble(error))
      .finally(() => {
        this.isAsking = false;
        this.changed();
      });
  }

  /** Sets aside what is to blame, and begins anew without it. */
  private notesRefused(items: readonly string[], refused: RefusedUpdate): void {
    const at = this.surroundings.now();
    const blamed = this.notes.blame(items, refused.ids).map((id) => {
      const entry = this.notes.entry(id);
      return { id, why: whyRefused(refused, entry?.by === this.link.person), at, ...(entry ? { entry } : {}) };
    });
    this.counts.refused += blamed.length;
    const kept = this.setAside.add(blamed, refused.rule === 'clock');
    kept.catch(() => {});
    const told = this.holdBack();
    this.takingIn.inTurn(async () => {
      await kept;
      await told();
    });
    this.notes.beginAnew(items);
    this.changed();
  }

  /** What the relay once refused and has now isn't set aside any more: an owner may have carried it in. */
  private takeBack(): void {
    const there = this.notes.onRelay(this.setAside.entries);
    if (there.size === 0) return;
    this.takingIn.inTurn(async () => {
      await this.setAside.release(there);
      await this.holdBack()();
    });
  }

  /** Folds the brief without what is set aside; gives what tells the windows. */
  private holdBack(): () => Promise<void> {
    const annotations = this.target.brief.holdBack(this.setAside.entries);
    return () => this.surroundings.changed({ entries: [], annotations });
  }

  /** The article becomes the relay's; what was refused is set aside in words. Where the relay has none, ours stays. */
  private takeRelaysArticle(refused: RefusedUpdate): void {
    const { doc } = this.textRoom;
    if (doc.getMap(META).size === 0) {
      this.textRefused = undefined;
      this.takingIn.inTurn(() =>
        this.setAside.add([{ id: 'text:all', why: whyRefused(refused), at: this.surroundings.now() }]),
      );
      this.text.count();
      return;
    }
    const change = this.text.difference(doc);
    const at = this.surroundings.now();
    this.counts.refused++;
    this.takingIn.inTurn(async () => {
      await this.setAside.add([{ id: `text:${at}`, why: whyRefused(refused, true), at, change }]);
      const state = Y.encodeStateAsUpdate(doc);
      await this.surroundings.changed(await this.target.replaceText(state, SOMEBODY, at));
      this.textRefused = undefined;
      this.text.push();
      this.text.count();
    });
  }

  /** A picture that can't be brought now is brought when the next one is, or with the next connection. */
  private exchangePictures(): void {
    if (!this.pictures || !this.textRoom.synced) return;
    this.picturing++;
    this.pictures
      .exchange()
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) this.surroundings.trouble(error);
      })
      .finally(() => {
        this.picturing--;
        this.changed();
      });
  }

  /** Keeps since when there is no connection. */
  private async keepOfflineSince(): Promise<void> {
    const times = this.rooms.flatMap(({ offlineSince }) => offlineSince ?? []);
    const since = times.length > 0 ? Math.min(...times) : undefined;
    await this.offlineSince.keep(since).catch((error: unknown) => this.surroundings.trouble(error));
  }

  private changed(): void {
    for (const wake of [...this.waiting]) wake();
    void this.keepOfflineSince();
    this.surroundings.stateChanged();
    if (this.saveTimer || !this.rooms.some((room) => room.canSave)) return;
    this.saveTimer = setTimeout(() => {
      this.saveTimer = undefined;
      void this.save().catch((error: unknown) => this.surroundings.trouble(error));
    }, SAVE_AFTER_MS);
    this.saveTimer.unref();
  }

  private async save(): Promise<void> {
    await this.notesRoom.save(this.folder.replica('notes'));
    await this.textRoom.save(this.folder.replica('text'));
  }

  private nextChange(most: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, most);
      this.waiting.add(wake);
    });
  }
}
