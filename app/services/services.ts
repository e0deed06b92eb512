import { titleOf } from '../../shared/article/blocks.ts';
import type {
  Bridge,
  CallName,
  Capabilities,
  EventName,
  Events,
  FileOut,
  OpenedBrief,
  ParsedParams,
  Results,
} from '../../shared/bridge.ts';
import { calls } from '../../shared/bridge.ts';
import type { BriefId, PersonId } from '../../shared/model/ids.ts';
import { Refusal } from '../../shared/refusal.ts';
import { showBrief } from '../../shared/shown.ts';
import { carried } from './exporting/carried-brief.ts';
import { Exporting } from './exporting/exporting.ts';
import { nameFor } from './exporting/name-for.ts';
import { identityFolder, libraryFolder } from './home.ts';
import { lockIdentity, unlockIdentity } from './identity/carry.ts';
import { type Identity, Profile } from './identity/profile.ts';
import { Importing } from './importing.ts';
import { planReview } from './importing-comments/plan-review.ts';
import { readWord } from './importing-comments/read-word.ts';
import type { ReviewPlan } from './importing-comments/review-plan.ts';
import { Library } from './library/library.ts';
import { addPackage, packageOf } from './library/packages.ts';
import type { Change, StoredBrief } from './library/stored-brief.ts';
import { sampleBrief } from './sample/sample-brief.ts';

export interface ServicesOptions {
  /** The folder of all state; see `homeFolder`. */
  home: string;
  version: string;
  capabilities: Capabilities;
  /** In milliseconds since 1970. */
  now?: () => number;
}

/** The services of one process: they own the documents, the keys and the disk. */
export interface Services extends Bridge {
  /** Finishes what is being done; then everything is on the disk. */
  close(): Promise<void>;
}

type Handlers = { [N in CallName]: (params: ParsedParams<N>) => Promise<Results[N]> | Results[N] };

/** Starts the services on a folder that this process owns; see `claim` in the instance folder. */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const services = new LocalServices(options);
  await services.library.tidy();
  return services;
}

class LocalServices implements Services {
  readonly library: Library;
  private readonly profile: Profile;
  private readonly importing = new Importing();
  private readonly exporting = new Exporting();
  private readonly listeners = new Map<EventName, Set<(event: never) => void>>();
  /** How many windows show a brief. */
  private readonly shown = new Map<BriefId, number>();
  private readonly now: () => number;

  constructor(private readonly options: ServicesOptions) {
    this.library = new Library(libraryFolder(options.home));
    this.profile = new Profile(identityFolder(options.home));
    this.now = options.now ?? Date.now;
  }

  async call<N extends CallName>(name: N, params: unknown): Promise<Results[N]> {
    const parsed = calls[name].safeParse(params);
    if (!parsed.success)
      throw new Refusal('bad-call', `“${name}” was called with what it doesn't take.`, { cause: parsed.error });
    const handler = this.handlers[name] as (params: unknown) => Promise<Results[N]> | Results[N];
    return handler(parsed.data);
  }

  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
    return () => all.delete(listener);
  }

  async close(): Promise<void> {
    this.exporting.stopAll();
    await this.library.closeAll();
  }

  private emit<N extends EventName>(name: N, event: Events[N]): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as (event: Events[N]) => void)(event);
  }

  private readonly handlers: Handlers = {
    'app.hello': async () => {
      const { version, capabilities } = this.options;
      return { version, capabilities, person: (await this.profile.current())?.person ?? null };
    },
    'app.forward': () => {
      this.emit('app.forward', {});
      return null;
    },

    'person.create': async (details) => (await this.profile.create(details)).person,
    'person.change': async (details) => (await this.profile.change((await this.me()).person.id, details)).person,
    'identity.export': async ({ passphrase }) => {
      const me = await this.me();
      return fileOut(`${me.person.name}.briefmark-identity`, await lockIdentity(me, passphrase));
    },
    'identity.import': async ({ bytes, passphrase }) => {
      const identity = await unlockIdentity(Buffer.from(bytes, 'base64'), passphrase);
      await this.profile.adopt(identity);
      return identity.person;
    },

    'library.list': () => this.library.list(),
    'library.sample': async () => {
      const brief = await this.library.add(sampleBrief(await this.me(), this.now()), this.now());
      return this.added(brief);
    },
    'library.bin': async ({ brief }) => {
      await this.library.bin(brief, this.now());
      return this.listChanged();
    },
    'library.bringBack': async ({ brief }) => {
      await this.library.bringBack(brief);
      return this.listChanged();
    },
    'library.addPackage': async ({ name, bytes }) => {
      const brief = await addPackage(this.library, Buffer.from(bytes, 'base64'), name);
      return this.added(brief);
    },

    'import.preview': ({ name, bytes }) => this.importing.preview(name, Buffer.from(bytes, 'base64')),
    'import.accept': async ({ preview, decisions, as }) => {
      const article = this.importing.decide(preview, decisions);
      const brief = await this.library.addArticle(article, await this.author(as), this.now());
      this.importing.drop(preview);
      return this.added(brief);
    },
    'import.drop': ({ preview }) => {
      this.importing.drop(preview);
      return null;
    },

    'brief.open': async ({ brief }) => {
      const me = await this.me();
      const opened = await this.library.with(brief, (stored) => describeOpened(stored, me));
      this.shown.set(brief, (this.shown.get(brief) ?? 0) + 1);
      return opened;
    },
    'brief.close': async ({ brief }) => {
      const left = (this.shown.get(brief) ?? 1) - 1;
      this.shown.set(brief, left);
      if (left <= 0) await this.library.close(brief);
      return null;
    },
    'brief.putDamageAway': ({ brief }) =>
      this.library.with(brief, async (stored) => {
        await stored.putDamageAway();
        return null;
      }),
    'brief.show': ({ brief }) => this.library.with(brief, (stored) => showBrief(stored.brief, stored.leftOut)),
    'brief.act': ({ brief, action, as }) =>
      this.change(brief, as, (stored, author) => stored.act(action, author, this.now())),
    'brief.undo': ({ brief }) => this.change(brief, undefined, (stored, author) => stored.undo(author, this.now())),
    'brief.redo': ({ brief }) => this.change(brief, undefined, (stored, author) => stored.redo(author, this.now())),
    'brief.saveDraft': ({ brief, draft }) =>
      this.library.with(brief, async (stored) => {
        await stored.saveDraft(draft);
        return null;
      }),
    'comments.preview': async ({ brief, name, bytes, as }) => {
      const author = await this.author(as);
      const file = readWord(Buffer.from(bytes, 'base64'), name);
      const { steps, receipt } = await this.library.with(brief, (stored) =>
        planReview(stored.brief, file, author.person.id),
      );
      return { steps, receipt };
    },
    'comments.apply': async ({ brief, name, bytes, as }) => {
      const file = readWord(Buffer.from(bytes, 'base64'), name);
      let plan: ReviewPlan | undefined;
      await this.change(brief, as, async (stored, author) => {
        const change = await stored.importComments(file, author, this.now());
        plan = change.plan;
        return change;
      });
      const { steps, receipt } = plan as unknown as ReviewPlan;
      return { steps, receipt };
    },
    'brief.package': async ({ brief }) => {
      const { name, bytes } = await packageOf(this.library, brief);
      return fileOut(name, bytes);
    },

    'export.make': async ({ job, brief, choices, now }) => {
      const taken = await this.library.with(brief, (stored) => carried(stored.brief));
      const options = { ...choices, now: now ?? this.now() };
      const made = await this.exporting.make(job, taken, options, (step) => this.emit('export.step', { job, step }));
      return { file: fileOut(nameFor(made.title, options), made.bytes), receipt: made.receipt };
    },
    'export.preview': async ({ job, brief, choices, now }) => {
      const taken = await this.library.with(brief, (stored) => carried(stored.brief));
      return this.exporting.preview(job, taken, { ...choices, now: now ?? this.now() });
    },
    'export.stop': ({ job }) => {
      this.exporting.stop(job);
      return null;
    },
  };

  private async change(
    brief: BriefId,
    as: PersonId | undefined,
    work: (stored: StoredBrief, author: Identity) => Promise<Change>,
  ): Promise<{ entries: Change['entries'] }> {
    const author = await this.author(as);
    const me = await this.profile.current();
    return this.library.with(brief, async (stored) => {
      const { entries, annotations } = await work(stored, author);
      const placements = [...annotations].flatMap((id): OpenedBrief['placements'] => {
        const placement = stored.brief.placements.get(id);
        return placement ? [[id, placement]] : [];
      });
      const undo = me ? stored.undoStateOf(me.person.id) : {};
      this.emit('brief.changed', { brief, entries, placements, undo });
      this.emit('library.changed', {});
      return { entries };
    });
  }

  private added(brief: BriefId): { brief: BriefId } {
    this.emit('library.changed', {});
    return { brief };
  }

  private listChanged(): null {
    this.emit('library.changed', {});
    return null;
  }

  private async author(as: PersonId | undefined): Promise<Identity> {
    if (!as) return this.me();
    const identity = await this.profile.find(as);
    if (!identity)
      throw new Refusal(
        'no-such-person',
        'The keys of this person are not on this computer. Import their identity first.',
      );
    return identity;
  }

  private async me(): Promise<Identity> {
    const me = await this.profile.current();
    if (!me)
      throw new Refusal(
        'no-person',
        'Nobody has given a name yet. Say who you are first; what you write is signed with it.',
      );
    return me;
  }
}

function describeOpened(stored: StoredBrief, me: Identity): OpenedBrief {
  const { brief, leftOut, damage, allDrafts } = stored;
  const { language, direction } = brief.meta;
  const unverified = brief.notes.setAside().filter(({ why }) => why === 'not verified yet').length;
  const notVerified = unverified + brief.unbelieved();
  return {
    id: brief.id,
    founder: brief.founder,
    me: me.person,
    title: titleOf(brief.article),
    language,
    direction,
    article: brief.article.toJSON(),
    revision: brief.revision,
    entries: [...brief.notes.entries.values()].filter((entry) => brief.notes.people.speaksFor(entry)),
    placements: [...brief.placements],
    notShown: { unknown: brief.unknown.size, notVerified },
    leftOut,
    drafts: [...allDrafts],
    undo: stored.undoStateOf(me.person.id),
    ...(damage ? { damage } : {}),
  };
}

function fileOut(name: string, bytes: Uint8Array): FileOut {
  return { name, bytes: Buffer.from(bytes).toString('base64') };
}
