import type { ErasePlan } from '../../../shared/offline/erasing.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { mayBeId, short, thingNamed } from '../ids.ts';
import { briefNamed } from '../named-brief.ts';
import { asOption } from '../options.ts';
import { counted } from '../print/lines.ts';
import { visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** `erase`: words go for good. */
export const eraseCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('erase')
      .summary('take a comment or an annotation away for good')
      .description(
        'Erases a comment with every wording of it, or an annotation with its thread, from the brief and its history: the one thing that can’t be brought back. Everybody may erase their own words, an owner anything. Copies that were handed on keep it until they are merged with this one, and exports keep it for ever.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<id>', 'the annotation or the comment')
      .option('--preview', 'only say what would go'),
  )
    .addHelpText('after', '\nExample:\n  $ briefmark erase ferry.brief 3f9a1c --as "Ann Okoro" --preview')
    .action(answered(erase));

async function erase(
  command: CommandLine,
  named: string,
  id: string,
  { as, preview }: { as: string; preview?: boolean },
): Promise<Answer> {
  const brief = await briefNamed(command, named);
  const whole = id.toLowerCase();
  const target = mayBeId(whole) && whole.length === 64 ? whole : await idOf(brief, id);
  const plan = await brief.erase(as, target, preview === true);
  return { json: { erased: plan.ids, people: plan.people, kept: plan.kept }, text: planText(plan, preview) };
}

async function idOf(brief: Awaited<ReturnType<typeof briefNamed>>, id: string): Promise<string> {
  const { annotation, comment } = thingNamed((await brief.show()).shown, id);
  return comment ?? annotation;
}

function planText({ ids, people, kept }: ErasePlan, preview = false): string {
  const whose = people.map(({ name, entries }) => `${counted(entries, 'entry', 'entries')} of ${visibleLine(name)}`);
  return [
    `${preview ? 'Would erase' : 'Erased'} ${counted(ids.length, 'entry', 'entries')}: ${whose.join(', ')}. Copies that were handed on are out of reach.`,
    ...ids.map((id) => `  ${short(id)}`),
    ...(kept > 0 ? [`${counted(kept, 'comment')} of others stay; an owner can erase them.`] : []),
  ].join('\n');
}
