import { basename } from 'node:path';
import { MAX_FILE_BYTES } from '../../shared/bridge.ts';
import { readNamedFile } from '../services/disk.ts';
import type { Copy } from '../services/offline/merge.ts';
import { readPackage } from '../services/package/package.ts';
import type { CommandLine } from './command-line.ts';

/**
 * Reads a `.brief` file that is only looked at.
 *
 * @throws {Refusal} where it isn't there or isn't a whole package
 */
export async function readCopy(command: CommandLine, file: string): Promise<Copy> {
  const path = command.path(file);
  const name = basename(path);
  return { ...readPackage(await readNamedFile(path, MAX_FILE_BYTES), name), name: file };
}
