import { type EntryId, entryIdSchema } from '../../../shared/model/ids.ts';
import type { ShownBrief } from '../../../shared/shown.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { thingNamed } from '../ids.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';

/** `restore`: what was withdrawn is there again. */
export const restoreCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('restore')
      .summary('bring back a withdrawn annotation or comment')
      .description(
        'Brings back an annotation or a comment that was withdrawn, and prints the annotation as it stands then. Who withdrew it and an owner of the brief may.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the comment; or the whole id of the annotation, as “withdraw” gave it'),
  )
    .addHelpText('after', '\nExample:\n  $ briefmark restore article.brief 8be210 --as "Ann Okoro"')
    .action(answered(restore));

async function restore(command: CommandLine, named: string, id: string, { as }: { as: string }): Promise<Answer> {
  const brief = await briefNamed(command, named);
  let target = '' as EntryId;
  const { shown } = await brief.change(as, (found) => {
    target = targetNamed(found.shown, id);
    return { do: 'restore', target };
  });
  const annotated = shown.annotations.find(({ comments }) => comments.some((comment) => comment.id === target))?.id;
  const annotation = annotationIn(shown, annotated ?? target);
  return { json: annotation, text: annotationText(annotation, command.io.columns) };
}

/** A withdrawn annotation is in no list: only the whole of its id names it. */
function targetNamed(shown: ShownBrief, id: string): EntryId {
  const whole = entryIdSchema.safeParse(id.toLowerCase());
  if (whole.success) return whole.data;
  const { annotation, comment } = thingNamed(shown, id);
  return comment ?? annotation;
}
