/**
 * Installs what package-lock.json asks for, when it isn't there. npm's own record of what it installed
 * (node_modules/.package-lock.json, written last) is compared with it, so that a plain `npm install` counts too and
 * an install that was broken off doesn't.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { lastLine, npm } from './run.mjs';
import { Explained, say } from './say.mjs';

/**
 * Whether node_modules has what package-lock.json wants of it.
 *
 * @throws {Explained} where the lock file is missing or torn
 */
export async function dependenciesAreCurrent(folder = root) {
  const wanted = await packagesIn(join(folder, 'package-lock.json'));
  const installed = await packagesIn(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted)
    throw new Explained('package-lock.json is missing or torn: get it back with `git checkout package-lock.json`.');
  if (!installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const has = installed[path];
    // An optional one may be made for another system; the root's own entry ('') is no package.
    if (path === '' || (!has && (entry.optional || entry.devOptional || entry.peer))) return true;
    return has?.version === entry.version && has?.integrity === entry.integrity;
  });
}

async function packagesIn(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs what package-lock.json wants, where it isn't there yet.
 *
 * @throws {Explained} with npm's reason
 */
export async function installDependencies() {
  if (await dependenciesAreCurrent()) return;
  say('installing the dependencies (npm ci); this takes a minute the first time');
  let result;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    // Scripts stay off, as .npmrc has it; its loglevel=silent would also silence the reason of a failure.
    result = await npm(['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund']);
    if (result.code === 0) return;
    if (!/E(CONNRESET|TIMEDOUT|AI_AGAIN|CONNREFUSED|PIPE)|network|socket|50[234]/i.test(result.output)) break;
    if (attempt < 3) say(`npm ci failed (${lastLine(result.output)}); trying again`);
  }
  throw new Explained(`npm ci failed, so Briefmark can't be set up:\n${result.output.trim()}`);
}
