import type { IncomingMessage } from 'node:http';
import { NEW_BRIEFS_A_SECOND, NEW_BRIEFS_AT_ONCE, REQUESTS_A_SECOND, REQUESTS_AT_ONCE } from './limits.ts';
import { networkOf } from './network.ts';
import { isLoopback } from './tls.ts';
import { Buckets } from './token-bucket.ts';

/** How often each address may ask; of IPv6, each line. */
export class RequestRates {
  private readonly requests = new Buckets(REQUESTS_A_SECOND, REQUESTS_AT_ONCE);
  private readonly briefs = new Buckets(NEW_BRIEFS_A_SECOND, NEW_BRIEFS_AT_ONCE);

  /** @param behindProxy whether a proxy says who asks */
  constructor(private readonly behindProxy: boolean) {}

  /** Whether a request may be answered. */
  take(request: IncomingMessage): boolean {
    return this.requests.take(this.addressOf(request));
  }

  /** Whether who asks may make one more brief. This computer itself may make as many as it likes. */
  takeBrief(request: IncomingMessage): boolean {
    const address = this.addressOf(request);
    return isLoopback(address) || this.briefs.take(address);
  }

  /** Who asks. The proxy adds the address that it saw at the end; what stands before it, anybody can write. */
  addressOf({ headers, socket }: IncomingMessage): string {
    const forwarded = this.behindProxy ? headers['x-forwarded-for'] : undefined;
    const last = [forwarded ?? ''].flat().join(',').split(',').at(-1)?.trim();
    return networkOf(last || (socket.remoteAddress ?? ''));
  }
}
