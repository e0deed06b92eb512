import type { Bridge, CallName, Capabilities, EventName, Events, OpenedBrief, Results } from '../../shared/bridge.ts';
import { calls } from '../../shared/bridge.ts';
import type { BriefId, PersonId } from '../../shared/model/ids.ts';
import { Refusal } from '../../shared/refusal.ts';
import { AtMostEvery } from './at-most-every.ts';
import { Backups } from './backups/backups.ts';
import { DiskWatch, lookAfter } from './backups/watch.ts';
import { Exporting } from './exporting/exporting.ts';
import type { Print } from './exporting/pdf/printer.ts';
import { backupsHandlers } from './handlers/backups.ts';
import { briefHandlers } from './handlers/brief.ts';
import type { HandlersOf, ServiceContext } from './handlers/context.ts';
import { editingHandlers } from './handlers/editing.ts';
import { exportingHandlers } from './handlers/exporting.ts';
import { imagesHandlers } from './handlers/images.ts';
import { importingHandlers } from './handlers/importing.ts';
import { libraryHandlers } from './handlers/library.ts';
import { lookingBackHandlers } from './handlers/looking-back.ts';
import { noticesHandlers } from './handlers/notices.ts';
import { offlineHandlers } from './handlers/offline.ts';
import { personHandlers } from './handlers/person.ts';
import { sharingHandlers } from './handlers/sharing.ts';
import { unreadHandlers } from './handlers/unread.ts';
import { identityFolder, libraryFolder } from './home.ts';
import { type Identity, Profile } from './identity/profile.ts';
import { Importing } from './importing/importing.ts';
import { Reader } from './importing/in-thread.ts';
import type { Change } from './library/change.ts';
import { Library } from './library/library.ts';
import type { StoredBrief } from './library/stored-brief.ts';
import { Notices } from './notices/notices.ts';
import { CarriedFiles } from './offline/carried-files.ts';
import { RememberedState } from './remembered.ts';
import { Hosting } from './sync/hosting.ts';
import { Syncing } from './sync/syncing.ts';
import { Unread } from './unread/unread.ts';

/** Changes in briefs are told to the list of the library at most this often: of 5,000 rows it is made anew each time. */
const LIST_EVERY_MS = 1_000;

export interface ServicesOptions {
  /** The folder of all state; see `homeFolder`. */
  home: string;
  version: string;
  capabilities: Capabilities;
  /** In milliseconds since 1970. */
  now?: () => number;
  /** The folder of the briefs, where it isn't the one of the home. */
  library?: string;
  /** False where shared briefs are exchanged only when a call asks for it, as by a command that ends soon. */
  connects?: boolean;
  /** The shell's own way to print; without one the system's Chromium does it. */
  print?: Print;
  /** The shell's own way to ask for a folder; null where its person chose none. */
  chooseFolder?: (from: string) => Promise<string | null>;
}

/** The services of one process: they own the documents, the keys and the disk. */
export interface Services extends Bridge {
  /** Finishes what is being done; then everything is on the disk. */
  close(): Promise<void>;
}

/** Starts the services on a folder that this process owns; see `claim` in the instance folder. */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const services = new LocalServices(options);
  await services.library.tidy();
  const connects = options.connects ?? true;
  if (connects) await services.resumeHosting();
  await services.syncing.start(connects);
  if (connects) services.lookAfter();
  return services;
}

class LocalServices implements Services, ServiceContext {
  readonly library: Library;
  readonly profile: Profile;
  readonly unread: Unread;
  private readonly notices: Notices;
  readonly syncing: Syncing;
  readonly hosting: Hosting;
  private readonly backups: Backups;
  private readonly disks: DiskWatch;
  private endLookingAfter = () => {};
  private readonly listFollows = new AtMostEvery(LIST_EVERY_MS, () => this.emit('library.changed', {}));
  private readonly exporting: Exporting;
  private readonly reader = new Reader();
  private readonly importing = new Importing(this.reader);
  private readonly carried: CarriedFiles;
  private readonly remembered: RememberedState;
  private readonly listeners = new Map<EventName, Set<(event: never) => void>>();
  readonly home: string;
  readonly now: () => number;

  constructor(private readonly options: ServicesOptions) {
    this.library = new Library(options.library ?? libraryFolder(options.home));
    this.profile = new Profile(identityFolder(options.home));
    this.home = options.home;
    this.carried = new CarriedFiles(options.home);
    this.exporting = new Exporting(options.print);
    this.remembered = new RememberedState(options.home);
    this.now = options.now ?? Date.now;
    this.unread = new Unread((brief, { seen }) => this.emit('unread.changed', { brief, seen }));
    this.notices = new Notices(this.remembered, this.unread, this.now, (notice) => this.emit('notice.made', notice));
    this.syncing = new Syncing(this, this.unread, this.notices);
    this.hosting = new Hosting(options.home);
    this.backups = new Backups(options.home, this.library, this.now);
    this.disks = new DiskWatch(
      async () => ({ library: this.library.folder, backups: (await this.backups.settings()).folder }),
      () => this.emit('offline.shortOfRoom', {}),
    );
    this.handlers = this.allHandlers();
  }

  async call<N extends CallName>(name: N, params: unknown): Promise<Results[N]> {
    const parsed = calls[name].safeParse(params);
    if (!parsed.success)
      throw new Refusal('bad-call', `“${name}” was called with what it doesn’t take.`, { cause: parsed.error });
    const handler = this.handlers[name] as (params: unknown) => Promise<Results[N]> | Results[N];
    return handler(parsed.data);
  }

  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
    return () => all.delete(listener);
  }

  /** A relay that can't run keeps nobody from working on: the brief says that it is offline. */
  async resumeHosting(): Promise<void> {
    await this.hosting.resume().catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      // Nobody listens yet.
      setTimeout(() => this.emit('app.trouble', { sentence: error.message }), 2_000).unref();
    });
  }

  /** Backs up what changes, and looks at the disks, until the end. */
  lookAfter(): void {
    const tell = (sentence: string) => this.emit('app.trouble', { sentence });
    this.endLookingAfter = lookAfter(this.disks, this.backups, tell);
  }

  async close(): Promise<void> {
    this.endLookingAfter();
    this.listFollows.end();
    this.notices.close();
    this.exporting.stopAll();
    await this.backups.close();
    await this.importing.close();
    await this.syncing.close();
    await this.remembered.flush();
    await this.hosting.stop();
    await this.library.closeAll();
  }

  emit<N extends EventName>(name: N, event: Events[N]): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as (event: Events[N]) => void)(event);
  }

  private readonly handlers: HandlersOf<typeof calls>;

  private allHandlers(): HandlersOf<typeof calls> {
    return {
      'app.hello': async () => {
        const { version, capabilities } = this.options;
        return { version, capabilities, person: (await this.profile.current())?.person ?? null };
      },
      'app.forward': ({ place }) => {
        this.emit('app.forward', place === undefined ? {} : { place });
        return null;
      },
      'app.openWindow': () => {
        throw new Refusal('no-windows', 'Only the desktop app opens windows; here a browser does.');
      },
      'app.remembered': () => this.remembered.all(),
      'app.remember': async ({ key, value }) => {
        await this.remembered.set(key, value);
        return null;
      },
      ...personHandlers(this),
      ...libraryHandlers(this, this.carried),
      ...importingHandlers(this, this.importing),
      ...briefHandlers(this),
      ...exportingHandlers(this, this.exporting, this.reader),
      ...editingHandlers(this),
      ...imagesHandlers(this, (preview, sha256) => this.importing.image(preview, sha256)),
      ...offlineHandlers(this, this.carried, this.importing, this.backups, (brief) => this.syncing.isShared(brief)),
      ...lookingBackHandlers(this, (brief) => this.backups.afterErasure(brief)),
      ...backupsHandlers(this.backups, this.disks, this.options.chooseFolder),
      ...sharingHandlers(this, this.syncing, this.hosting),
      ...unreadHandlers(this, this.unread, this.syncing),
      ...noticesHandlers(this.notices),
    };
  }

  async change<C extends Change>(
    brief: BriefId,
    as: PersonId | undefined,
    work: (stored: StoredBrief, author: Identity) => Promise<C>,
  ): Promise<C> {
    const author = await this.author(as);
    return this.library.with(brief, async (stored) => {
      const change = await work(stored, author);
      await this.changed(stored, change);
      return change;
    });
  }

  async changed(stored: StoredBrief, change: Change): Promise<void> {
    // What came from the relay was done by nobody here, whom `with` would have known of.
    this.library.catalogue.touched(stored.brief.id);
    const { entries, annotations, article, privately, published, settled, erasedPrivately } = change;
    const me = await this.profile.current();
    const placements = [...annotations].flatMap((id): OpenedBrief['placements'] => {
      const placement = stored.brief.placements.get(id);
      return placement ? [[id, placement]] : [];
    });
    const own = article ? stored.own.notes.annotations.keys() : annotations;
    placements.push(...stored.own.placements(own));
    const undo = me ? stored.undoStateOf(me.person.id) : {};
    const shown = new Set(settled?.verified);
    this.emit('brief.changed', {
      brief: stored.brief.id,
      entries: entries.filter(({ id }) => !shown.has(id)),
      placements,
      undo,
      ...(article ? { article } : {}),
      ...(privately ? { privately } : {}),
      ...(published ? { published } : {}),
      ...(settled ? { settled } : {}),
      ...(erasedPrivately ? { erasedPrivately } : {}),
    });
    this.listFollows.ask();
  }

  added(brief: BriefId): { brief: BriefId } {
    this.emit('library.changed', {});
    return { brief };
  }

  listChanged(): null {
    this.emit('library.changed', {});
    return null;
  }

  async author(as: PersonId | undefined): Promise<Identity> {
    if (!as) return this.me();
    const identity = await this.profile.find(as);
    if (!identity)
      throw new Refusal(
        'no-such-person',
        'The keys of this person are not on this computer. Import their identity first.',
      );
    return identity;
  }

  async me(): Promise<Identity> {
    const me = await this.profile.current();
    if (!me)
      throw new Refusal(
        'no-person',
        'Nobody has given a name yet. Say who you are first; what you write is signed with it.',
      );
    return me;
  }
}
