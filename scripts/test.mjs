/**
 * `npm test`: every layer, one after another, each with its heading and time; then what was skipped, why and what to do
 * about it, what failed, and what passed only when it was tried again; then the totals. `npm test -- unit types` runs some layers, `-t PATTERN` or a file's path some tests.
 */
import './lib/node-version.mjs';
import { mkdir } from 'node:fs/promises';
import process from 'node:process';
import { layers } from './lib/layers.mjs';
import { results } from './lib/paths.mjs';
import { installPrograms } from './lib/programs.mjs';
import { Explained, main, say } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  const { chosen, filters } = read(process.argv.slice(2));
  if (!(await timed('set-up', isSetUp))) {
    console.log('\n0 passed, 1 failed');
    return 1;
  }
  await mkdir(results, { recursive: true });
  await installPrograms(chosen.map(({ name }) => name));

  const total = { passed: 0, failed: 0, skipped: 0 };
  const notes = [];
  for (const layer of chosen) {
    const result = await timed(layer.name, () => runLayer(layer, filters));
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped.length;
    notes.push(...result.skipped.map((what) => `skipped ${what}`), ...result.told);
    if (result.failed > 0) notes.push(`failed  ${layer.name}: ${result.failed} of ${result.passed + result.failed}`);
  }

  if (notes.length > 0) console.log(`\n${notes.join('\n')}`);
  const { passed, failed, skipped } = total;
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 ? 1 : 0;
});

/** A clone that can't be installed or built has failed the whole command, which ends with its line all the same. */
async function isSetUp() {
  try {
    await setUp();
    return true;
  } catch (error) {
    say(error instanceof Explained ? error.message : error.stack);
    return false;
  }
}

async function timed(heading, body) {
  console.log(`\n== ${heading}`);
  const start = performance.now();
  const result = await body();
  console.log(`== ${heading}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

async function runLayer(layer, filters) {
  const { env = {}, stop, reason, remedy } = (await layer.prepare?.()) ?? {};
  if (reason) return skipLayer(`all of ${layer.name}: ${reason}. To run it: ${remedy}.`);
  try {
    return await layer.run({ name: layer.name, filters, env });
  } finally {
    stop?.();
  }
}

/** On a developer's machine a layer that can't run is a pity; in CI, where everything can be installed, a failure. */
function skipLayer(why) {
  console.log(why);
  return { passed: 0, failed: process.env.CI ? 1 : 0, skipped: [why], told: [] };
}

/** Names of layers (`chromium` and `electron` will do), and anything else for vitest. */
function read(args) {
  const named = layers.filter(({ name }) => args.includes(name) || args.includes(name.replace('e2e-', '')));
  const names = named.flatMap(({ name }) => [name, name.replace('e2e-', '')]);
  const filters = args.filter((arg) => !names.includes(arg));
  if (filters.length > 0 && named.length === 0) {
    const known = layers.map(({ name }) => name).join(', ');
    throw new Explained(`name the layer that ${filters.join(' ')} belongs to, one of: ${known}`);
  }
  return { chosen: named.length > 0 ? named : layers, filters };
}
