import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const HEADLESS = '--ozone-platform=headless';
const launcher = join(import.meta.dirname, '../../../build/linux/briefmark');

/** The launcher as the packages install it, beside a program that prints how it was started. */
describe.runIf(process.platform === 'linux')('the launcher `briefmark`', () => {
  let folder: string;
  let command: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'briefmark-launcher-'));
    const home = join(folder, 'opt', 'Brief mark');
    mkdirSync(join(folder, 'bin'));
    mkdirSync(home, { recursive: true });
    copyFileSync(launcher, join(home, 'briefmark'));
    writeFileSync(join(home, 'briefmark-app'), '#!/bin/sh\nfor a in "$@"; do echo "$a"; done\n');
    writeFileSync(join(home, 'id'), '#!/bin/sh\necho 1000\n');
    for (const name of ['briefmark', 'briefmark-app', 'id']) chmodSync(join(home, name), 0o755);
    command = join(folder, 'bin', 'briefmark');
    symlinkSync(join(home, 'briefmark'), command);
    writeFileSync(join(folder, 'a b.brief'), '');
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** As a person with a display, unless told otherwise: `id` is put before the system's. */
  function started(args: string[], env: Record<string, string> = { DISPLAY: ':0' }) {
    const PATH = `${join(folder, 'opt', 'Brief mark')}:${process.env.PATH}`;
    const options = { cwd: folder, env: { PATH, ...env }, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync(command, args, options).split('\n').slice(0, -1);
  }

  test.each([[['export', 'a b.brief', '--to', 'docx']], [['--help']], [['--version']], [['no-such-file.brief']]])(
    'runs %j without a display',
    (args) => {
      expect(started(args, {})).toEqual([HEADLESS, ...args]);
    },
  );

  test.each([[[]], [['a b.brief']], [['briefmark://join/x#y z']]])('opens a window for %j', (args) => {
    expect(started(args)).toEqual(args);
  });

  test('says why there is no window', () => {
    expect(() => started([], {})).toThrow(/there is no display/);
  });
});
