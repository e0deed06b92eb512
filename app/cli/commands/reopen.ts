import type { EntryId } from '../../../shared/model/ids.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { annotationNamed } from '../ids.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption, COMMENT_HELP, commentText } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';

/** `reopen`: a resolved thread is open again. */
export const reopenCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('reopen')
      .summary('open a resolved thread again')
      .description('Opens a resolved annotation again, with a comment if you like, and prints it as it stands then.')
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the annotation')
      .option('--comment <text>', COMMENT_HELP),
  )
    .addHelpText(
      'after',
      '\nExample:\n  $ briefmark reopen article.brief 3f9a1c --comment "Not quite." --as "Ann Okoro"',
    )
    .action(answered(reopen));

async function reopen(
  command: CommandLine,
  named: string,
  id: string,
  { comment, as }: { comment?: string; as: string },
): Promise<Answer> {
  const body = comment === undefined ? undefined : await commentText(command, comment);
  const brief = await briefNamed(command, named);
  let annotation = '' as EntryId;
  const { shown } = await brief.change(as, (found) => {
    annotation = annotationNamed(found.shown, id).id as EntryId;
    return { do: 'reopen', annotation, ...(body === undefined ? {} : { body }) };
  });
  const json = annotationIn(shown, annotation);
  return { json, text: annotationText(json, command.io.columns) };
}
