/**
 * Does something at once where it wasn't done for a while; where it is asked for more often than that, once more when
 * the while has passed, so that the last to ask is never left out.
 *
 * @param every in milliseconds
 */
export class AtMostEvery {
  private timer: NodeJS.Timeout | undefined;
  private asked = false;

  constructor(
    private readonly every: number,
    private readonly run: () => void,
  ) {}

  /** Does it, now or soon. */
  ask(): void {
    this.asked = true;
    if (!this.timer) this.now();
  }

  /** Does it no more. */
  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private now(): void {
    this.asked = false;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.asked) this.now();
    }, this.every);
    this.timer.unref();
    this.run();
  }
}
