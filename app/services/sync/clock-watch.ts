import { MAX_CLOCK_LEAD_MS } from '../brief/brief.ts';
import type { RelayLink } from './relay-link.ts';
import { trustOf } from './relay-link.ts';
import { relayClock } from './relay-request.ts';
import { tlsOptions } from './trust.ts';

/** How often the relay is asked for its time while something waits for this computer's clock to be set right. */
const ASK_EVERY_MS = 15_000;

/** Entries that a relay refused because this computer's clock was ahead are issued anew once it is right. */
export class ClockWatch {
  private timer: NodeJS.Timeout | undefined;
  private asking = false;
  private closed = false;

  /**
   * @param waiting the entries that were refused for their time
   * @param issueAnew signs them once more, with what refers to them
   */
  constructor(
    private readonly link: RelayLink,
    private readonly now: () => number,
    private readonly waiting: () => ReadonlySet<string>,
    private readonly issueAnew: (ids: ReadonlySet<string>) => Promise<void>,
    private readonly trouble: (error: unknown) => void,
  ) {}

  /** Begins to ask where something waits. */
  look(): void {
    if (this.timer || this.closed || this.waiting().size === 0) return;
    this.timer = setTimeout(() => void this.ask(), ASK_EVERY_MS);
    this.timer.unref();
  }

  /** Asks the relay for its time now; where the clocks agree, what waits is issued anew. */
  async ask(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.asking || this.closed) return;
    this.asking = true;
    try {
      const waiting = this.waiting();
      if (waiting.size > 0 && (await this.isRight()) && !this.closed) await this.issueAnew(waiting);
    } catch (error) {
      this.trouble(error);
    } finally {
      this.asking = false;
      this.look();
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** Whether this computer's clock is near enough to the relay's; a relay that can't be reached doesn't tell. */
  private async isRight(): Promise<boolean> {
    const theirs = await relayClock(new URL(this.link.relay), tlsOptions(trustOf(this.link)));
    return theirs !== undefined && this.now() - theirs < MAX_CLOCK_LEAD_MS;
  }
}
