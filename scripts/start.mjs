/** `npm start`: the desktop app, or, where there can be none, the same in the browser. */
import './lib/node-version.mjs';
import { join } from 'node:path';
import process from 'node:process';
import { missingLibraries } from './lib/display.mjs';
import { getElectron } from './lib/electron.mjs';
import { out, root } from './lib/paths.mjs';
import { attach } from './lib/run.mjs';
import { main, say } from './lib/say.mjs';
import { setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  const cwd = process.env.INIT_CWD || process.cwd();
  const { electron, reason } = await desktop();
  if (electron) return attach(electron, [root, ...process.argv.slice(2)], { cwd });
  say(`${reason}, so Briefmark opens in the browser instead`);
  return attach(process.execPath, [join(out, 'main', 'node.js'), 'serve', ...process.argv.slice(2)], { cwd });
});

/** Electron's path, or in a few words why there can be no window. What answers at once is asked first. */
async function desktop() {
  if (process.platform === 'linux') {
    if (process.getuid() === 0) return { reason: 'Electron does not run as root' };
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: 'there is no display' };
  }
  const { path, reason } = await getElectron();
  if (!path) return { reason };
  const missing = await missingLibraries(path);
  if (missing.length > 0) return { reason: `Electron lacks ${missing.join(', ')} on this system` };
  return { electron: path };
}
