import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../../shared/refusal.ts';

/** Only the person whose state it is may read it. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** Files that are being written begin so, and then have a name of the process that writes them. */
const BESIDE = '.briefmark-';
const THIS_PROCESS = randomBytes(4).toString('hex');
const BESIDE_NAME = /^\.briefmark-(?:([0-9a-f]{8})-)?[0-9a-f]{16}$/;

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
    await renameOver(path, data, { mode });
  } catch (error) {
    throw diskRefusal(error, what);
  }
}

/**
 * Replaces, or makes, a file that a person named. It is never half there; a link stays a link, and the file behind it
 * keeps its rights and its owner.
 *
 * @throws {Refusal} where the disk is full, the file or its folder may not be written, another program keeps the file,
 *   or it is a folder
 */
export async function replaceNamedFile(path: string, data: Uint8Array): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const there = await stat(target).catch(() => undefined);
    // Renaming over a write-protected file would work: its folder decides that. Its person meant it otherwise.
    if (there) await access(target, constants.W_OK);
    const kept = there ? { mode: there.mode & 0o7777, owner: there } : { mode: 0o666 & ~process.umask() };
    await renameOver(target, data, kept).catch((error: unknown) => {
      throw keptByAnother(error, there !== undefined) ? inUse(error, path) : error;
    });
  } catch (error) {
    throw diskRefusal(error, `“${path}”`);
  }
}

/** How systems say that a program holds a file so that no other takes its place: Windows often as if rights were missing. */
function keptByAnother(error: unknown, isThere: boolean): boolean {
  const code = errorCode(error);
  return code === 'EBUSY' || (process.platform === 'win32' && isThere && (code === 'EPERM' || code === 'EACCES'));
}

function inUse(cause: unknown, path: string): Refusal {
  return new Refusal(
    'file-in-use',
    `“${path}” could not be saved: it is open in another program, which keeps it from being replaced. Close it there and try again, or choose another name. The file is as it was.`,
    { cause },
  );
}

/**
 * Writes beside and renames. Not write-file-atomic (6.0): it writes once and takes no notice of how much of it
 * got on the disk, so that on one that is nearly full it puts a cut file in the place of the whole one.
 */
async function renameOver(
  path: string,
  data: string | Uint8Array,
  { mode, owner }: { mode: number; owner?: { uid: number; gid: number } },
): Promise<void> {
  const beside = join(dirname(path), `${BESIDE}${THIS_PROCESS}-${randomBytes(8).toString('hex')}`);
  try {
    const handle = await open(beside, 'wx', mode);
    try {
      await handle.writeFile(data);
      // Changing hands takes away the rights of the set-user kind, so rights come after.
      if (owner && process.getuid?.() === 0) await handle.chown(owner.uid, owner.gid);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/**
 * Removes what a process that was killed had only begun to write, in a folder that this process alone writes to, and in
 * those below it: it takes room, and may hold what is erased later.
 *
 * @param olderThan leaves what is younger than so many milliseconds, where another computer may write there too
 */
export async function sweepUnfinished(folder: string, olderThan = 0): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const match = BESIDE_NAME.exec(entry.name);
    if (!match || match[1] === THIS_PROCESS || !entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const found = olderThan > 0 ? await stat(path).catch(() => undefined) : undefined;
    if (olderThan > 0 && !(found && Date.now() - found.mtimeMs > olderThan)) continue;
    await rm(path, { force: true });
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

/**
 * Makes a folder with those above it.
 *
 * @param mode only its person may read it, unless given
 * @throws {Refusal} where it can't be made
 */
export async function makeFolder(folder: string, what: string, mode = PRIVATE_FOLDER): Promise<void> {
  try {
    await makeWithParents(folder, mode);
  } catch (error) {
    // All above it is there: so says a system that has no place for new ones, as below `/proc`.
    if (errorCode(error) === 'ENOENT')
      throw new Refusal(
        'not-writable',
        `${what} could not be made: the system lets nobody make a folder in “${dirname(folder)}”. Choose another one.`,
        { cause: error },
      );
    throw diskRefusal(error, what);
  }
}

/** Node's own recursive mkdir says ENOENT where a disk is read-only, and never ends below `/proc`. */
async function makeWithParents(folder: string, mode: number): Promise<void> {
  const make = () =>
    mkdir(folder, { mode }).catch(async (error: unknown) => {
      const there = await stat(folder).catch(() => undefined);
      if (!there?.isDirectory()) throw error;
    });
  try {
    await make();
  } catch (error) {
    const above = dirname(folder);
    if (errorCode(error) !== 'ENOENT' || above === folder) throw error;
    await makeWithParents(above, mode);
    await make();
  }
}

/** Reads a file; undefined where there is none. */
export async function readBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Reads and parses a JSON file; undefined where there is none or it isn't JSON. */
export async function readJson(path: string): Promise<unknown> {
  const bytes = await readBytes(path);
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
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
    case 'EISDIR':
      return new Refusal(
        'is-a-folder',
        `${what} could not be saved: a folder of this name is there. Choose another name.`,
        because,
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new Refusal(
        'no-such-folder',
        `${what} could not be saved: its folder does not exist. Choose another one.`,
        because,
      );
    case 'ENAMETOOLONG':
      return new Refusal(
        'name-too-long',
        `${what} could not be saved: its name is longer than this disk takes. Choose a shorter one.`,
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
    const stats = await handle.stat();
    const bytes = stats.isFile() && stats.size <= maxBytes ? await handle.readFile() : await readPart(handle, maxBytes);
    if (bytes.length > maxBytes) {
      const limit = Math.floor(maxBytes / 1024 / 1024);
      throw new Refusal(
        'file-too-large',
        `“${path}” is larger than ${limit} MB, which is more than Briefmark takes. Choose a smaller file.`,
      );
    }
    return bytes;
  } catch (error) {
    throw readRefusal(error, path);
  } finally {
    await handle.close();
  }
}

/** Reads one byte more than allowed at most: pipes and devices don't tell how much they hold, and may never end. */
async function readPart(handle: FileHandle, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= maxBytes) {
    const chunk = new Uint8Array(Math.min(1024 * 1024, maxBytes + 1 - length));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks);
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
