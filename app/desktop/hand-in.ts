import { basename } from 'node:path';
import { type Bridge, MAX_FILE_BYTES } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { readNamedFile } from '../services/disk.ts';

/**
 * Adds a `.brief` file that the program was started with to the library.
 *
 * @throws {Refusal} where it can't be read or isn't a package
 */
export async function addPackage(bridge: Bridge, path: string): Promise<BriefId> {
  const bytes = Buffer.from(await readNamedFile(path, MAX_FILE_BYTES)).toString('base64');
  return (await bridge.call('library.addPackage', { name: basename(path), bytes })).brief;
}
