import type { Answer, CommandLine } from '../command-line.ts';
import { readFileIn } from '../file-in.ts';
import { short } from '../ids.ts';
import { withLibrary } from '../library.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** `add`: a package becomes a brief of the library. */
export const addCommand: DefineCommand = (program, answered) =>
  program
    .command('add')
    .summary('put a .brief file into your library')
    .description(
      'Puts the brief of a .brief file, with its threads and its history, into your library. The file stays as it is.',
    )
    .argument('<file.brief>', 'the file')
    .addHelpText('after', '\nExample:\n  $ briefmark add ferry.brief')
    .action(answered(add));

async function add(command: CommandLine, file: string): Promise<Answer> {
  const { name, bytes } = await readFileIn(command, file);
  const packaged = { name, bytes: Buffer.from(bytes).toString('base64'), path: command.path(file) };
  return withLibrary(command, async (bridge) => {
    const { brief } = await bridge.call('library.addPackage', packaged);
    const { title } = await bridge.call('brief.show', { brief });
    return { json: { id: brief, title }, text: `“${visible(title)}” is in your library. Its id is ${short(brief)}.` };
  });
}
