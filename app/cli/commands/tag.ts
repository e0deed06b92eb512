import type { EntryId } from '../../../shared/model/ids.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { annotationNamed } from '../ids.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption, oneMoreTag } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';
import { UsageError } from '../usage.ts';

interface Options {
  add?: string[];
  remove?: string[];
  as: string;
}

/** `tag`: tags are given to annotations and taken from them, all of it or nothing. */
export const tagCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('tag')
      .summary('give annotations tags, and take tags away')
      .description('Gives one or several annotations tags and takes others away, all of it or nothing.')
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<ids...>', 'the annotations')
      .option('--add <tag>', 'a tag that they get; may be given several times', oneMoreTag)
      .option('--remove <tag>', 'a tag that they lose; may be given several times', oneMoreTag),
  )
    .addHelpText('after', '\nExample:\n  $ briefmark tag article.brief 3f9a1c 77b0d2 --add checked --as "Ann Okoro"')
    .action(answered(tag));

async function tag(command: CommandLine, named: string, ids: string[], options: Options): Promise<Answer> {
  const { add = [], remove = [], as } = options;
  if (add.length === 0 && remove.length === 0)
    throw new UsageError('Say which tags: --add TAG, --remove TAG, or both.');
  const brief = await briefNamed(command, named);
  let annotations: EntryId[] = [];
  const { shown } = await brief.change(as, (found) => {
    annotations = ids.map((id) => annotationNamed(found.shown, id).id as EntryId);
    return { do: 'several', annotations, change: { do: 'tag', add, remove } };
  });
  const json = annotations.map((id) => annotationIn(shown, id));
  return { json, text: json.map((each) => annotationText(each, command.io.columns)).join('\n\n') };
}
