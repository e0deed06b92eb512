import { readNamedFile } from '../services/disk.ts';
import type { CommandLine } from './command-line.ts';
import { UsageError } from './usage.ts';

const MAX_BYTES = 1_000;

/** The passphrase, from the file that `BRIEFMARK_PASSPHRASE_FILE` names or from standard input; its line end isn't part of it. */
export async function passphrase(command: CommandLine): Promise<string> {
  const { BRIEFMARK_PASSPHRASE_FILE: file } = command.io.environment;
  const read = file
    ? new TextDecoder().decode(await readNamedFile(command.path(file), MAX_BYTES))
    : await command.io.read();
  const given = read.replace(/\r?\n$/, '');
  if (given === '')
    throw new UsageError(
      'There is no passphrase: give it on standard input, or name its file in BRIEFMARK_PASSPHRASE_FILE.',
    );
  return given;
}
