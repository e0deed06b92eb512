import { join } from 'node:path';
import type { Present, SyncReport, SyncState } from '../../../shared/bridge/sharing.ts';
import type { BriefId, PersonId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { ServiceContext } from '../handlers/context.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import type { Notices } from '../notices/notices.ts';
import type { Unread } from '../unread/unread.ts';
import { BriefSync } from './brief-sync.ts';
import { ClockWatch } from './clock-watch.ts';
import { enterAgain } from './membership.ts';
import { offerAgain } from './offer-again.ts';
import { presentIn } from './presence.ts';
import { RelayFolders, type RelayLink, trustOf } from './relay-link.ts';
import { SetAside } from './set-aside.ts';
import { describeClosed } from './state.ts';

/** Shared briefs that are kept in step while no window shows them; each costs two connections and its memory. */
const MOST_CLOSED = 40;
/** Changes of state are told at most this often: a brief that is shared first passes through thousands. */
const TELL_EVERY_MS = 50;

/** The shared briefs of this machine, each with its relay: those that are open, and those of the library that aren't. */
export class Syncing {
  readonly folders: RelayFolders;
  private readonly running = new Map<BriefId, Promise<BriefSync>>();
  /** Those that are being ended: the next one of a brief opens after that. */
  private readonly ending = new Map<BriefId, Promise<void>>();
  private readonly stored = new Map<BriefId, StoredBrief>();
  private readonly releases = new Map<BriefId, () => void>();
  private readonly clocks = new Map<BriefId, ClockWatch>();
  private readonly telling = new Map<BriefId, NodeJS.Timeout>();
  private links = new Map<BriefId, RelayLink>();
  private stopWatching: (() => void) | undefined;
  private isEnded = false;

  constructor(
    private readonly context: ServiceContext,
    private readonly unread: Unread,
    private readonly notices: Notices,
  ) {
    this.folders = new RelayFolders(join(context.home, 'relays'));
  }

  /**
   * Begins to keep the shared briefs in step.
   *
   * @param connects false where only what is asked for is to be exchanged, as by a command that ends soon
   */
  async start(connects: boolean): Promise<void> {
    this.links = new Map((await this.folders.links()).map((link) => [link.brief, link]));
    if (!connects) {
      this.context.library.prepare = (stored) => this.holdBack(stored);
      return;
    }
    this.stopWatching = this.context.library.watch((stored) => {
      const { id } = stored.brief;
      const link = this.links.get(id);
      // One that is only now beginning has opened it itself.
      const begins = this.running.has(id) && !this.stored.has(id);
      if (link && !begins && this.stored.get(id) !== stored) void this.begin(link).catch(this.trouble);
    });
    const present = new Set(await this.context.library.ids());
    for (const link of [...this.links.values()].filter(({ brief }) => present.has(brief)).slice(0, MOST_CLOSED))
      await this.begin(link).catch(this.trouble);
  }

  async close(): Promise<void> {
    this.isEnded = true;
    this.stopWatching?.();
    for (const timer of this.telling.values()) clearTimeout(timer);
    await Promise.all([...this.running.keys()].map((brief) => this.end(brief)));
  }

  /** The link of a brief with its relay. @throws {Refusal} where it isn't shared from here */
  link(brief: BriefId): RelayLink {
    const link = this.links.get(brief);
    if (link) return link;
    throw new Refusal(
      'not-shared',
      'This brief is not shared on a relay from this computer. Share it, or join it by an invitation.',
    );
  }

  /** The links of everything that a person has shared or joined from here. */
  linksOf(person: PersonId): RelayLink[] {
    return [...this.links.values()].filter((link) => link.person === person);
  }

  isShared(brief: BriefId): boolean {
    return this.links.has(brief);
  }

  /** The briefs that are kept in step. */
  inStep(): StoredBrief[] {
    return [...this.stored.values()];
  }

  /** Keeps a new link and connects. */
  async add(link: RelayLink): Promise<BriefSync> {
    await this.folders.of(link.brief).keep(link);
    this.links.set(link.brief, link);
    return this.begin(link);
  }

  /** Forgets a brief's relay. The brief stays. */
  async remove(brief: BriefId): Promise<void> {
    await this.end(brief);
    this.links.delete(brief);
    await this.folders.of(brief).forget();
    this.context.emit('sync.ended', { brief });
  }

  /** The sync of a shared brief, begun where it isn't running. */
  of(brief: BriefId): Promise<BriefSync> {
    return this.running.get(brief) ?? this.begin(this.link(brief));
  }

  /** Exchanges everything with the relay; see `BriefSync.exchange`. */
  async exchange(brief: BriefId, patience: number): Promise<SyncReport> {
    for (;;) {
      const sync = await this.of(brief);
      const report = await sync.exchange(patience);
      // With another credential it is another connection that has to be asked.
      if (!sync.isClosed || this.isEnded) return report;
    }
  }

  /** Asks whether this computer's clock is right by now, and issues anew what was refused because it wasn't. */
  async askForTime(brief: BriefId): Promise<void> {
    await this.clocks.get(brief)?.ask();
  }

  /** How a brief stands to its relay; undefined where it isn't shared. */
  async state(brief: BriefId): Promise<SyncState | undefined> {
    const running = this.running.get(brief);
    if (running) return (await running).state;
    const link = this.links.get(brief);
    return link && describeClosed(link);
  }

  async states(): Promise<SyncState[]> {
    const states = await Promise.all([...this.links.keys()].map((brief) => this.state(brief)));
    return states.filter((state) => state !== undefined);
  }

  async present(brief: BriefId): Promise<Present[]> {
    const running = this.running.get(brief);
    return running ? presentIn((await running).awareness) : [];
  }

  /** What the relay refused counts no more here than where the brief is kept in step. */
  private async holdBack({ brief }: StoredBrief): Promise<void> {
    if (!this.links.has(brief.id)) return;
    const { entries } = await SetAside.load(this.folders.of(brief.id));
    if (entries.size > 0) brief.holdBack(entries);
  }

  /** Begins a brief's sync in the place of the one before. From here on `of` gives this one, so that none is lost. */
  private begin(link: RelayLink): Promise<BriefSync> {
    const { brief } = link;
    const beginning = this.end(brief).then(() => this.open(link));
    this.running.set(brief, beginning);
    return beginning.then(
      (sync) => {
        if (!sync.isClosed) sync.connect();
        return sync;
      },
      (error: unknown) => {
        if (this.running.get(brief) === beginning) this.running.delete(brief);
        throw error;
      },
    );
  }

  private async open(link: RelayLink): Promise<BriefSync> {
    const { brief } = link;
    const { library } = this.context;
    this.releases.set(
      brief,
      library.hold(brief, () => this.end(brief)),
    );
    const stored = await library.with(brief, (found) => found);
    this.stored.set(brief, stored);
    const seen = await this.unread.of(stored, link.person);
    const folder = this.folders.of(brief);
    // What was there before one joined is no news, and counts as read.
    let joins = !(await folder.hasReplica('notes'));
    let opened: BriefSync | undefined;
    const sync = await BriefSync.open(link, folder, stored, {
      seen,
      now: () => this.context.now(),
      changed: async (change) => {
        if (joins) await seen.foundThere(change.annotations);
        await this.context.changed(stored, change);
        if (!joins) this.notices.came(stored, link.person, change.entries);
      },
      arrived: (arrived) => this.context.emit('brief.arriving', { brief, ...arrived }),
      stateChanged: () => {
        joins &&= !opened?.isDone;
        this.clocks.get(brief)?.look();
        this.tellSoon(brief);
      },
      credentialEnded: () => this.renew(link),
      trouble: this.trouble,
    });
    opened = sync;
    const clock = new ClockWatch(
      link,
      () => this.context.now(),
      () => sync.early,
      (ids) => offerAgain(this.context, brief, sync, ids),
      this.trouble,
    );
    this.clocks.set(brief, clock);
    sync.awareness.on('change', () => {
      this.context.emit('presence.changed', { brief, here: presentIn(sync.awareness) });
    });
    return sync;
  }

  /** Gets another credential for a member whose own the relay doesn't know any more. */
  private async renew(link: RelayLink): Promise<'removed' | undefined> {
    const { brief, person, relay } = link;
    const identity = await this.context.profile.find(person);
    if (!identity || this.links.get(brief) !== link) return undefined;
    try {
      await this.add((await enterAgain(brief, identity, { relay, trust: trustOf(link) })).link);
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error.code === 'relay-removed' ? 'removed' : undefined;
      throw error;
    }
  }

  /** Ends a brief's sync, where it has one; fulfilled when it holds nothing any more. */
  private end(brief: BriefId): Promise<void> {
    const running = this.running.get(brief);
    if (!running) return this.ending.get(brief) ?? Promise.resolve();
    this.running.delete(brief);
    const ended = this.closed(brief, running).finally(() => {
      if (this.ending.get(brief) === ended) this.ending.delete(brief);
    });
    this.ending.set(brief, ended);
    return ended;
  }

  private async closed(brief: BriefId, running: Promise<BriefSync>): Promise<void> {
    const sync = await running.catch(() => undefined);
    this.stored.delete(brief);
    this.clocks.get(brief)?.close();
    this.clocks.delete(brief);
    await sync?.close();
    this.releases.get(brief)?.();
    this.releases.delete(brief);
  }

  private tellSoon(brief: BriefId): void {
    if (this.telling.has(brief)) return;
    const tell = async () => {
      this.telling.delete(brief);
      const state = await this.state(brief);
      if (state && this.links.has(brief)) this.context.emit('sync.changed', state);
    };
    this.telling.set(
      brief,
      setTimeout(() => void tell().catch(this.trouble), TELL_EVERY_MS),
    );
  }

  private readonly trouble = (error: unknown): void => {
    if (!(error instanceof Refusal)) throw error;
    this.context.emit('app.trouble', { sentence: error.message });
  };
}
