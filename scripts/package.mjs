/**
 * `npm run package`: an installable Briefmark for this system, in dist/ (electron-builder.yml); arguments such as
 * `--linux deb` go to electron-builder. It needs Electron's official binary and electron-builder's own tools, which are
 * no npm packages: where they can't be downloaded, it says so and stops.
 */
import './lib/node-version.mjs';
import { join } from 'node:path';
import process from 'node:process';
import { getElectron } from './lib/electron.mjs';
import { root } from './lib/paths.mjs';
import { attach } from './lib/run.mjs';
import { Explained, main } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  const { path, reason } = await getElectron();
  if (!path) throw new Explained(`${reason}, so no package can be built here; build it where it can.`);
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  return attach(process.execPath, [builder, '--publish', 'never', ...process.argv.slice(2)], { cwd: root });
});
