import { basename, resolve } from 'node:path';
import { type Bridge, MAX_FILE_BYTES } from '../../shared/bridge.ts';
import { readNamedFile } from '../services/disk.ts';

/**
 * Hands a `.brief` file that the program was started with to the services; the window asks what shall become of it.
 *
 * @throws {Refusal} where it can't be read, or too many wait already
 */
export async function handIn(bridge: Bridge, path: string): Promise<void> {
  const bytes = Buffer.from(await readNamedFile(path, MAX_FILE_BYTES)).toString('base64');
  await bridge.call('offline.handIn', { name: basename(path), bytes, path: resolve(path) });
}
