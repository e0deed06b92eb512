import { basename } from 'node:path';
import { MAX_FILE_BYTES } from '../../../shared/bridge.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { readNamedFile, replaceNamedFile } from '../../services/disk.ts';
import { isLocked, unlockPackage } from '../../services/package/lock.ts';
import { findBrief } from '../brief-in-library.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { withLibrary } from '../library.ts';
import { passphrase } from '../passphrase.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { freePath } from './import.ts';

/** `unlock`: a locked package becomes an open one. */
export const unlockCommand: DefineCommand = (program, answered) =>
  program
    .command('unlock')
    .summary('open a .brief file that is locked with a passphrase')
    .description(
      'Writes the open package of a locked one. The passphrase is read from the file that BRIEFMARK_PASSPHRASE_FILE names, else from standard input.',
    )
    .argument('<locked.brief>', 'the locked file')
    .requiredOption('--out <file.brief>', 'the file for the open package')
    .option('--force', 'replace the file if it exists')
    .addHelpText('after', '\nExample:\n  $ briefmark unlock ferry-locked.brief --out ferry.brief < passphrase.txt')
    .action(answered(unlock));

async function unlock(
  command: CommandLine,
  file: string,
  { out, force }: { out: string; force?: boolean },
): Promise<Answer> {
  const path = await freePath(command, out, force === true);
  const bytes = await readNamedFile(command.path(file), MAX_FILE_BYTES);
  if (!isLocked(bytes)) throw new Refusal('not-locked', `“${file}” is not locked. It can be opened as it is.`);
  await replaceNamedFile(path, await unlockPackage(bytes, basename(file), await passphrase(command)));
  return { json: { out }, text: `The open package is in “${visible(out)}”.` };
}

/** `package`: a brief of the library as one file, to carry by hand. */
export const packageCommand: DefineCommand = (program, answered) =>
  program
    .command('package')
    .summary('write a brief of your library into a .brief file')
    .description(
      'Writes a brief of your library, with its threads and its history, into one file. The brief stays where it is.',
    )
    .argument('<brief>', 'a title or id of your library')
    .requiredOption('--out <file.brief>', 'the file')
    .option('--force', 'replace the file if it exists')
    .option('--no-history', 'without who did what when, and the texts of before')
    .option('--no-original', 'without the file that was imported')
    .option('--no-images', 'without pictures')
    .option('--lock', 'lock it with a passphrase')
    .addHelpText(
      'after',
      '\nThe passphrase is read from the file that BRIEFMARK_PASSPHRASE_FILE names, else from standard input.\n\nExample:\n  $ briefmark package "Ferry strike enters second week" --out ferry.brief',
    )
    .action(answered(packageBrief));

interface PackageOptions {
  out: string;
  force?: boolean;
  history: boolean;
  original: boolean;
  images: boolean;
  lock?: boolean;
}

async function packageBrief(
  command: CommandLine,
  named: string,
  { out, force, history, original, images, lock }: PackageOptions,
): Promise<Answer> {
  const path = await freePath(command, out, force === true);
  const secret = lock ? await passphrase(command) : undefined;
  const { id, title, bytes } = await withLibrary(command, async (bridge) => {
    const brief = await findBrief(bridge, named);
    const carried = { history, original, images };
    const file = await bridge.call('offline.handOver', {
      brief,
      ...carried,
      ...(secret ? { passphrase: secret } : {}),
    });
    const { title } = await bridge.call('brief.show', { brief });
    return { id: brief, title, bytes: Buffer.from(file.bytes, 'base64') };
  });
  await replaceNamedFile(path, bytes);
  return { json: { id, title, out, bytes: bytes.length }, text: `“${visible(title)}” is in “${visible(out)}”.` };
}
