/** Finds the Chromium that the end-to-end tests drive, and on Debian as root installs it. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { aptInstall } from './debian.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'];

const PLACES = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const base = process.env[variable];
    if (!base) return [];
    return [
      join(base, 'Chromium', 'Application', 'chrome.exe'),
      join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
  }),
};

/** The path of a program on the PATH. */
export function which(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a Chromium that is there. */
export function findChromium() {
  const given = process.env.BRIEFMARK_CHROMIUM;
  if (given) return isExecutable(given) ? given : undefined;
  return (PLACES[process.platform] ?? []).find(isExecutable) ?? NAMES.map(which).find(Boolean);
}

/** `{ path }`, or `{ reason, remedy }`. */
export async function getChromium() {
  const found = findChromium();
  if (found) return { path: found };
  if (process.env.BRIEFMARK_CHROMIUM) {
    return { reason: 'BRIEFMARK_CHROMIUM names no program', remedy: 'set it to the path of a Chromium, or unset it' };
  }
  const { ok, remedy } = await aptInstall(['chromium', 'fonts-liberation'], 'Chromium');
  const path = ok ? findChromium() : undefined;
  return path ? { path } : { reason: 'no Chromium, Chrome or Edge was found', remedy };
}
