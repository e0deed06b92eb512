/** Lets through so many a second on average, and so many at once. */
export class TokenBucket {
  private tokens: number;
  private filled: number;

  /** @param now in milliseconds, by any clock that only goes forward */
  constructor(
    private readonly aSecond: number,
    private readonly atOnce: number,
    now: number,
  ) {
    this.tokens = atOnce;
    this.filled = now;
  }

  /** Takes one token; false where there is none. */
  take(now: number): boolean {
    this.fill(now);
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }

  /** Whether nothing was taken for so long that it is as good as new. */
  isFull(now: number): boolean {
    this.fill(now);
    return this.tokens >= this.atOnce;
  }

  private fill(now: number): void {
    this.tokens = Math.min(this.atOnce, this.tokens + (Math.max(0, now - this.filled) / 1000) * this.aSecond);
    this.filled = now;
  }
}
