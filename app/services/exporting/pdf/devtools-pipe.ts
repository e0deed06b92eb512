import type { Readable, Writable } from 'node:stream';

interface Answer {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** Chromium's DevTools protocol over a pipe: JSON messages, each ended by a null character. */
export class DevtoolsPipe {
  private next = 1;
  private pending: Buffer[] = [];
  private readonly waiting = new Map<
    number,
    { resolve(result: Record<string, unknown>): void; reject(error: Error): void }
  >();

  constructor(
    private readonly to: Writable,
    from: Readable,
  ) {
    from.on('data', (chunk: Buffer) => this.receive(chunk));
    from.on('close', () => this.fail(new Error('Chromium ended.')));
    for (const stream of [to, from]) stream.on('error', (error) => this.fail(error));
  }

  send(method: string, params: Record<string, unknown> = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = this.next++;
    const message = JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) });
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.to.write(`${message}\0`);
    });
  }

  /** Ends every call that waits. */
  fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private receive(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(0, from); end >= 0; end = chunk.indexOf(0, from)) {
      this.pending.push(chunk.subarray(from, end));
      const { id, result = {}, error } = JSON.parse(Buffer.concat(this.pending).toString('utf8')) as Answer;
      this.pending = [];
      from = end + 1;
      const call = id === undefined ? undefined : this.waiting.get(id);
      if (id === undefined || !call) continue;
      this.waiting.delete(id);
      if (error) call.reject(new Error(`Chromium: ${error.message}`));
      else call.resolve(result);
    }
    this.pending.push(chunk.subarray(from));
  }
}
