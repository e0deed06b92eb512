import { Worker } from 'node:worker_threads';
import type { BriefId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';

/** What a thread is asked to check: values that claim to be entries of a brief, or their JSON, or a whole package. */
export type VerifyJob =
  | { brief: BriefId; values: readonly unknown[] }
  | { brief: BriefId; texts: readonly string[] }
  | { bytes: Uint8Array; name: string };

export interface ToThread {
  n: number;
  job: VerifyJob;
}

/**
 * Which of the values are right, by their places; the names of the signatures in texts that are; which entries of a
 * package are right, by their ids; or why it is refused.
 */
export interface FromThread {
  n: number;
  right?: number[];
  signatures?: string[];
  ids?: string[];
  refusal?: { code: string; message: string };
  /** No answer yet: how much of a package is checked, from 0 to 1. */
  done?: number;
}

interface Waiting {
  resolve(answer: FromThread): void;
  tell(done: number): void;
  reject(error: unknown): void;
}

/** A thread that checks signatures, one job after another; it doesn't keep the program from ending. */
export class VerifyThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  /** @param program the bundle of `verify-worker.ts` */
  constructor(program: string) {
    this.worker = new Worker(program);
    this.worker.on('message', (answer: FromThread) => {
      if (answer.done !== undefined) return this.waiting.get(answer.n)?.tell(answer.done);
      this.waiting.get(answer.n)?.resolve(answer);
      this.waiting.delete(answer.n);
      if (this.isIdle) this.worker.unref();
    });
    this.worker.once('error', (error) => this.failed(error));
    this.worker.once('exit', (code) => this.failed(new Error(`The thread that checks signatures ended with ${code}.`)));
  }

  get isIdle(): boolean {
    return this.waiting.size === 0;
  }

  /**
   * @param tell hears how much of a package is checked, from 0 to 1
   * @throws {Refusal} where a package is damaged, hostile or from a newer version
   */
  async ask(job: VerifyJob, tell: Waiting['tell'] = () => {}): Promise<Omit<FromThread, 'n' | 'refusal'>> {
    const n = this.asked++;
    const { refusal, ...answer } = await new Promise<FromThread>((resolve, reject) => {
      this.waiting.set(n, { resolve, reject, tell });
      this.worker.ref();
      this.worker.postMessage({ n, job } satisfies ToThread);
    });
    if (refusal) throw new Refusal(refusal.code, refusal.message);
    return answer;
  }

  /** Ends it; what it was still asked fails. */
  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private failed(error: unknown): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
