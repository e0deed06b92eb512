import { begun } from '../../../shared/begun.ts';
import type { BlockChange, Fate, UpdateReport } from '../../../shared/offline/updating.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { readFileIn } from '../file-in.ts';
import { short } from '../ids.ts';
import { briefNamed } from '../named-brief.ts';
import { name } from '../options.ts';
import { authorName } from '../person.ts';
import { counted } from '../print/lines.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** How much of a passage or a block is printed. */
const SHOWN = 60;

/** `update`: the article was corrected or issued anew. */
export const updateCommand: DefineCommand = (program, answered) =>
  program
    .command('update')
    .summary('replace the article by a new version of it')
    .description(
      'Puts the article of a file in the place of the one that the brief has, and says what becomes of each annotation. Passages are carried only where that is certain; the others are listed as orphaned. The old text is kept as a version.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .argument('<file>', 'the new version of the article')
    .option('--dry-run', 'only say what would happen')
    .option('--as <name>', 'who replaces it; you, where it is left out', name)
    .addHelpText('after', '\nExample:\n  $ briefmark update ferry.brief ferry-corrected.txt --dry-run')
    .action(answered(update));

async function update(
  command: CommandLine,
  named: string,
  file: string,
  { dryRun, as }: { dryRun?: boolean; as?: string },
): Promise<Answer> {
  const given = await readFileIn(command, file);
  const brief = await briefNamed(command, named);
  const author = await authorName(command, as);
  const report = await brief.update(author, given, dryRun === true);
  const { placed, moved, orphaned, annotations } = report;
  return {
    json: { placed, moved, orphaned, annotations: annotations.map(({ id, before, after }) => ({ id, before, after })) },
    text: reportText(report, dryRun),
  };
}

function reportText({ placed, moved, orphaned, annotations, blocks }: UpdateReport, dryRun = false): string {
  const changes = blocks.filter(({ kind }) => kind !== 'same');
  return [
    `${dryRun ? 'Would leave' : 'Left'} ${counted(placed, 'annotation')} in place, ${dryRun ? 'find' : 'found'} ${moved} moved, and ${dryRun ? 'orphan' : 'orphaned'} ${orphaned}. ${changes.length === 0 ? 'The article is the same.' : `${counted(changes.length, 'block')} of the article ${changes.length === 1 ? 'differs' : 'differ'}.`}`,
    ...changes.map(changeText),
    ...annotations.filter(({ after, distance }) => after.placement !== 'placed' || distance !== 0).map(fateText),
  ].join('\n');
}

function changeText({ kind, before, after }: BlockChange): string {
  const words = (text = '') => `“${visible(begun(text, SHOWN))}”`;
  if (kind === 'changed') return `  changed  ${words(before)}\n       to  ${words(after)}`;
  return `  ${kind.padEnd(8)} ${words(after ?? before)}`;
}

function fateText({ id, before, after, distance }: Fate): string {
  const blocks = distance === 0 ? '' : `, ${counted(Math.abs(distance), 'block')} ${distance < 0 ? 'up' : 'down'}`;
  const now =
    after.quote === null || after.quote === before.quote ? '' : `, now “${visible(begun(after.quote, SHOWN))}”`;
  const was = before.quote === null ? 'without a place' : `“${visible(begun(before.quote, SHOWN))}”`;
  return `  ${short(id)} ${was}: ${after.placement}${blocks}${now}`;
}
