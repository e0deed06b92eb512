import { basename, resolve } from 'node:path';
import { type Bridge, MAX_FILE_BYTES } from '../../shared/bridge.ts';
import { readNamedFile } from '../services/disk.ts';
import { filesBeside } from '../services/importing/files-beside.ts';

/**
 * Hands a file that the program was started with to the services: of a `.brief` file the window asks what shall become
 * of it, an article is shown as it would be imported.
 *
 * @throws {Refusal} where it can't be read, or too many wait already
 */
export async function handIn(bridge: Bridge, path: string): Promise<void> {
  const read = await readNamedFile(path, MAX_FILE_BYTES);
  const file = { name: basename(path), bytes: base64(read) };
  if (/\.brief$/i.test(path)) await bridge.call('offline.handIn', { ...file, path: resolve(path) });
  else {
    const beside = [...(await filesBeside(path, read))].map(([name, bytes]) => ({ name, bytes: base64(bytes) }));
    await bridge.call('import.handIn', { ...file, ...(beside.length > 0 ? { beside } : {}) });
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
