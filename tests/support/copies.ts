import * as Y from 'yjs';
import { payloadsFor } from '../../app/services/brief/actions.ts';
import type { Brief } from '../../app/services/brief/brief.ts';
import { newBrief } from '../../app/services/brief/new-brief.ts';
import type { Identity } from '../../app/services/identity/profile.ts';
import { logOf, type NewRecord } from '../../app/services/log/log.ts';
import type { LogRecord } from '../../app/services/log/record.ts';
import { type Copy, merge } from '../../app/services/offline/merge.ts';
import { readPackage, writePackage } from '../../app/services/package/package.ts';
import type { Block } from '../../shared/article/block-types.ts';
import { articleOf } from '../../shared/article/blocks.ts';
import { BODY } from '../../shared/article/shared-article.ts';
import type { ActionInput } from '../../shared/model/action.ts';
import { actionSchema } from '../../shared/model/action.ts';
import type { Entry, Payload } from '../../shared/model/entry.ts';
import { type ShownBrief, showBrief } from '../../shared/shown.ts';

export const MARKER = Buffer.from('0123456789abcdef', 'hex');
export const MONDAY = Date.UTC(2026, 2, 2, 9);

/** Somebody's copy of a brief, on a machine with a clock of its own. */
export class Hand {
  readonly records: NewRecord[];

  constructor(
    readonly brief: Brief,
    records: readonly NewRecord[],
    public clock: number,
  ) {
    this.records = [...records];
  }

  static founding(founder: Identity, blocks: readonly Block[], clock = MONDAY): Hand {
    const described = { language: 'en', direction: 'ltr' as const, source: { name: 'a.txt', encoding: 'utf-8' } };
    const { brief, records } = newBrief(articleOf(blocks), described, founder, clock);
    return new Hand(brief, records, clock);
  }

  /** A copy of a brief of a library, as it is handed over. */
  static of(brief: Brief, records: readonly LogRecord[]): Hand {
    return new Hand(brief, records, MONDAY).carried();
  }

  /** A copy that is carried to another machine in a package. */
  carried(clock = this.clock, name = 'copy.brief'): Hand {
    const copy = this.copy(name);
    return new Hand(copy.brief, [...this.records], clock);
  }

  /** What somebody reads from the package that this copy becomes. */
  copy(name = 'copy.brief'): Copy {
    return { ...readPackage(this.bytes(), name), name };
  }

  bytes(): Uint8Array {
    const log = logOf(MARKER, this.records);
    return writePackage({ brief: this.brief, createdAt: MONDAY, log, leftOut: [], images: new Map() });
  }

  act(author: Identity, action: ActionInput): Entry[] {
    return this.append(author, payloadsFor(actionSchema.parse(action), this.brief, author.person.id));
  }

  append(author: Identity, payloads: Payload[]): Entry[] {
    this.clock += 60_000;
    const { record, entries } = this.brief.append(payloads, author, this.clock);
    this.records.push(record);
    return entries;
  }

  /** Marks words where they stand first in the article. */
  annotate(author: Identity, words: string, body?: string): Entry {
    const from = this.brief.index.text.text.indexOf(words);
    if (words === '' || from === -1) throw new Error(`The article doesn't say "${words}".`);
    const passages = [{ from, to: from + words.length, words }];
    const entries = this.act(author, { do: 'annotate', kind: 'claim', passages, ...(body ? { body } : {}) });
    return entries.find(({ type }) => type === 'annotated') as Entry;
  }

  /** Types in a block of the article. */
  type(author: Identity, block: number, at: number, words: string, remove = 0): void {
    this.change(author, (body) => {
      const text = (body.get(block) as Y.XmlElement).get(0) as Y.XmlText;
      if (remove > 0) text.delete(at, remove);
      if (words) text.insert(at, words);
    });
  }

  change(author: Identity, work: (body: Y.XmlFragment) => void): void {
    this.clock += 60_000;
    const before = Y.snapshot(this.brief.text);
    let update: Uint8Array | undefined;
    const keep = (each: Uint8Array) => {
      update = each;
    };
    this.brief.text.once('update', keep);
    this.brief.text.transact(() => work(this.brief.text.getXmlFragment(BODY)));
    if (!update || Y.equalSnapshots(before, Y.snapshot(this.brief.text))) return;
    this.brief.readText();
    this.records.push({ at: this.clock, by: author.person.id, text: update });
  }
}

/** Merges in the order given; the result can be merged again. */
export function merged(...copies: [Copy, ...Copy[]]): Copy {
  const { packaged } = merge(copies, MONDAY, MARKER);
  return { ...readPackage(writePackage(packaged), 'merged.brief'), name: 'merged.brief' };
}

/** A brief as `show --json` prints it, but for the order of what has none. */
export function shownOf({ brief, leftOut }: Copy): ShownBrief {
  const shown = showBrief(brief, leftOut);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { ...shown, annotations: [...shown.annotations].sort(byId), people: [...shown.people].sort(byId) };
}

/** Every order of a list. */
export function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]];
  return all.flatMap((one, i) => ordersOf(all.filter((_, j) => j !== i)).map((rest) => [one, ...rest]));
}
