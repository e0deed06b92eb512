import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { times } from '../../support/torture.ts';

const tests = join(import.meta.dirname, '../..');

/** The counts that the tests ask for, as rows of the table in tests/README.md. */
function countsInTests(): string[] {
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((name) => /\.test\.tsx?$/.test(name));
  const sources = files
    .filter((name) => !name.endsWith(join('scripts', 'torture.test.ts')))
    .map((name) => join(tests, name));
  const calls = sources.flatMap((path) => [
    ...readFileSync(path, 'utf8').matchAll(/\btimes\(\s*'([a-z-]+)',\s*([\d_]+),\s*([\d_]+)/g),
  ]);
  return calls.map(([, name = '', short = '', long = '']) => row(name, short, long)).sort();
}

function row(name: string, short: string, long: string): string {
  const [few, many] = [short, long].map((count) => Number(count.replaceAll('_', '')).toLocaleString('en-GB'));
  return `BRIEFMARK_${name.toUpperCase().replaceAll('-', '_')} ${few} ${many}`;
}

test('the table of the long run has each count that a test asks for, and no other', () => {
  const readme = readFileSync(join(tests, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `(BRIEFMARK_\w+)` \|.*\| ([\d,]+) \| ([\d,]+) \|$/gm)];
  expect(rows.map(([, name, short, long]) => `${name} ${short} ${long}`).sort()).toEqual([...new Set(countsInTests())]);
});

describe('a count', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('is what its variable says, in the short run as in the long', () => {
    vi.stubEnv('BRIEFMARK_OLD_SHOES', '12');
    expect(times('old-shoes', 3, 4)).toBe(12);
  });

  test.each(['0', '-1', '1.5', 'many'])('is refused as %s', (count) => {
    vi.stubEnv('BRIEFMARK_OLD_SHOES', count);
    expect(() => times('old-shoes', 3, 4)).toThrow(`BRIEFMARK_OLD_SHOES is “${count}”`);
  });
});
