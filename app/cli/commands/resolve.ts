import { Option } from 'commander';
import type { EntryId } from '../../../shared/model/ids.ts';
import { REASONS, type Reason } from '../../../shared/model/kinds.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { annotationNamed } from '../ids.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption, COMMENT_HELP, commentText } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';

interface Options {
  reason: Reason;
  comment?: string;
  as: string;
}

/** `resolve`: a thread is done with, for a reason. */
export const resolveCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('resolve')
      .summary('close a thread, with a reason')
      .description('Resolves an annotation, with a last comment if you like, and prints it as it stands then.')
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the annotation')
      .addOption(new Option('--reason <reason>', 'why it is done with').choices(REASONS).makeOptionMandatory())
      .option('--comment <text>', COMMENT_HELP),
  )
    .addHelpText('after', '\nExample:\n  $ briefmark resolve article.brief 3f9a1c --reason answered --as "Ann Okoro"')
    .action(answered(resolve));

async function resolve(command: CommandLine, named: string, id: string, options: Options): Promise<Answer> {
  const { reason, comment, as } = options;
  const body = comment === undefined ? undefined : await commentText(command, comment);
  const brief = await briefNamed(command, named);
  let annotation = '' as EntryId;
  const { shown } = await brief.change(as, (found) => {
    annotation = annotationNamed(found.shown, id).id as EntryId;
    return { do: 'resolve', annotation, reason, ...(body === undefined ? {} : { body }) };
  });
  const json = annotationIn(shown, annotation);
  return { json, text: annotationText(json, command.io.columns) };
}
