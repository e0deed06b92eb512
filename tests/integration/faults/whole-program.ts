import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { claim } from '../../../app/instance/claim.ts';
import type { Bridge, CallName, Results } from '../../../shared/bridge.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { appFolder } from '../../e2e/support/built-app.ts';
import { within } from '../../support/torture.ts';
import { Killed, type Victim } from './killed-program.ts';

/** The built program as a person starts it, which a test can kill. */
export class WholeProgram implements Victim {
  private constructor(
    private readonly child: ChildProcess,
    private readonly bridge: Bridge,
  ) {}

  /** Starts it, and reaches its services over the local socket, as any second process does. */
  static async start(home: string): Promise<WholeProgram> {
    const child = spawn(process.execPath, [join(appFolder, 'out/main/node.js'), 'serve', '--no-open'], {
      env: { ...process.env, BRIEFMARK_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: within(300_000),
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error('The program ended before it was ready.');
    });
    ended.catch(() => {});
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), ended]);
    const claimed = await claim(home);
    if (claimed.kind === 'owner') throw new Error('The program that was started does not own the library.');
    return new WholeProgram(child, claimed.other.bridge);
  }

  async call<N extends CallName>(call: N, params: unknown): Promise<Results[N]> {
    try {
      return await this.bridge.call(call, params as never);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'disconnected') throw new Killed('It was killed.');
      throw error;
    }
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
