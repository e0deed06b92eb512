import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Refusal } from '../../shared/refusal.ts';

/** Only the person whose state it is may read it. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/**
 * Replaces a file so that at any moment, a power cut included, the old or the new one is there whole.
 *
 * @param what names the file in the refusal, such as “brief.brief”
 * @throws {Refusal} where the disk is full or may not be written
 */
export async function replaceFile(
  path: string,
  data: string | Uint8Array,
  what: string,
  mode = PRIVATE_FILE,
): Promise<void> {
  try {
    await writeFileAtomic(
      path,
      typeof data === 'string' ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength),
      { mode, fsync: true },
    );
    await syncFolder(dirname(path));
  } catch (error) {
    throw diskRefusal(error, what);
  }
}

/** Makes the names in a folder durable: without it a file that was renamed may be gone after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows can't open a folder, and its file system journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder that only its person may read, with those above it. */
export async function makeFolder(folder: string, what: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  } catch (error) {
    throw diskRefusal(error, what);
  }
}

/** Reads and parses a JSON file; undefined where there is none or it isn't JSON. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The system's code of an error, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What the system said of a file or folder, in words for a person; any other error stays as it is. */
export function diskRefusal(error: unknown, what: string): unknown {
  const because = { cause: error };
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Refusal(
        'disk-full',
        `${what} could not be saved: the disk is full. Free some space and try again.`,
        because,
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new Refusal(
        'not-writable',
        `${what} could not be saved: its folder may not be written to. Choose another folder, or ask for write access.`,
        because,
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new Refusal(
        'no-such-folder',
        `${what} could not be saved: its folder does not exist. Choose another one.`,
        because,
      );
    default:
      return error;
  }
}

/**
 * Reads a file that a person named.
 *
 * @throws {Refusal} where it isn't there, isn't a file, is too large or may not be read
 */
export async function readNamedFile(path: string, maxBytes: number): Promise<Uint8Array> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    throw readRefusal(error, path);
  }
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) {
      const limit = Math.floor(maxBytes / 1024 / 1024);
      throw new Refusal(
        'file-too-large',
        `“${path}” is larger than ${limit} MB, which is more than Briefmark takes. Choose a smaller file.`,
      );
    }
    return await handle.readFile();
  } catch (error) {
    throw readRefusal(error, path);
  } finally {
    await handle.close();
  }
}

function readRefusal(error: unknown, path: string): unknown {
  const because = { cause: error };
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new Refusal('no-such-file', `“${path}” does not exist. Check its name and folder.`, because);
    case 'EISDIR':
      return new Refusal('not-a-file', `“${path}” is a folder. Name a file in it.`, because);
    case 'EACCES':
    case 'EPERM':
      return new Refusal('not-readable', `“${path}” may not be read. Ask its owner for read access.`, because);
    default:
      return error;
  }
}
