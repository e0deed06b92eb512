/** A screen that nobody sees, for the windows of the Electron tests on Linux. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { which } from './chromium.mjs';
import { aptInstall } from './debian.mjs';
import { capture } from './run.mjs';

/** What brings all that Electron is linked against, by Debian's names. A desktop has them; a server has none. */
const LIBRARIES = 'libnss3 libatk-bridge2.0-0 libcups2 libgtk-3-0 libgbm1 libasound2 libxdamage1 libxrandr2'.split(' ');

/** The same where Debian 13 and Ubuntu 24.04 renamed what counts time in 64 bits. */
const RENAMED = LIBRARIES.map((name) => (/nss3|gbm1|libx/.test(name) ? name : `${name}t64`));

/** The packages that Electron needs, by the names that this system's apt knows. */
export async function electronLibraries() {
  const renamed = await capture('apt-cache', ['show', 'libasound2t64']);
  return renamed.code === 0 ? RENAMED : LIBRARIES;
}

/** Sees that Electron finds its libraries: nothing, or `{ reason, remedy }`. */
export async function needLibraries(electron) {
  for (const packages of [LIBRARIES, RENAMED]) {
    const missing = await missingLibraries(electron);
    if (missing.length === 0) return undefined;
    const { ok, remedy } = await aptInstall(packages, 'the libraries that Electron needs');
    if (!ok && packages === RENAMED) return { reason: `Electron lacks ${missing.join(', ')}`, remedy };
  }
  const missing = await missingLibraries(electron);
  if (missing.length === 0) return undefined;
  return { reason: `Electron lacks ${missing.join(', ')}`, remedy: 'install the packages that hold them' };
}

/** The shared libraries that a program on Linux would not find. */
export async function missingLibraries(program) {
  if (process.platform !== 'linux') return [];
  const { output } = await capture('ldd', [program]);
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}

/** `{ env, stop }` with what a window needs to open, or `{ reason, remedy }`. */
export async function openDisplay() {
  if (process.platform !== 'linux') return { env: {}, stop() {} };
  if (!which('Xvfb')) {
    const { ok, remedy } = await aptInstall(['xvfb'], 'a virtual screen (Xvfb)');
    if (!ok || !which('Xvfb')) {
      // On a desk, windows that open and close are better than no test.
      if (process.env.DISPLAY) return { env: {}, stop() {} };
      return { reason: 'there is no display and no Xvfb', remedy };
    }
  }
  return startXvfb();
}

function startXvfb() {
  return new Promise((resolve) => {
    // Xvfb itself picks a free number and writes it to the descriptor, once it is ready.
    const screen = ['-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-displayfd', '3'];
    const xvfb = spawn('Xvfb', screen, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const stop = () => xvfb.kill('SIGTERM');
    process.once('exit', stop);
    xvfb.stdio[3].once('data', (number) => resolve({ env: { DISPLAY: `:${String(number).trim()}` }, stop }));
    const failed = (reason) => resolve({ reason: `Xvfb ${reason}`, remedy: 'run `Xvfb :99` by hand to see why' });
    xvfb.once('error', (error) => failed(`could not be started (${error.message})`));
    xvfb.once('close', (code) => failed(`ended with code ${code}`));
  });
}
