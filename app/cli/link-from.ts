import { MAX_LINK_LENGTH } from '../../shared/bridge/sharing.ts';
import { Refusal } from '../../shared/refusal.ts';
import { readNamedFile } from '../services/disk.ts';
import type { CommandLine } from './command-line.ts';
import { MOST_BYTES_READ } from './io.ts';
import { UsageError } from './usage.ts';

/**
 * A secret link, from a file or from standard input: in the arguments everybody on the computer could see it.
 *
 * @param what it is called
 * @throws {UsageError} where there is none
 * @throws {Refusal} where it is longer than any
 */
export async function linkFrom(command: CommandLine, file: string | undefined, what = 'link'): Promise<string> {
  const text = file
    ? new TextDecoder().decode(await readNamedFile(command.path(file), MOST_BYTES_READ))
    : await command.io.read();
  const link = text.trim();
  if (link === '')
    throw new UsageError(`There is no ${what}: give it on standard input, or name its file with --link-file.`);
  if (link.length > MAX_LINK_LENGTH)
    throw new Refusal('bad-link', `This is no ${what}: it is longer than any is. Give the ${what} alone.`);
  return link;
}
