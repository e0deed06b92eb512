import type { EntryId } from '../../../shared/model/ids.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { short, thingNamed } from '../ids.ts';
import { briefNamed } from '../named-brief.ts';
import { asOption } from '../options.ts';
import type { DefineCommand } from '../run.ts';

/** `withdraw`: an annotation or a comment is taken back. */
export const withdrawCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('withdraw')
      .summary('take back an annotation or a comment')
      .description(
        'Takes back an annotation with its thread, or one comment. Its author and an owner of the brief may. It stays in the brief’s history.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the annotation or the comment'),
  )
    .addHelpText('after', '\nExample:\n  $ briefmark withdraw article.brief 3f9a1c --as "Ann Okoro"')
    .action(answered(withdraw));

async function withdraw(command: CommandLine, named: string, id: string, { as }: { as: string }): Promise<Answer> {
  const brief = await briefNamed(command, named);
  let target = '' as EntryId;
  let what = '';
  await brief.change(as, (found) => {
    const { annotation, comment } = thingNamed(found.shown, id);
    target = comment ?? annotation;
    what = comment ? 'comment' : 'annotation';
    return { do: 'withdraw', target };
  });
  return {
    json: { id: target, withdrawn: true },
    text: `The ${what} ${short(target)} is withdrawn. “restore” with its whole id, ${target}, brings it back.`,
  };
}
