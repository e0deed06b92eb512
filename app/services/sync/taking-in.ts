import * as Y from 'yjs';
import { META } from '../../../shared/article/shared-article.ts';
import { isAboutPeople } from '../../../shared/model/people.ts';
import type { Incoming } from '../brief/incoming.ts';
import { FORMAT_VERSION } from '../brief/meta.ts';
import { rightEntries } from '../verifying/right-entries.ts';
import type { SyncSurroundings } from './brief-sync.ts';
import type { RelayLink } from './relay-link.ts';
import type { SyncTarget } from './target.ts';

/** Who changed the article, the relay doesn't say: only entries are signed. */
export const SOMEBODY = '';

/** More entries at once are shown before they are verified: they take longer than anybody should wait for the first. */
const MOST_UNSHOWN = 200;
/** As many entries as are taken in without anything in between. */
const MOST_AT_ONCE = 500;

/** Takes what comes from a relay into a brief, one thing after another. */
export class TakingIn {
  /** How much was taken in: entries, and changes of the article. */
  received = 0;
  /** What the relay told first is taken in, as far as it is about people, and the rest can be read. */
  isKnown = false;
  /** The relay's article can't be taken in here: a newer Briefmark has changed it. */
  textIsNewer = false;
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();

  /**
   * @param text the relay's article
   * @param changed is called when something was taken in
   */
  constructor(
    private readonly link: RelayLink,
    private readonly target: SyncTarget,
    private readonly surroundings: SyncSurroundings,
    private readonly text: () => Y.Doc,
    private readonly changed: () => void,
  ) {}

  /** Whether nothing waits to be taken in. */
  get isIdle(): boolean {
    return this.waiting === 0;
  }

  /** Resolves when all that waits by now was taken in. */
  get whenIdle(): Promise<void> {
    return this.last;
  }

  /** Does something when all that came before is done. */
  inTurn(work: () => Promise<void>): void {
    this.waiting++;
    this.last = this.last
      .then(work)
      .catch((error: unknown) => this.surroundings.trouble(error))
      .then(() => {
        this.waiting--;
        this.changed();
      });
  }

  /**
   * Takes in entries. Where there are many, whoever takes part comes first, since the others are judged by that; the
   * rest can be read at once, and is taken in, in parts, when it has been verified.
   */
  takeEntries(entries: readonly unknown[]): void {
    if (entries.length <= MOST_UNSHOWN) {
      if (entries.length > 0) this.take({ entries });
      this.nowKnown();
      return;
    }
    const people = entries.filter(isOfPeople);
    const rest = entries.filter((entry) => !isOfPeople(entry));
    if (people.length > 0) this.take({ entries: people });
    let verified: Promise<ReadonlySet<unknown>> | undefined;
    this.inTurn(async () => {
      this.surroundings.arrived(this.target.arriving.add(rest));
      verified = rightEntries(this.link.brief, rest);
    });
    this.nowKnown();
    for (let from = 0; from < rest.length; from += MOST_AT_ONCE)
      this.take({ entries: rest.slice(from, from + MOST_AT_ONCE) }, () => verified);
  }

  /** Takes in a change of the article. */
  takeText(text: Uint8Array): void {
    this.take({ text });
  }

  private nowKnown(): void {
    this.inTurn(async () => {
      this.isKnown = true;
    });
  }

  private take(asked: Incoming, ahead?: () => Promise<ReadonlySet<unknown>> | undefined): void {
    this.inTurn(async () => {
      const verified = await ahead?.();
      const incoming = verified ? { ...asked, verified } : asked;
      const by = incoming.text ? SOMEBODY : this.link.person;
      const now = this.surroundings.now();
      let taken = await this.target.takeIn(incoming, by, now);
      if (incoming.text && taken.refused.length > 0) {
        // What it builds on may have come in an update that is gone: all that the relay has stands on its own.
        taken = await this.target.takeIn({ text: Y.encodeStateAsUpdate(this.text()) }, by, now);
      }
      if (incoming.text) this.textIsNewer = taken.refused.length > 0 && isNewer(this.text());
      this.received += taken.entries.length + (taken.article ? 1 : 0);
      if (taken.entries.length > 0 || taken.article || taken.annotations.size > 0 || taken.settled)
        await this.surroundings.changed(taken);
    });
  }
}

/** Whether a relay's article says that only a newer Briefmark can read it. */
function isNewer(text: Y.Doc): boolean {
  const version = text.getMap(META).get('formatVersion');
  return typeof version === 'number' && version > FORMAT_VERSION;
}

/** Whether a value claims to be an entry about who takes part. */
function isOfPeople(value: unknown): boolean {
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  return typeof type === 'string' && isAboutPeople({ type });
}
