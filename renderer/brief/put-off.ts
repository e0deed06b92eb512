import type { Node } from 'prosemirror-model';
import type { Events } from '../../shared/bridge.ts';
import { withBlocks } from './with-blocks.ts';

/** Lists, margin and rail follow a colleague's typing when it pauses for so long, or at least so often. */
const PAUSE = 350;
const MOST_BEHIND = 3_000;

type Change = Events['brief.changed'];

/**
 * Changes of the article, and what came behind them, that wait until typing pauses. A letter is on the page at once; all
 * that is counted, sorted and laid out from the article costs more than a letter may.
 */
export class PutOff {
  private held: Change[] = [];
  /** The article with what waits; undefined where nothing does, or whoever types has it on the page already. */
  private ahead: Node | undefined;
  private holding = false;
  private since: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly watchers = new Set<(article: Node) => void>();

  /**
   * @param article gives the article without what waits
   * @param take takes in what waited
   */
  constructor(
    private readonly article: () => Node,
    private readonly take: (changes: readonly Change[]) => void,
  ) {}

  /** Whether something waits, so that whatever comes has to wait behind it. */
  get waits(): boolean {
    return this.held.length > 0;
  }

  /** The article with what waits. */
  get newest(): Node {
    return (
      this.ahead ??
      withBlocks(
        this.article(),
        this.held.flatMap(({ article }) => article ?? []),
      )
    );
  }

  /** Tells what the article is, before anything else follows it. */
  onAhead(watcher: (article: Node) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Lets all changes wait until `release`. */
  hold(): void {
    this.flush();
    this.holding = true;
  }

  /** Takes in what waits; lets changes wait further on where `goOn`. */
  release(goOn = false): void {
    this.holding = goOn;
    this.flush();
  }

  add(change: Change): void {
    this.held.push(change);
    if (this.holding) return;
    if (change.article) {
      this.ahead = withBlocks(this.ahead ?? this.article(), [change.article]);
      for (const watcher of [...this.watchers]) watcher(this.ahead);
    }
    const now = performance.now();
    this.since ??= now;
    if (this.timer !== undefined && now - this.since > MOST_BEHIND - PAUSE) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.since = undefined;
    this.ahead = undefined;
    if (this.waits) this.take(this.held.splice(0));
  }
}
