import type { Answer, CommandLine } from '../command-line.ts';
import { thingNamed } from '../ids.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption, COMMENT_HELP, commentText } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';

/** `reply`: one more comment in a thread. */
export const replyCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('reply')
      .summary('comment in a thread')
      .description(
        'Adds a comment to an annotation’s thread, or answers one comment in it, and prints the annotation as it stands then.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the annotation, or the comment that is answered')
      .requiredOption('--comment <text>', COMMENT_HELP),
  )
    .addHelpText(
      'after',
      '\nExample:\n  $ briefmark reply article.brief 3f9a1c --comment "Of the base wage." --as "Ben Achterberg"',
    )
    .action(answered(reply));

async function reply(
  command: CommandLine,
  named: string,
  id: string,
  { comment, as }: { comment: string; as: string },
): Promise<Answer> {
  const body = await commentText(command, comment);
  const brief = await briefNamed(command, named);
  let annotated = '';
  const { shown } = await brief.change(as, (found) => {
    const { annotation, comment: parent } = thingNamed(found.shown, id);
    annotated = annotation;
    return { do: 'comment', annotation, ...(parent ? { parent } : {}), body };
  });
  const annotation = annotationIn(shown, annotated);
  return { json: annotation, text: annotationText(annotation, command.io.columns) };
}
