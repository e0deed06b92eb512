import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CallName, Results } from '../../../shared/bridge.ts';
import { within } from '../../support/torture.ts';
import type { Asked, Told } from './answer-calls.ts';

/** How a process ends at a change of the disk; see `tests/support/kill-at-write.cjs`. */
export const WAYS = ['before', 'half', 'lost'] as const;

/** A change of the disk, counted from 1, and how a process ends there. */
export interface Moment {
  n: number;
  way: (typeof WAYS)[number];
}

/** The preload that ends a process at the n-th change of the disk. */
export const PRELOAD = join(import.meta.dirname, '../../support/kill-at-write.cjs');

/** The process was killed before it answered. */
export class Killed extends Error {}

/** Services that a test can kill with SIGKILL while they are called. */
export interface Victim {
  /** @throws {Killed} where it was killed before it answered */
  call<N extends CallName>(call: N, params: unknown): Promise<Results[N]>;
  /** Kills it, if it hasn't ended. */
  kill(): Promise<void>;
}

/** Services in a process of their own, which ends where it is told to. */
export class KilledProgram implements Victim {
  private constructor(private readonly child: ChildProcess) {}

  /**
   * @param program the bundle of a program that is one `answerCalls`
   * @param preload what lets `endAt` end it at a change of the disk; without it, only `kill` does
   */
  static async start(program: string, preload?: string): Promise<KilledProgram> {
    const execArgv = preload ? ['--require', preload] : [];
    const started = new KilledProgram(
      fork(program, [], { execArgv, serialization: 'advanced', timeout: within(300_000) }),
    );
    await started.next();
    return started;
  }

  /** Opens a folder of state. */
  async open(home: string): Promise<void> {
    await this.ask({ home });
  }

  call<N extends CallName>(call: N, params: unknown): Promise<Results[N]> {
    return this.ask({ call, params }) as Promise<Results[N]>;
  }

  /**
   * Lets it end at a change of the disk, counted from now on; nowhere, unless it is said where.
   *
   * @returns how many changes there were since this was called last
   */
  async endAt({ n, way }: Moment = { n: Number.POSITIVE_INFINITY, way: 'before' }): Promise<number> {
    const told = this.next();
    this.child.send({ killAt: `${n}:${way}` });
    return ((await told) as { changes: number }).changes;
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  private async ask(asked: Asked): Promise<unknown> {
    const told = this.next();
    // What can't be sent isn't answered: its end tells why.
    this.child.send(asked, () => {});
    const answer = (await told) as Told;
    if ('failed' in answer) throw new Error(answer.failed);
    return answer.done;
  }

  private next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Killed('It was killed.'));
      if (this.child.exitCode !== null || this.child.signalCode !== null) return gone();
      this.child.once('message', (message) => {
        this.child.off('exit', gone);
        resolve(message);
      });
      this.child.once('exit', gone);
    });
  }
}
