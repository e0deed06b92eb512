import { replaceNamedFile } from '../../services/disk.ts';
import { findBrief } from '../brief-in-library.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { withLibrary } from '../library.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { freePath } from './import.ts';

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
    .addHelpText('after', '\nExample:\n  $ briefmark package "Ferry strike enters second week" --out ferry.brief')
    .action(answered(packageBrief));

async function packageBrief(
  command: CommandLine,
  named: string,
  { out, force }: { out: string; force?: boolean },
): Promise<Answer> {
  const path = await freePath(command, out, force === true);
  const { id, title, bytes } = await withLibrary(command, async (bridge) => {
    const brief = await findBrief(bridge, named);
    const file = await bridge.call('brief.package', { brief });
    const { title } = await bridge.call('brief.show', { brief });
    return { id: brief, title, bytes: Buffer.from(file.bytes, 'base64') };
  });
  await replaceNamedFile(path, bytes);
  return { json: { id, title, out, bytes: bytes.length }, text: `“${visible(title)}” is in “${visible(out)}”.` };
}
