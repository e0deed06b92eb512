import { Buffer } from 'node:buffer';
import type { EditedTwice, MergeReport } from '../../../shared/offline/merging.ts';
import { makeMarker } from '../../services/crypto.ts';
import { replaceNamedFile } from '../../services/disk.ts';
import { merge } from '../../services/offline/merge.ts';
import { writePackage } from '../../services/package/package.ts';
import { readCopy } from '../brief-copy.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { short } from '../ids.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { counted } from '../print/lines.ts';
import { visible, visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { UsageError } from '../usage.ts';
import { freePath } from './import.ts';

/** `merge`: copies of a brief that grew apart become one. */
export const mergeCommand: DefineCommand = (program, answered) =>
  program
    .command('merge')
    .summary('make one brief of copies that grew apart')
    .description(
      'Makes one .brief file of several copies of the same brief, and accounts for every entry. Their order doesn’t matter, and merging again what was merged already changes nothing. The copies stay as they are.',
    )
    .argument('<first.brief>', 'a copy')
    .argument('<others.brief...>', 'the others')
    .requiredOption('--out <file.brief>', 'the file for the merged brief')
    .option('--article <copy.brief>', 'where the article was replaced by different ones: the copy whose article counts')
    .option('--force', 'replace the file if it exists')
    .addHelpText(
      'after',
      '\nExample:\n  $ briefmark merge ferry.brief ferry-bo.brief ferry-cy.brief --out ferry-all.brief',
    )
    .action(answered(mergeCopies));

async function mergeCopies(
  command: CommandLine,
  first: string,
  others: string[],
  { out, force, article }: { out: string; force?: boolean; article?: string },
): Promise<Answer> {
  const copies = [await readCopy(command, first)] as [Awaited<ReturnType<typeof readCopy>>];
  for (const other of others) copies.push(await readCopy(command, other));
  const chosen = article === undefined ? undefined : copies.find(({ name }) => name === article);
  if (article !== undefined && !chosen)
    throw new UsageError(`“${article}” is none of the copies to merge. Name one of them for --article.`);
  const { packaged, report } = merge(copies, command.now(), Buffer.from(makeMarker(), 'hex'), chosen);
  const bytes = writePackage(packaged);
  await oneAtATime(command.home, async () => {
    await replaceNamedFile(await freePath(command, out, force === true), bytes);
  });
  const { from, added, already, setAside } = report;
  return { json: { from, added, already, setAside, out }, text: mergeText([first, ...others], report, out) };
}

function mergeText(files: readonly string[], report: MergeReport, out: string): string {
  const { from, added, already, setAside, people, editedTwice, statusTwice } = report;
  return [
    `“${visible(out)}” holds all ${files.length} copies: ${counted(added, 'entry', 'entries')} added to those of “${visible(files[0] ?? '')}”, ${already} there already.`,
    ...from.slice(1).map(({ annotations, comments, statuses, edits }, i) => {
      const counts = [
        counted(annotations, 'annotation'),
        counted(comments, 'comment'),
        counted(statuses, 'change of status', 'changes of status'),
        counted(edits, 'block of the article', 'blocks of the article'),
      ];
      return `- from “${visible(files[i + 1] ?? '')}”: ${counts.join(', ')}`;
    }),
    ...people.map(
      ({ name, annotations, comments, resolved }) =>
        `- by ${visibleLine(name)}: ${counted(annotations, 'annotation')}, ${counted(comments, 'comment')}, ${resolved} resolved`,
    ),
    ...editedTwice.map(twiceText),
    ...statusTwice.map((id) => `The status of ${short(id)} was changed in two copies; the later change counts.`),
    ...setAside.map(({ id, reason }) =>
      visible(`Not taken in: ${id === 'text' ? 'the article' : short(id)}. ${reason}`),
    ),
  ].join('\n');
}

function twiceText({ ours, theirs, merged }: EditedTwice): string {
  const said = (words: string | null) => (words === null ? '(removed)' : `“${visible(words)}”`);
  return [
    'A paragraph was changed in two copies; look whether it reads rightly:',
    `    in one    ${said(ours)}`,
    `    in other  ${said(theirs)}`,
    `    now       ${said(merged)}`,
  ].join('\n');
}
