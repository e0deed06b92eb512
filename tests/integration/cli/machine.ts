import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../app/cli/run.ts';
import type { ShownAnnotation, ShownBrief } from '../../../shared/shown.ts';

export const ARTICLE = [
  'Ferry strike enters second week',
  '',
  'Crews on the island line will not sail before their claim is heard, the union said on Monday.',
  '',
  'The company has offered four per cent. The union wants six, and a well-founded promise on rosters.',
  '',
  'Talks resume on Thursday. Until then the union keeps its pickets at both harbours.',
].join('\n');

/** What a command printed, and its exit code. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** A folder to work in and a folder of state, as of a computer that Briefmark was never used on. */
export class Machine {
  private constructor(
    readonly folder: string,
    readonly home: string,
  ) {}

  static async make(): Promise<Machine> {
    const folder = await mkdtemp(join(tmpdir(), 'briefmark-test-'));
    await writeFile(join(folder, 'ferry.txt'), ARTICLE);
    return new Machine(folder, join(folder, 'home'));
  }

  /** Runs a command in this process. */
  run(...argv: string[]): Promise<Ran> {
    return this.runWith({}, ...argv);
  }

  /** Runs a command with something on standard input, or in another environment. */
  async runWith(
    { input = '', environment = {} }: { input?: string; environment?: NodeJS.ProcessEnv },
    ...argv: string[]
  ) {
    let out = '';
    let err = '';
    const code = await runCommand(argv, {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      read: async () => input,
      environment: { BRIEFMARK_HOME: this.home, BRIEFMARK_DEBUG: '1', ...environment },
      folder: this.folder,
      columns: 80,
    });
    return { code, out, err };
  }

  /** Runs a command that must work, and parses its answer. */
  async json<T = unknown>(...argv: string[]): Promise<T> {
    const { code, out, err } = await this.run(...argv, '--json');
    if (code !== 0 || err !== '') throw new Error(`${argv.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as T;
  }

  show(brief: string): Promise<ShownBrief> {
    return this.json<ShownBrief>('show', brief);
  }

  annotate(brief: string, quote: string, ...more: string[]): Promise<ShownAnnotation> {
    return this.json<ShownAnnotation>('annotate', brief, '--quote', quote, '--as', 'Ann Okoro', ...more);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
