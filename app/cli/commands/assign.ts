import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { annotationNamed, short } from '../ids.ts';
import { briefNamed } from '../named-brief.ts';
import { asOption, name } from '../options.ts';
import type { DefineCommand } from '../run.ts';
import { UsageError } from '../usage.ts';

interface Options {
  to?: string;
  due?: string;
  nobody?: boolean;
  as: string;
}

/** `assign`: annotations become somebody's to do, by a date. */
export const assignCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('assign')
      .summary('assign annotations to somebody')
      .description('Assigns one or several annotations to a person of the brief, by a date if you like, or to nobody.')
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .argument('<ids...>', 'the annotations')
      .option('--to <name>', 'the person, as the brief names them', name)
      .option('--due <date>', 'the day by which it is to be done, such as 2026-05-31', date)
      .option('--nobody', 'take the assignment back'),
  )
    .addHelpText(
      'after',
      '\nExample:\n  $ briefmark assign article.brief 3f9a1c --to "Ben Achterberg" --due 2026-05-31 --as "Ann Okoro"',
    )
    .action(answered(assign));

async function assign(command: CommandLine, named: string, ids: string[], options: Options): Promise<Answer> {
  const { to, due, nobody, as } = options;
  if ((to === undefined) === (nobody === undefined))
    throw new UsageError('Say to whom: --to NAME, or --nobody to take it back.');
  const brief = await briefNamed(command, named);
  let annotations: EntryId[] = [];
  await brief.change(as, ({ shown }) => {
    annotations = ids.map((id) => annotationNamed(shown, id).id as EntryId);
    const person = to === undefined ? null : personNamed(shown.people, to);
    return { do: 'several', annotations, change: { do: 'assign', person, ...(due && person ? { due } : {}) } };
  });
  const json = { annotations, person: to ?? null, due: to === undefined ? null : (due ?? null) };
  const which = annotations.map(short).join(', ');
  const by = json.due ? `, due ${json.due}` : '';
  return { json, text: to === undefined ? `Assigned to nobody: ${which}.` : `Assigned to ${to}${by}: ${which}.` };
}

function personNamed(people: readonly { id: string; name: string }[], wanted: string): PersonId {
  const found = people.filter((person) => person.name === wanted);
  const [only] = found;
  if (found.length > 1)
    throw new Refusal(
      'ambiguous-person',
      `${found.length} people of this brief are called “${wanted}”. Assign it in the window.`,
    );
  if (!only) {
    throw new Refusal(
      'no-such-person',
      `Nobody called “${wanted}” takes part in this brief yet. Look up its people with “briefmark show”.`,
    );
  }
  return only.id as PersonId;
}

function date(value: string): string {
  if (!z.iso.date().safeParse(value).success) throw new InvalidArgumentError('It must be a day such as 2026-05-31.');
  return value;
}
