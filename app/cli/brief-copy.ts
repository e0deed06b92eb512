import type { Copy } from '../services/offline/merge.ts';
import { readPackage } from '../services/package/package.ts';
import type { CommandLine } from './command-line.ts';
import { readFileIn } from './file-in.ts';

/**
 * Reads a `.brief` file that is only looked at.
 *
 * @throws {Refusal} where it isn't there or isn't a whole package
 */
export async function readCopy(command: CommandLine, file: string): Promise<Copy> {
  const { name, bytes } = await readFileIn(command, file);
  return { ...readPackage(bytes, name), name: file };
}
