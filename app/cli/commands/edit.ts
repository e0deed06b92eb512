import { Refusal } from '../../../shared/refusal.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { thingNamed } from '../ids.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption, COMMENT_HELP, commentText } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';

/** `edit`: a comment gets another wording. */
export const editCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('edit')
      .summary('give a comment another wording')
      .description(
        'Gives a comment another wording, and prints the annotation as it stands then. Only its author may. The earlier wording stays in the brief, to be seen by everybody.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the comment')
      .requiredOption('--comment <text>', COMMENT_HELP),
  )
    .addHelpText(
      'after',
      '\nExample:\n  $ briefmark edit article.brief 8be210 --comment "Of the base wage, that is." --as "Ann Okoro"',
    )
    .action(answered(edit));

async function edit(
  command: CommandLine,
  named: string,
  id: string,
  { comment, as }: { comment: string; as: string },
): Promise<Answer> {
  const body = await commentText(command, comment);
  const brief = await briefNamed(command, named);
  let annotated = '';
  const { shown } = await brief.change(as, (found) => {
    const thing = thingNamed(found.shown, id);
    if (!thing.comment) {
      throw new Refusal(
        'not-a-comment',
        `“${id}” is an annotation, which has no wording of its own. Give the id of one of its comments.`,
      );
    }
    annotated = thing.annotation;
    return { do: 'edit', comment: thing.comment, body };
  });
  const annotation = annotationIn(shown, annotated);
  return { json: annotation, text: annotationText(annotation, command.io.columns) };
}
