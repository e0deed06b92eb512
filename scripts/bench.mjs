/**
 * `npm run bench`: measures what tests/bench/*.bench.ts measure, one after another, each in a process of its own; prints
 * a table and writes it as JSON to test-results/bench.json. `npm run bench -- NAME...` runs some (tests/README.md).
 *
 * A bound that isn't kept is marked and counted, and is no failure: the machine may have been busy.
 */
import './lib/node-version.mjs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { bundleBenches, describeBench, runPart } from './lib/benches.mjs';
import { getChromium } from './lib/chromium.mjs';
import { results, root } from './lib/paths.mjs';
import { getPeers } from './lib/peers.mjs';
import { capture } from './lib/run.mjs';
import { Explained, main } from './lib/say.mjs';
import { keptBound, tableOf } from './lib/table.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  await mkdir(results, { recursive: true });
  const wanted = process.argv.slice(2);
  const bundles = (await bundleBenches()).filter(
    ({ name }) => wanted.length === 0 || wanted.some((each) => name.includes(each)),
  );
  if (bundles.length === 0) throw new Explained(`nothing that is measured is called ${wanted.join(' or ')}`);

  const busyBefore = loadavg()[0];
  const folder = await mkdtemp(join(tmpdir(), 'briefmark-bench-'));
  const measured = [];
  try {
    for (const { name, path } of bundles) measured.push(await measure(name, path, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  const file = join(results, 'bench.json');
  await writeFile(file, `${JSON.stringify({ ...(await circumstances()), busyBefore, measured }, null, 2)}\n`);
  const figures = measured.flatMap((each) => each.figures);
  const missed = figures.filter((figure) => keptBound(figure) === false).length;
  console.log(`\n${figures.length} figures, ${missed} outside their bounds; ${file}`);
  if (busyBefore > availableParallelism() / 2) {
    console.log(`the machine was busy before (load ${busyBefore.toFixed(1)}): seconds are too many; compare ratios`);
  }
  return measured.some(({ failed }) => failed) ? 1 : 0;
});

async function measure(name, path, folder) {
  const { needs, parts, ...described } = await describeBench(path);
  console.log(`\n== ${described.name}: ${described.about}`);
  const { env, lacking } = await provide(needs);
  if (lacking) {
    console.log(`skipped: ${lacking}`);
    return { file: name, ...described, skipped: lacking, figures: [] };
  }
  const figures = [];
  let failed = false;
  for (const part of parts) {
    const result = await runPart(path, part, { ...env, BRIEFMARK_BENCH_FOLDER: folder });
    figures.push(...result.figures);
    if (result.code === 0) continue;
    failed = true;
    console.log(`failed: ${part || name} ended with ${result.code}`);
  }
  console.log(tableOf(figures));
  return { file: name, ...described, ...(failed ? { failed } : {}), figures };
}

async function provide(needs) {
  const env = { BRIEFMARK_TEST_APP: root };
  if (needs.includes('chromium')) {
    const { path, reason } = await getChromium();
    if (!path) return { env, lacking: reason };
    env.BRIEFMARK_CHROMIUM = path;
  }
  if (needs.includes('peers')) {
    const { path, reason } = await getPeers();
    if (!path) return { env, lacking: reason };
    env.BRIEFMARK_BENCH_PEERS = path;
  }
  return { env };
}

/** When, on what and of what this was measured. */
async function circumstances() {
  const { output, code } = await capture('git', ['describe', '--always', '--dirty']);
  return {
    at: new Date().toISOString(),
    version: code === 0 ? output.trim() : null,
    node: process.version,
    processor: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
    memoryMB: Math.round(totalmem() / 1024 / 1024),
  };
}
