import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BriefId, briefIdSchema } from '../../shared/model/ids.ts';
import { CLOSE } from '../../shared/relay/messages.ts';
import type { BriefIdentity } from '../services/brief/brief.ts';
import { makeFolder } from '../services/disk.ts';
import { createBriefFolder } from '../services/library/brief-folder.ts';
import { BriefHost } from './brief-host.ts';
import { Credentials } from './credentials.ts';
import { HostedBrief } from './hosted-brief.ts';
import { IDLE_BRIEF_MS } from './limits.ts';

/** What the briefs need of the relay. */
export interface BriefsSurroundings {
  now(): number;
  log(event: string, about: Record<string, unknown>): void;
}

/** All briefs in a relay's data folder; those that somebody uses are in memory. */
export class Briefs {
  private readonly ids = new Set<BriefId>();
  private readonly hosts = new Map<BriefId, Promise<BriefHost>>();
  private readonly known = new Map<BriefId, Promise<Credentials>>();
  private readonly making = new Map<BriefId, Promise<void>>();
  private readonly closing = new Map<BriefId, Promise<void>>();
  private readonly idle = new Map<BriefId, NodeJS.Timeout>();

  private constructor(
    private readonly folder: string,
    private readonly around: BriefsSurroundings,
  ) {}

  /**
   * Opens a data folder, which is made where there is none.
   *
   * @throws {Refusal} where it can't be used
   */
  static async open(data: string, around: BriefsSurroundings): Promise<Briefs> {
    const folder = join(data, 'briefs');
    await makeFolder(folder, `“${data}”`);
    const briefs = new Briefs(folder, around);
    for (const name of await readdir(folder)) {
      const id = briefIdSchema.safeParse(name);
      if (id.success) briefs.ids.add(id.data);
    }
    return briefs;
  }

  get count(): number {
    return this.ids.size;
  }

  has(id: BriefId): boolean {
    return this.ids.has(id);
  }

  /** Makes the rooms of a brief, empty; nothing where they are there already. */
  async create(identity: BriefIdentity): Promise<void> {
    if (this.ids.has(identity.id)) return;
    // Two requests at once would fill one folder.
    const making = remembered(this.making, identity.id, () => this.make(identity));
    await making.finally(() => this.making.delete(identity.id));
  }

  private async make({ id, founder, nonce }: BriefIdentity): Promise<void> {
    const now = this.around.now();
    const file = { format: 1 as const, id, founder, nonce, marker: randomBytes(8).toString('hex'), createdAt: now };
    await createBriefFolder(this.folder, { file, log: [], leftOut: [] });
    this.ids.add(id);
  }

  /** A brief's credentials, without the brief itself. */
  credentials(id: BriefId): Promise<Credentials> {
    return remembered(this.known, id, () => Credentials.open(join(this.folder, id)));
  }

  /** Does something with a brief, which is in memory meanwhile and for a while after. */
  async using<T>(id: BriefId, work: (host: BriefHost) => Promise<T>): Promise<T> {
    const host = await this.host(id);
    host.users++;
    try {
      return await work(host);
    } finally {
      host.users--;
      this.closeWhenIdle(host);
    }
  }

  /** The brief if it is in memory. */
  async loaded(id: BriefId): Promise<BriefHost | undefined> {
    return this.hosts.get(id);
  }

  /** All briefs that are in memory. */
  async everyHost(): Promise<BriefHost[]> {
    const hosts = await Promise.allSettled(this.hosts.values());
    return hosts.flatMap((host) => (host.status === 'fulfilled' ? host.value : []));
  }

  /** Closes all sockets and files; resolves when all that was admitted is on the disk. */
  async close(): Promise<void> {
    for (const timer of this.idle.values()) clearTimeout(timer);
    for (const host of await this.everyHost()) this.drop(host, CLOSE.restarting, 'the relay is being stopped');
    await Promise.allSettled(this.closing.values());
  }

  private host(id: BriefId): Promise<BriefHost> {
    return remembered(this.hosts, id, async () => {
      await this.closing.get(id);
      const folder = join(this.folder, id);
      const brief = await HostedBrief.open(folder, id, () => this.around.now());
      return new BriefHost(brief, await this.credentials(id), {
        now: () => this.around.now(),
        log: this.around.log,
        failed: (host, reason) => this.drop(host, CLOSE.tryAgain, reason),
      });
    });
  }

  private closeWhenIdle(host: BriefHost): void {
    clearTimeout(this.idle.get(host.id));
    const timer = setTimeout(() => {
      if (host.users > 0) this.closeWhenIdle(host);
      else this.drop(host, CLOSE.tryAgain, 'nobody was here');
    }, IDLE_BRIEF_MS);
    this.idle.set(host.id, timer);
  }

  /** Takes a brief out of memory; whoever asks for it next waits until its files are closed. */
  private drop(host: BriefHost, code: number, reason: string): void {
    const { id } = host;
    clearTimeout(this.idle.get(id));
    this.idle.delete(id);
    this.hosts.delete(id);
    const closed = host.close(code, reason).catch((error: unknown) => {
      this.around.log('defect', { brief: id, cause: error instanceof Error ? error.message : String(error) });
    });
    this.closing.set(id, closed);
    closed.then(() => {
      if (this.closing.get(id) === closed) this.closing.delete(id);
    });
  }
}

/** What a map has, or what is made for it now; a failure is not remembered. */
function remembered<K, V>(map: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  made.catch(() => {
    if (map.get(key) === made) map.delete(key);
  });
  return made;
}
