/**
 * Lets one set-up work at a time in a folder: two `npm start` in a fresh clone must not both install. Making a folder
 * is atomic everywhere; the id of the process in it tells whether its owner still lives.
 */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** Longer than any set-up takes: a lock this old was left by a machine that went down. */
const ABANDONED = 30 * 60_000;

/** Does something when nobody else does it with the same folder; who has to wait is told so once. */
export async function withLock(folder, body) {
  await mkdir(folder, { recursive: true });
  const lock = join(folder, 'lock');
  let told = false;
  while (!(await take(lock))) {
    if (await isAbandoned(lock)) {
      await rm(lock, { recursive: true, force: true });
      continue;
    }
    if (!told) say('another set-up is at work here; waiting for it');
    told = true;
    await sleep(200);
  }
  const release = () => rm(lock, { recursive: true, force: true });
  const interrupted = (signal) => {
    release().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await body();
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await release();
  }
}

async function take(lock) {
  try {
    await mkdir(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(join(lock, 'pid'), String(process.pid));
  return true;
}

async function isAbandoned(lock) {
  try {
    const age = Date.now() - (await stat(lock)).mtimeMs;
    if (age > ABANDONED) return true;
    const pid = Number(await readFile(join(lock, 'pid'), 'utf8'));
    return pid > 0 && !isAlive(pid);
  } catch {
    // Released, or taken so recently that the id isn't written yet: look again.
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
