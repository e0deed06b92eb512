import { execFile, execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appFolder } from '../../e2e/support/built-app.ts';
import { ARTICLE, Machine } from '../cli/machine.ts';

const run = promisify(execFile);
const PROGRAM = join(appFolder, 'out/main/node.js');
const COUNTER = join(import.meta.dirname, 'count-network.cjs');

/** Why a network of one's own can't be made here; undefined where it can. */
function whyNot(): string | undefined {
  try {
    execFileSync('unshare', ['--net', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return '“unshare --net” is not there or not allowed: run the tests on Linux, as root';
  }
}

const reason = whyNot();
if (reason) console.warn(`SKIPPED: that Briefmark needs no network. ${reason}.`);

let machine: Machine;

beforeEach(async () => {
  machine = await Machine.make();
});

afterEach(() => machine.remove());

/** What the programs tried to reach, one line each. */
const attempts = () => readFile(machine.path('attempts'), 'utf8').catch(() => '');

async function node(...argv: string[]): Promise<string> {
  const script = 'ip link set lo up 2>/dev/null || true; exec "$@"';
  const environment = {
    ...process.env,
    BRIEFMARK_HOME: machine.home,
    BRIEFMARK_TEST_NETWORK: machine.path('attempts'),
  };
  const started = ['--net', 'sh', '-c', script, 'sh', process.execPath, '--require', COUNTER, ...argv];
  return (await run('unshare', started, { env: environment, cwd: machine.folder, timeout: 60_000 })).stdout;
}

describe('without a network', () => {
  it.skipIf(reason !== undefined)(
    'everything is done, and nothing tries one',
    async () => {
      const briefmark = (...argv: string[]) => node(PROGRAM, ...argv);
      await writeFile(machine.path('corrected.txt'), ARTICLE.replace('four', 'five'));
      await briefmark('import', 'ferry.txt', '--out', 'ferry.brief', '--as', 'Ann Okoro');
      await briefmark('annotate', 'ferry.brief', '--quote', 'on Monday', '--comment', 'Which?', '--as', 'Bo Tan');
      await briefmark('update', 'ferry.brief', 'corrected.txt', '--as', 'Ann Okoro');
      await briefmark('merge', 'ferry.brief', 'ferry.brief', '--out', 'all.brief');
      await briefmark('verify', 'all.brief');
      await briefmark('export', 'all.brief', '--to', 'html', '--out', 'all.html');
      await briefmark('add', 'all.brief');
      expect(await briefmark('history', 'all.brief')).toContain('Bo Tan said on');
      // The window’s services, from the first start on.
      const serve = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['--require', ${JSON.stringify(COUNTER)}, ${JSON.stringify(PROGRAM)}, 'serve', '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGINT'), 1500));
      child.once('exit', (code) => process.exit(code ?? 0));`;
      await node('-e', serve);
      expect(await attempts()).toBe('');
    },
    300_000,
  );

  it.skipIf(reason !== undefined)('an attempt would be counted', async () => {
    await node('-e', "require('node:https').get('https://briefmark.invalid/').on('error', () => {})");
    expect(await attempts()).toContain('briefmark.invalid');
  });
});
