import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const assets = join(import.meta.dirname, '../../../out/renderer/assets');

test('the built page has React as its users get it, not as its developers do', () => {
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  // Only React's development build explains a mistake; the other one names it by its number.
  const explains = (name: string) => readFileSync(join(assets, name), 'utf8').includes('Each child in a list should');
  expect(scripts.filter(explains)).toEqual([]);
});
