import type { CarryOverReceipt } from '../../../shared/offline/carrying-over.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { readFileIn } from '../file-in.ts';
import { short } from '../ids.ts';
import { briefNamed } from '../named-brief.ts';
import { name } from '../options.ts';
import { authorName } from '../person.ts';
import { counted } from '../print/lines.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** `carry-over`: the annotations of another brief, by their words. */
export const carryOverCommand: DefineCommand = (program, answered) =>
  program
    .command('carry-over')
    .summary('bring the annotations of another brief of the same article')
    .description(
      'Finds the passages of another brief’s annotations in this one by their words, and brings them with their threads, each attributed to who wrote it. Done again, it brings only what is new.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .argument('<other.brief>', 'the brief whose annotations are wanted')
    .option('--as <name>', 'who carries them over; you, where it is left out', name)
    .option('--preview', 'only say what would be carried over')
    .addHelpText('after', '\nExample:\n  $ briefmark carry-over ferry.brief ferry-by-bo.brief --as "Ann Okoro"')
    .action(answered(carryOver));

async function carryOver(
  command: CommandLine,
  named: string,
  other: string,
  { as, preview }: { as?: string; preview?: boolean },
): Promise<Answer> {
  const given = await readFileIn(command, other);
  const brief = await briefNamed(command, named);
  const author = await authorName(command, as);
  const receipt = await brief.carryOver(author, given, preview === true);
  return { json: receipt, text: receiptText(receipt, preview) };
}

function receiptText(receipt: CarryOverReceipt, preview = false): string {
  const { annotations, comments, resolved, orphaned, already, setAside } = receipt;
  const counts = [
    `${counted(annotations, 'annotation')}${orphaned > 0 ? ` (${orphaned} whose words are not in the article)` : ''}`,
    counted(comments, 'comment'),
    `${resolved} resolved`,
    `${already} here already`,
  ];
  return [
    `${preview ? 'Would carry over' : 'Carried over'}: ${counts.join(', ')}.`,
    ...setAside.map(({ id, reason }) => visible(`Not carried over: ${short(id)}. ${reason}`)),
  ].join('\n');
}
