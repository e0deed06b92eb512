import type { Answer, CommandLine } from '../command-line.ts';
import { momentNamed } from '../moment.ts';
import { briefNamed } from '../named-brief.ts';
import { briefText } from '../print/brief.ts';
import { counted } from '../print/lines.ts';
import type { DefineCommand } from '../run.ts';

/** `show`: a whole brief, read only. */
export const showCommand: DefineCommand = (program, answered) =>
  program
    .command('show')
    .summary('print a brief with its threads')
    .description(
      'Prints the outline of the article, every annotation with its thread, and what was left out at import.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .option('--at <moment>', 'as it was: a time in ISO 8601, or the id of an entry of the history')
    .addHelpText(
      'after',
      '\nExamples:\n  $ briefmark show article.brief\n  $ briefmark show "Ferry strike enters second week" --json',
    )
    .action(answered(show));

async function show(command: CommandLine, brief: string, { at }: { at?: string }): Promise<Answer> {
  if (at !== undefined) {
    const named = await briefNamed(command, brief);
    const past = await named.showAt(await momentNamed(named, at));
    return { json: past, text: briefText(past, command.io.columns) };
  }
  const { shown, notShown } = await (await briefNamed(command, brief)).show();
  if (notShown && notShown.notVerified > 0) {
    const what = counted(notShown.notVerified, 'entry is', 'entries are');
    command.io.err(`briefmark: ${what} kept but not shown: who made them can’t be verified.\n`);
  }
  if (notShown && notShown.unknown > 0) {
    const what = counted(notShown.unknown, 'entry is', 'entries are');
    command.io.err(`briefmark: ${what} kept but not shown: a newer Briefmark made them.\n`);
  }
  return { json: shown, text: briefText(shown, command.io.columns) };
}
