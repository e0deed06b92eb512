import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { SyncState } from '../../../shared/bridge/sharing.ts';
import type { ActionInput } from '../../../shared/model/action.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { Person } from '../../../shared/model/people.ts';
import type { ShownBrief } from '../../../shared/shown.ts';
import { ARTICLE } from '../cli/machine.ts';

/** Longer than anything takes that is waited for, on a busy machine. */
const PATIENCE_MS = 20_000;

/** Somebody with a computer of their own: real services on a real folder. */
export class Analyst {
  services!: Services;
  person!: Person;
  /** Every state that was told, oldest first. */
  readonly states: SyncState[] = [];

  private constructor(
    readonly name: string,
    readonly home: string,
  ) {}

  static async named(name: string): Promise<Analyst> {
    const analyst = new Analyst(name, await mkdtemp(join(tmpdir(), 'briefmark-team-')));
    await analyst.start();
    const initials = name.slice(0, 2).toUpperCase();
    analyst.person = await analyst.services.call('person.create', { name, initials, colour: '#4c5561' });
    return analyst;
  }

  /** Starts the app again on what its disk holds. */
  async start(): Promise<void> {
    const capabilities = { shell: 'browser', nativeMenu: false } as const;
    this.services = await openServices({ home: this.home, version: '0', capabilities });
    this.services.on('sync.changed', (state) => this.states.push(state));
  }

  stop(): Promise<void> {
    return this.services.close();
  }

  async remove(): Promise<void> {
    await this.services.close();
    await rm(this.home, { recursive: true, force: true });
  }

  async import(text = ARTICLE): Promise<BriefId> {
    const bytes = Buffer.from(text).toString('base64');
    const { preview } = await this.services.call('import.preview', { name: 'ferry.txt', bytes });
    return (await this.services.call('import.accept', { preview, decisions: [] })).brief;
  }

  async act(brief: BriefId, action: ActionInput): Promise<Entry[]> {
    return (await this.services.call('brief.act', { brief, action })).entries;
  }

  /** Marks a passage by its words. */
  async annotate(brief: BriefId, words: string, body = `On “${words}”`): Promise<Entry> {
    const { article } = await this.services.call('brief.open', { brief });
    await this.services.call('brief.close', { brief });
    const { articleFromJson } = await import('../../../shared/article/schema.ts');
    const { TextIndex } = await import('../../../shared/anchors/text-index.ts');
    const { passageQuoted } = await import('../../../app/services/brief/actions.ts');
    const passage = passageQuoted(new TextIndex(articleFromJson(article)), words);
    const entries = await this.act(brief, { do: 'annotate', passages: [passage], kind: 'claim', body });
    return entries.find(({ type }) => type === 'annotated') as Entry;
  }

  show(brief: BriefId): Promise<ShownBrief> {
    return this.services.call('brief.show', { brief });
  }

  async state(brief: BriefId): Promise<SyncState> {
    return (await this.services.call('sync.state', { brief })) as SyncState;
  }

  /** Waits until something is true of how a brief stands to its relay. */
  async until(brief: BriefId, isTrue: (state: SyncState) => boolean, what = String(isTrue)): Promise<SyncState> {
    return waitFor(() => this.state(brief), isTrue, `${this.name}: ${what}`);
  }

  onRelay(brief: BriefId): Promise<SyncState> {
    return this.until(brief, ({ state }) => state === 'on-relay', 'all on the relay');
  }

  /** Waits until a brief shows so many annotations. */
  async sees(brief: BriefId, annotations: number): Promise<ShownBrief> {
    return waitFor(
      () => this.show(brief),
      (shown) => shown.annotations.length === annotations,
      `${this.name} sees ${annotations}`,
    );
  }

  /** Invites somebody, who joins. */
  async invites(other: Analyst, brief: BriefId, role: 'viewer' | 'commenter' | 'editor' | 'owner'): Promise<void> {
    const { link } = await this.services.call('sharing.invite', { brief, role });
    await other.services.call('sharing.join', { link });
  }
}

/** Asks until the answer is right. */
export async function waitFor<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean, what: string): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > until) throw new Error(`This did not come about: ${what}; at last ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
