/**
 * Builds out/ when the sources are newer. "Newer" is a hash of their content, kept in out/: a checkout that goes back
 * and forth between branches changes times, not contents.
 */
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { out, root } from './paths.mjs';
import { capture } from './run.mjs';
import { Explained, say } from './say.mjs';

const SOURCES = [
  'app',
  'renderer',
  'shared',
  'scripts/lib/bundle.mjs',
  'scripts/lib/licences.mjs',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** What a finished build holds: one path a bundle. */
const PRODUCTS = [
  'main/main.js',
  'main/node.js',
  'main/export-worker.js',
  'main/import-worker.js',
  'main/verify-worker.js',
  'preload/preload.cjs',
  'renderer/index.html',
  'licences.md',
];

const stamp = join(out, '.sources');

/** Builds everything into out/, unless what is there was made from these sources. */
export async function build() {
  const sources = await hashOfSources();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return;
  say('building');

  // Beside out/ and then in its place, so that neither a failed build nor a running Briefmark meets half a one.
  const fresh = `${out}.new`;
  await rm(fresh, { recursive: true, force: true });
  try {
    await mkdir(fresh);
    const result = await capture(process.execPath, [join(root, 'scripts', 'lib', 'bundle.mjs'), fresh]);
    if (result.code !== 0) throw new Explained(`the build failed:\n${result.output.trim()}`);
    for (const product of PRODUCTS) await access(join(fresh, product));
    await writeFile(join(fresh, '.sources'), sources);
    await rm(out, { recursive: true, force: true });
    await rename(fresh, out);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) await addTo(hash, source);
  return hash.digest('hex');
}

async function addTo(hash, path) {
  let content;
  try {
    content = await readFile(join(root, path));
  } catch (error) {
    if (error.code === 'ENOENT') return;
    if (error.code !== 'EISDIR') throw error;
    for (const name of (await readdir(join(root, path))).sort()) await addTo(hash, `${path}/${name}`);
    return;
  }
  hash.update(`${path}\0${content.length}\0`).update(content);
}
