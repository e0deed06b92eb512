import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../shared/refusal.ts';
import { errorCode, makeFolder } from '../services/disk.ts';

/** Folders that a relay of this very process uses. */
const here = new Set<string>();

/**
 * Keeps a second relay away from a data folder: two that write to one log would destroy it.
 *
 * @returns what gives the folder free
 * @throws {Refusal} where another relay uses it, or it can't be written to
 */
export async function lockFolder(data: string): Promise<() => Promise<void>> {
  await makeFolder(data, `“${data}”`).catch((error: unknown) => {
    throw notAFolder(error, data);
  });
  const path = join(data, 'relay.lock');
  for (;;) {
    try {
      const handle = await open(path, 'wx', 0o600);
      await handle.writeFile(`${process.pid}\n`);
      await handle.close();
      here.add(path);
      return async () => {
        here.delete(path);
        await rm(path, { force: true });
      };
    } catch (error) {
      if (errorCode(error) === 'EEXIST') {
        await removeStale(path, data);
        continue;
      }
      throw notWritable(error, data);
    }
  }
}

/** A process of another time may have had this one's number, as in a container that was started again. */
async function removeStale(path: string, data: string): Promise<void> {
  const pid = Number(await readFile(path, 'utf8').catch(() => ''));
  const isOther = pid !== process.pid && pid > 0 && isRunning(pid);
  if (isOther || here.has(path)) {
    throw new Refusal(
      'folder-in-use',
      `“${data}” is used by another relay (process ${pid}). Stop it first, or give another folder with --data.`,
    );
  }
  await rm(path, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function notAFolder(error: unknown, data: string): unknown {
  if (!['EEXIST', 'ENOTDIR'].includes(errorCode(error) ?? '')) return error;
  return new Refusal('not-a-folder', `“${data}” is no folder. Give another with --data.`, { cause: error });
}

function notWritable(error: unknown, data: string): unknown {
  if (!['EACCES', 'EROFS', 'EPERM', 'ENOSPC'].includes(errorCode(error) ?? '')) return error;
  return new Refusal(
    'not-writable',
    `“${data}” can’t be written to. Give another folder with --data, or write access.`,
    {
      cause: error,
    },
  );
}
