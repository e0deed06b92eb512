import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { passageQuoted } from '../../../app/services/brief/actions.ts';
import type { Library } from '../../../app/services/library/library.ts';
import { openServices, type Services } from '../../../app/services/services.ts';
import { TextIndex } from '../../../shared/anchors/text-index.ts';
import { articleFromJson } from '../../../shared/article/schema.ts';
import { BODY } from '../../../shared/article/shared-article.ts';
import type { SyncState } from '../../../shared/bridge/sharing.ts';
import type { ActionInput } from '../../../shared/model/action.ts';
import type { Annotation } from '../../../shared/model/annotation.ts';
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
  /** How far their clock is ahead of everybody's, in milliseconds. */
  ahead = 0;

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

  /** A computer on which nobody has given a name yet. */
  static async nobody(): Promise<Analyst> {
    const analyst = new Analyst('', await mkdtemp(join(tmpdir(), 'briefmark-team-')));
    await analyst.start();
    return analyst;
  }

  /** Starts the app again on what its disk holds. */
  async start(): Promise<void> {
    const capabilities = { shell: 'browser', nativeMenu: false } as const;
    const now = () => Date.now() + this.ahead;
    this.services = await openServices({ home: this.home, version: '0', capabilities, now });
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
    const passage = passageQuoted(new TextIndex(articleFromJson(article)), words);
    const entries = await this.act(brief, { do: 'annotate', passages: [passage], kind: 'claim', body });
    return entries.find(({ type }) => type === 'annotated') as Entry;
  }

  /** Writes words at the beginning of a block, as edit mode does: in a document of its own, whose change is taken in. */
  async edit(brief: BriefId, block: number, words: string): Promise<void> {
    const { library } = this.services as unknown as { library: Library };
    await library.with(brief, async (stored) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(stored.brief.text));
      const before = Y.encodeStateVector(doc);
      const text = (doc.getXmlFragment(BODY).get(block) as Y.XmlElement).get(0) as Y.XmlText;
      text.insert(0, words);
      const update = Y.encodeStateAsUpdate(doc, before);
      const { refused } = await stored.takeIn({ text: update }, this.person.id, Date.now());
      if (refused.length > 0) throw new Error(JSON.stringify(refused));
    });
  }

  /** The article's blocks in words. */
  async article(brief: BriefId): Promise<string[]> {
    return (await this.show(brief)).blocks.map(({ text }) => text);
  }

  /** The article's document as one update. */
  async textState(brief: BriefId): Promise<Uint8Array> {
    const { library } = this.services as unknown as { library: Library };
    return library.with(brief, (stored) => Y.encodeStateAsUpdate(stored.brief.text));
  }

  async annotations(brief: BriefId): Promise<Annotation[]> {
    const { library } = this.services as unknown as { library: Library };
    return library.with(brief, (stored) => [...stored.brief.notes.annotations.values()]);
  }

  async entriesOf(brief: BriefId): Promise<Entry[]> {
    const { library } = this.services as unknown as { library: Library };
    return library.with(brief, (stored) => [...stored.brief.notes.entries.values()]);
  }

  /** The ids of all entries that are here, as far as they are folded or kept. */
  async entries(brief: BriefId): Promise<string[]> {
    const { library } = this.services as unknown as { library: Library };
    return library.with(brief, (stored) => [...stored.brief.notes.entries.keys()].sort());
  }

  show(brief: BriefId): Promise<ShownBrief> {
    return this.services.call('brief.show', { brief });
  }

  async state(brief: BriefId): Promise<SyncState> {
    return (await this.services.call('sync.state', { brief })) as SyncState;
  }

  /** Waits until something is true of how a brief stands to its relay. */
  async until(
    brief: BriefId,
    isTrue: (state: SyncState) => boolean,
    what = String(isTrue),
    patience = PATIENCE_MS,
  ): Promise<SyncState> {
    return waitFor(() => this.state(brief), isTrue, `${this.name}: ${what}`, patience);
  }

  onRelay(brief: BriefId, patience = PATIENCE_MS): Promise<SyncState> {
    return this.until(brief, ({ state }) => state === 'on-relay', 'all on the relay', patience);
  }

  /** Waits until a brief shows so many annotations, with so many comments in all at least: each comes by itself. */
  async sees(brief: BriefId, annotations: number, comments = 0): Promise<ShownBrief> {
    return waitFor(
      () => this.show(brief),
      (shown) =>
        shown.annotations.length === annotations &&
        shown.annotations.flatMap((annotation) => annotation.comments).length >= comments,
      `${this.name} sees ${annotations} with ${comments} comments`,
    );
  }
}

/** Asks until the answer is right. */
export async function waitFor<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  what: string,
  patience = PATIENCE_MS,
): Promise<T> {
  const until = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > until) throw new Error(`This did not come about: ${what}; at last ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
