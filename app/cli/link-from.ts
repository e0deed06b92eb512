import { readNamedFile } from '../services/disk.ts';
import type { CommandLine } from './command-line.ts';
import { UsageError } from './usage.ts';

const MAX_LINK_BYTES = 4_000;

/**
 * A secret link, from a file or from standard input: in the arguments everybody on the computer could see it.
 *
 * @param what it is called
 * @throws {UsageError} where there is none
 */
export async function linkFrom(command: CommandLine, file: string | undefined, what = 'link'): Promise<string> {
  const text = file
    ? new TextDecoder().decode(await readNamedFile(command.path(file), MAX_LINK_BYTES))
    : await command.io.read();
  const link = text.trim();
  if (link === '')
    throw new UsageError(`There is no ${what}: give it on standard input, or name its file with --link-file.`);
  return link;
}
