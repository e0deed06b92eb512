import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { appFolder, sandboxArguments } from './built-app.ts';
import { makeHome, removeHome } from './home.ts';

export interface BrowserShell {
  /** The one-time address that it printed: good for one browser, once. */
  address: string;
  /** Such as `http://127.0.0.1:4711`. */
  origin: string;
  home: string;
  pid: number;
  /** Everything that it has printed. */
  output(): { stdout: string; stderr: string };
  /** Ends it as Ctrl-C does, and gives its exit code; removes the home if it was made for this. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the real browser shell as a process of its own, on a free port of 127.0.0.1. */
export async function startBrowserShell(options: { home?: string } = {}): Promise<BrowserShell> {
  const home = options.home ?? (await makeHome());
  const program = join(appFolder, 'out', 'main', 'node.js');
  const child = spawn(process.execPath, [program, 'serve', '--no-open'], {
    env: { ...process.env, BRIEFMARK_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A test that is broken off leaves nothing behind for long.
    timeout: 10 * 60_000,
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      stdout += data;
      const found = /http:\/\/127\.0\.0\.1:\d+\/#key=[\w-]+(?=\s)/.exec(stdout)?.[0];
      if (found) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`“briefmark serve” ended with code ${code}: ${stderr}`)));
  });
  return {
    address,
    origin: new URL(address).origin,
    home,
    pid: child.pid ?? 0,
    output: () => ({ stdout, stderr }),
    async stop(signal = 'SIGINT') {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill(signal);
        await exited;
      }
      if (options.home === undefined) await removeHome(home);
      return child.exitCode;
    },
  };
}

/** Starts the Chromium that `npm test` found. */
export function startChromium(): Promise<Browser> {
  const { BRIEFMARK_CHROMIUM } = process.env;
  if (!BRIEFMARK_CHROMIUM) throw new Error('BRIEFMARK_CHROMIUM is not set: run these tests by `npm test -- chromium`.');
  return chromium.launch({ executablePath: BRIEFMARK_CHROMIUM, args: sandboxArguments, timeout: 30_000 });
}
