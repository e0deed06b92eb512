import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dependenciesAreCurrent } from '../../../scripts/lib/dependencies.mjs';
import { withLock } from '../../../scripts/lib/lock.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'briefmark-set-up-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('whether the dependencies are current', () => {
  const wanted = {
    '': { name: 'briefmark', version: '1.0.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-another-system': { version: '1.0.0', integrity: 'sha512-o', optional: true },
  };

  function given(installed?: object) {
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    if (!installed) return;
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }));
  }

  test.each([
    ['no: nothing is installed', undefined, false],
    ['yes: all that this system needs', { 'node_modules/a': wanted['node_modules/a'] }, true],
    ['yes: and more', { ...wanted, 'node_modules/b': { version: '2.0.0' } }, true],
    ['no: one is missing', {}, false],
    ['no: one has another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }, false],
    ['no: one has other content', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }, false],
  ])('%s', async (_, installed, expected) => {
    given(installed);
    expect(await dependenciesAreCurrent(folder)).toBe(expected);
  });

  test('is not asked of a torn lock file', async () => {
    writeFileSync(join(folder, 'package-lock.json'), '{');
    await expect(dependenciesAreCurrent(folder)).rejects.toThrow(/missing or torn/);
  });
});

describe('the lock of set-up', () => {
  test('lets one at a time work, and is gone afterwards, failure or not', async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await sleep(20);
      working -= 1;
    };
    const failing = withLock(folder, () => Promise.reject(new Error('broken'))).catch((error) => error.message);
    await Promise.all([withLock(folder, work), withLock(folder, work), withLock(folder, work)]);
    expect(most).toBe(1);
    expect(await failing).toBe('broken');
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  test('is taken over from a process that is no more', async () => {
    mkdirSync(join(folder, 'lock'));
    writeFileSync(join(folder, 'lock', 'pid'), '999999999');
    expect(await withLock(folder, async () => 'done')).toBe('done');
  });
});
