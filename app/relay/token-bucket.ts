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

  /** Takes tokens, one unless it is said how many; false where there are fewer. */
  take(now: number, count = 1): boolean {
    this.fill(now);
    if (this.tokens < count) return false;
    this.tokens -= count;
    return true;
  }

  /** Takes tokens after the fact, also where there are fewer: nothing is let through until they are filled up. */
  charge(now: number, count: number): void {
    this.fill(now);
    this.tokens -= count;
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

/** More than ever come at once; beyond it, those that are as good as new are forgotten. */
const MAX_BUCKETS = 10_000;

/** A bucket for each person, or for each address. */
export class Buckets {
  private readonly all = new Map<string, TokenBucket>();

  constructor(
    private readonly aSecond: number,
    private readonly atOnce: number,
  ) {}

  /** Takes tokens of one of them; false where it has fewer. */
  take(whose: string, count = 1): boolean {
    const now = performance.now();
    return this.of(whose, now).take(now, count);
  }

  /** Takes tokens of one of them after the fact. */
  charge(whose: string, count: number): void {
    const now = performance.now();
    this.of(whose, now).charge(now, count);
  }

  private of(whose: string, now: number): TokenBucket {
    if (this.all.size >= MAX_BUCKETS) this.forget(now);
    const bucket = this.all.get(whose) ?? new TokenBucket(this.aSecond, this.atOnce, now);
    this.all.set(whose, bucket);
    return bucket;
  }

  private forget(now: number): void {
    for (const [whose, bucket] of this.all) if (bucket.isFull(now)) this.all.delete(whose);
    if (this.all.size >= MAX_BUCKETS) this.all.clear();
  }
}
