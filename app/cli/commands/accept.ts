import type { EntryId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { thingNamed } from '../ids.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';

/** `accept`: the article gets the words that a comment suggests. */
export const acceptCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('accept')
      .summary('accept suggested wording')
      .description(
        'Puts the words that a comment suggests into the article, resolves its thread as accepted, and prints the annotation as it stands then. To decline, resolve the annotation as rejected.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the comment'),
  )
    .addHelpText('after', '\nExample:\n  $ briefmark accept article.brief 3f9a1c --as "Ann Okoro"')
    .action(answered(accept));

async function accept(command: CommandLine, named: string, id: string, { as }: { as: string }): Promise<Answer> {
  const brief = await briefNamed(command, named);
  let accepted = '' as EntryId;
  const { shown } = await brief.change(as, (found) => {
    const { annotation, comment } = thingNamed(found.shown, id);
    if (!comment) {
      throw new Refusal(
        'not-a-comment',
        'This is the id of an annotation. Give that of the comment that suggests the wording; “briefmark show” lists it.',
      );
    }
    accepted = annotation;
    return { do: 'accept-suggestion', comment };
  });
  const annotation = annotationIn(shown, accepted);
  return { json: annotation, text: annotationText(annotation, command.io.columns) };
}
