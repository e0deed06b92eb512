import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { errorCode } from '../services/disk.ts';

/** The longest path that a Unix socket may have on every system; macOS allows 103 bytes, Linux 107. */
const LONGEST_PATH = 100;

/** What file systems say that hold no sockets, such as shared folders and memory sticks. */
const NO_SOCKETS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'EACCES'];

/** A local socket that only this user's processes can reach. */
export interface Endpoint {
  server: Server;
  /** The path or name to connect to. */
  address: string;
  /** Stops listening and removes what there was in the file system. */
  close(): Promise<void>;
}

/**
 * Listens on a socket with a name of its own: in the folder, or in a private one among the temporary files where the
 * folder's path is too long or its file system holds no sockets. Its name tells nothing and is never used again, so
 * nobody can lie in wait for it.
 */
export async function openEndpoint(folder: string): Promise<Endpoint> {
  const name = randomBytes(8).toString('hex');
  if (process.platform === 'win32') return listen(`\\\\.\\pipe\\briefmark-${name}`);
  const path = join(folder, `${name}.sock`);
  if (Buffer.byteLength(path) <= LONGEST_PATH) {
    try {
      return await listen(path);
    } catch (error) {
      if (!NO_SOCKETS.includes(errorCode(error) ?? '')) throw error;
    }
  }
  // mkdtemp makes the folder anew, for this user only.
  const temporary = await mkdtemp(join(tmpdir(), 'briefmark-'));
  return listen(join(temporary, 's'), temporary);
}

async function listen(address: string, temporary?: string): Promise<Endpoint> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  // The folder keeps others out already; this is for whoever changes the folder's mode.
  if (process.platform !== 'win32') await chmod(address, 0o600);
  return {
    server,
    address,
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (temporary && dirname(address) === temporary) await rm(temporary, { recursive: true, force: true });
    },
  };
}
