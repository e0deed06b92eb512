/** Electron's official binary: its own install script fetches it, since npm runs no scripts here (.npmrc). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './paths.mjs';
import { capture } from './run.mjs';
import { say } from './say.mjs';

const folder = join(root, 'node_modules', 'electron');

/** A slow line may take minutes for 110 MB; a refusal answers at once, and an unreachable host within ten seconds. */
const PATIENCE = 10 * 60_000;

/** The program's path, or undefined while it isn't here. */
function installedElectron() {
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The program that BRIEFMARK_ELECTRON names, or the official one, fetched if need be: `{ path }`, or `{ reason }` in a few words. */
export async function getElectron() {
  const path = process.env.BRIEFMARK_ELECTRON || installedElectron();
  if (path) return { path };
  say('downloading Electron');
  const { code, output } = await capture(process.execPath, [join(folder, 'install.js')], { timeout: PATIENCE });
  const fetched = installedElectron();
  if (code === 0 && fetched) return { path: fetched };
  if (code === 124) return { reason: 'Electron could not be downloaded within ten minutes' };
  return { reason: `Electron could not be downloaded (${reasonIn(output)})` };
}

function reasonIn(output) {
  const lines = output.split('\n').map((line) => line.trim());
  const line = lines.find((text) => /^\[?\w*Error\b/.test(text)) ?? lines.find(Boolean) ?? 'no reason given';
  return line.replace(/^\w*Error: /, '').slice(0, 120);
}
