import * as Y from 'yjs';
import { blocksOf } from '../../../shared/article/blocks.ts';
import { BODY, readSharedArticle } from '../../../shared/article/shared-article.ts';
import type { NewRecord } from '../log/log.ts';
import { LOCAL } from './replica.ts';
import type { Room } from './room.ts';
import type { SyncTarget } from './target.ts';

/** What stands for the article's changes among what is pending, one name each. */
const CHANGE = 'text:';

/** Keeps a brief's article in step with the room `text`. */
export class TextSync {
  /** Changes of the article that are not known to be on the relay. */
  readonly pending = new Set<string>();
  private changes = 0;

  constructor(
    private readonly room: Room,
    private readonly target: SyncTarget,
  ) {
    this.count();
  }

  /** Finds out anew whether the relay lacks anything: structs or deletions, since neither tells of the other. */
  count(): void {
    this.pending.clear();
    for (const item of this.room.undecided) this.pending.add(item);
    if (this.pending.size === 0 && this.lacks()) this.pending.add(this.next());
  }

  /** Takes note of a change that is in the brief's log, and sends it where the relay lacks it. */
  recorded({ text }: NewRecord): void {
    if (!text) return;
    if (this.room.synced) this.send(text);
    else if (this.pending.size > 0 || this.lacks()) this.pending.add(this.next());
  }

  /** Sends what the relay lacks; does nothing until the room is in step. */
  push(): void {
    const missing = this.room.synced ? missingIn(this.room.doc, this.target.brief.text) : undefined;
    if (!missing) return;
    this.send(missing, [...this.pending]);
  }

  decided(items: readonly string[]): void {
    for (const item of items) this.pending.delete(item);
    // Changes that were made offline go in one message.
    if (this.room.settled && !this.lacks()) this.pending.clear();
  }

  /** The article's blocks in words that differ between the brief and the relay, to set aside what was refused. */
  difference(relay: Y.Doc): { mine: string[]; theirs: string[] } {
    const mine = wordsOf(this.target.brief.text);
    const theirs = wordsOf(relay);
    let from = 0;
    while (from < Math.min(mine.length, theirs.length) && mine[from] === theirs[from]) from++;
    let back = 0;
    while (back < Math.min(mine.length, theirs.length) - from && mine.at(-1 - back) === theirs.at(-1 - back)) back++;
    return { mine: mine.slice(from, mine.length - back), theirs: theirs.slice(from, theirs.length - back) };
  }

  private send(update: Uint8Array, pending: readonly string[] = []): void {
    const items = pending.length > 0 ? pending : [this.next()];
    const written = this.room.write(items, (doc) => Y.applyUpdate(doc, update, LOCAL));
    if (written) for (const item of items) this.pending.add(item);
  }

  /** What the relay has and the brief lacks: another copy of it on this computer was in step since. */
  lacking(): Uint8Array | undefined {
    return missingIn(this.target.brief.text, this.room.doc);
  }

  private lacks(): boolean {
    return missingIn(this.room.doc, this.target.brief.text) !== undefined;
  }

  private next(): string {
    return `${CHANGE}${++this.changes}`;
  }
}

/** An article's blocks in words. */
function wordsOf(doc: Y.Doc): string[] {
  try {
    return blocksOf(readSharedArticle(doc.getXmlFragment(BODY))).map(({ text }) => text);
  } catch {
    return [];
  }
}

/** What one document has and another lacks, structs or deletions; undefined where that is nothing. */
function missingIn(one: Y.Doc, other: Y.Doc): Uint8Array | undefined {
  const missing = Y.encodeStateAsUpdate(other, Y.encodeStateVector(one));
  const all = new Y.Doc();
  Y.applyUpdate(all, Y.encodeStateAsUpdate(one));
  const before = Y.snapshot(all);
  Y.applyUpdate(all, missing);
  const lacks = !Y.equalSnapshots(before, Y.snapshot(all));
  all.destroy();
  return lacks ? missing : undefined;
}
