import { basename } from 'node:path';
import { MAX_FILE_BYTES } from '../../shared/bridge.ts';
import { readNamedFile } from '../services/disk.ts';
import type { CommandLine } from './command-line.ts';

/** A file that a person named, as it was read. */
export interface FileIn {
  name: string;
  bytes: Uint8Array;
}

/**
 * Reads a file that a person named.
 *
 * @throws {Refusal} where it isn't there, may not be read, or is larger than Briefmark takes
 */
export async function readFileIn(command: CommandLine, named: string): Promise<FileIn> {
  const path = command.path(named);
  return { name: basename(path), bytes: await readNamedFile(path, MAX_FILE_BYTES) };
}
