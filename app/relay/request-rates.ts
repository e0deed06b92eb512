import type { IncomingMessage } from 'node:http';
import { REQUESTS_A_SECOND, REQUESTS_AT_ONCE } from './limits.ts';
import { TokenBucket } from './token-bucket.ts';

/** More addresses than ask within the time in which a bucket fills; beyond it, the idle ones are forgotten. */
const MAX_ADDRESSES = 10_000;

/** How often each address may ask. */
export class RequestRates {
  private readonly buckets = new Map<string, TokenBucket>();

  /** @param behindProxy whether a proxy says who asks */
  constructor(private readonly behindProxy: boolean) {}

  /** Whether a request may be answered. */
  take(request: IncomingMessage): boolean {
    const now = performance.now();
    if (this.buckets.size >= MAX_ADDRESSES) this.forget(now);
    const address = this.addressOf(request);
    const bucket = this.buckets.get(address) ?? new TokenBucket(REQUESTS_A_SECOND, REQUESTS_AT_ONCE, now);
    this.buckets.set(address, bucket);
    return bucket.take(now);
  }

  /** The proxy adds the address that it saw at the end; what stands before it, anybody can write. */
  private addressOf({ headers, socket }: IncomingMessage): string {
    const forwarded = this.behindProxy ? headers['x-forwarded-for'] : undefined;
    const last = [forwarded ?? ''].flat().join(',').split(',').at(-1)?.trim();
    return last || (socket.remoteAddress ?? '');
  }

  private forget(now: number): void {
    for (const [address, bucket] of this.buckets) if (bucket.isFull(now)) this.buckets.delete(address);
    if (this.buckets.size >= MAX_ADDRESSES) this.buckets.clear();
  }
}
