/** On Debian and its kin, as root, the test command may install what it lacks with apt, after saying so. */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { capture, lastLine } from './run.mjs';
import { say } from './say.mjs';

const APT = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** Whether the test command may install with apt here. */
export function mayInstall() {
  return isDebian() && process.getuid?.() === 0;
}

/** Fetches apt's lists, which a new container lacks. */
export function updateLists() {
  return capture('apt-get', ['update', '-o', 'Acquire::Retries=3'], { env: APT });
}

/** `{ ok: true }` once the packages are there, or `{ ok: false, remedy }` with the command for a person to run. */
export async function aptInstall(packages, purpose) {
  const command = `apt-get install ${packages.join(' ')}`;
  if (!isDebian()) return { ok: false, remedy: `install your system's equivalent of: ${packages.join(' ')}` };
  if (process.getuid?.() !== 0) return { ok: false, remedy: `sudo ${command}` };
  say(`installing ${purpose} with apt: ${packages.join(' ')}`);
  const install = () =>
    capture('apt-get', ['install', '-y', '--no-install-recommends', '-o', 'Acquire::Retries=3', ...packages], {
      env: APT,
    });
  let result = await install();
  if (result.code !== 0) {
    // Most often the lists are missing or old.
    await updateLists();
    result = await install();
  }
  if (result.code === 0) return { ok: true };
  return { ok: false, remedy: `${command} (it failed here: ${lastLine(result.output)})` };
}
