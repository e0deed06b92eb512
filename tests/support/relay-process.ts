import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { appFolder } from '../e2e/support/built-app.ts';

/** A hundred times what a start takes, for a busy machine. */
const STARTS_WITHIN_MS = 50_000;

/** One line of what a relay says on its standard output. */
export type LogLine = { event: string; [about: string]: unknown };

/** The real `briefmark relay`, as a process of its own. */
export class RelayProcess {
  readonly lines: LogLine[] = [];
  stderr = '';
  readonly ended: Promise<{ code: number | null; signal: string | null }>;

  private constructor(readonly child: ChildProcess) {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      this.lines.push(JSON.parse(line) as LogLine);
    });
    child.stderr?.on('data', (text: Buffer) => {
      this.stderr += text.toString();
    });
    this.ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  static start(...options: string[]): RelayProcess {
    return RelayProcess.startFor(120_000, ...options);
  }

  /** @param most ends it after so many milliseconds, whatever becomes of who started it */
  static startFor(most: number, ...options: string[]): RelayProcess {
    const program = join(appFolder, 'out/main/node.js');
    return new RelayProcess(
      spawn(process.execPath, [program, 'relay', ...options], { stdio: ['ignore', 'pipe', 'pipe'], timeout: most }),
    );
  }

  /** Where it listens; waits until it does. */
  async address(): Promise<string> {
    const end = performance.now() + STARTS_WITHIN_MS;
    while (performance.now() < end) {
      const line = this.lines.find(({ event }) => event === 'listening');
      if (line) return line.address as string;
      if (this.child.exitCode !== null) throw new Error(`The relay ended: ${this.stderr}`);
      await new Promise((done) => setTimeout(done, 10));
    }
    throw new Error('The relay did not begin to listen.');
  }

  /** Kills it at once. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
