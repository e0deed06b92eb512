/**
 * `npm run torture`: the tests that have a longer run (those that import tests/support/torture.ts), with the counts of
 * that run, one seed for all and no second try. `npm run torture -- PATH...` runs some files; tests/README.md has the
 * variables that set the counts.
 */
import './lib/node-version.mjs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { layers } from './lib/layers.mjs';
import { results, root } from './lib/paths.mjs';
import { Explained, main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

const LAYERS = ['unit', 'integration'];

await main(async () => {
  await setUp();
  await mkdir(results, { recursive: true });
  const wanted = process.argv.slice(2);
  const seed = process.env.BRIEFMARK_SEED || String(Date.now() % 1_000_000);
  console.log(`seed ${seed}; BRIEFMARK_SEED=${seed} npm run torture runs the same again`);

  const total = { passed: 0, failed: 0 };
  for (const layer of layers.filter(({ name }) => LAYERS.includes(name))) {
    const files = (await longTests(layer.name)).filter((file) => wanted.every((part) => file.includes(part)));
    if (files.length === 0) continue;
    const start = performance.now();
    const { env = {}, stop } = (await layer.prepare?.()) ?? {};
    const long = { ...env, BRIEFMARK_TORTURE: '1', BRIEFMARK_SEED: seed };
    const report = `${layer.name}-torture`;
    const { passed, failed } = await layer.run({ name: layer.name, filters: files, env: long, report });
    stop?.();
    total.passed += passed;
    total.failed += failed;
    console.log(`== ${layer.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  if (total.passed + total.failed === 0) throw new Explained(`no test with a longer run is in ${wanted.join(' ')}`);
  console.log(`\nseed ${seed}: ${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});

/** The test files of a layer that take their counts from tests/support/torture.ts. */
async function longTests(layer) {
  const names = await readdir(join(root, 'tests', layer), { recursive: true });
  const files = names.filter((name) => /\.test\.tsx?$/.test(name)).map((name) => join('tests', layer, name));
  const sources = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  return files.filter((_, at) => sources[at].includes('support/torture.ts')).sort();
}
