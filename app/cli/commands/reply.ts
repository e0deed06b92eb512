import type { Answer, CommandLine } from '../command-line.ts';
import { thingNamed } from '../ids.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption, COMMENT_HELP, commentText, suggestedText } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';
import { UsageError } from '../usage.ts';

/** `reply`: one more comment in a thread. */
export const replyCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('reply')
      .summary('comment in a thread')
      .description(
        'Adds a comment to an annotation’s thread, or answers one comment in it, with other words for its passage if you like, and prints the annotation as it stands then.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the annotation, or the comment that is answered')
      .option('--comment <text>', COMMENT_HELP)
      .option('--suggest <text>', 'other words for the annotation’s first passage, as plain text'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ briefmark reply article.brief 3f9a1c --comment "Of the base wage." --as "Ben Achterberg"\n  $ briefmark reply article.brief 3f9a1c --suggest "six per cent" --as "Ben Achterberg"',
    )
    .action(answered(reply));

async function reply(
  command: CommandLine,
  named: string,
  id: string,
  { comment, suggest, as }: { comment?: string; suggest?: string; as: string },
): Promise<Answer> {
  if (comment === undefined && suggest === undefined) {
    throw new UsageError('Nothing is said. Give --comment, or --suggest, or both.');
  }
  const body = comment === undefined ? undefined : await commentText(command, comment);
  const suggests = suggest === undefined ? undefined : suggestedText(suggest);
  const brief = await briefNamed(command, named);
  let annotated = '';
  const { shown } = await brief.change(as, (found) => {
    const { annotation, comment: parent } = thingNamed(found.shown, id);
    annotated = annotation;
    return {
      do: 'comment',
      annotation,
      ...(parent ? { parent } : {}),
      ...(body === undefined ? {} : { body }),
      ...(suggests === undefined ? {} : { suggests }),
    };
  });
  const annotation = annotationIn(shown, annotated);
  return { json: annotation, text: annotationText(annotation, command.io.columns) };
}
