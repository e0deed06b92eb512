/** Makes a clone ready to run: dependencies and build. Quick when there is nothing to do; `npm start` and the others call it. */
import './lib/node-version.mjs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { withLock } from './lib/lock.mjs';
import { root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';

/** Installs and builds what isn't yet, one process at a time. */
export async function setUp() {
  await withLock(join(root, '.cache'), async () => {
    await installDependencies();
    await build();
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(setUp);
