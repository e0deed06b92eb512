import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Receipt } from '../../../shared/exporting/exported-brief.ts';
import { receiptWords } from '../../../shared/exporting/wording.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { makeFolder, replaceNamedFile } from '../../services/disk.ts';
import { saveExport } from '../../services/exporting/exporting.ts';
import { ExportFolder, INDEX } from '../../services/exporting/folder.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { briefNamed, type ExportedFile } from '../named-brief.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { UsageError } from '../usage.ts';
import { choicesOf, type ExportFlags, exportFlags } from './export-options.ts';

/** `export`: the annotated brief for those who don't have Briefmark. */
export const exportCommand: DefineCommand = (program, answered) =>
  exportFlags(
    program
      .command('export')
      .summary('write an annotated brief for other programs')
      .description(
        'Writes the article with all its threads into a file for Word, a PDF reader, a browser, a mail or a spreadsheet, and accounts for every thread. Several briefs go into a folder with an index.',
      )
      .argument('<briefs...>', '.brief files, or titles or ids of your library'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ briefmark export ferry.brief --to html --out ferry.html\n  $ briefmark export ferry.brief --to xlsx --out open.xlsx --status open --anonymise\n  $ briefmark export *.brief --to docx --out reviewed/',
    )
    .action(answered(exportBriefs));

/** A receipt, and where the file is. */
type Accounted = Receipt & { brief: string; title: string; out: string };

async function exportBriefs(command: CommandLine, briefs: string[], flags: ExportFlags): Promise<Answer> {
  const out = command.path(flags.out);
  const isFolder = await stat(out).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  const many = briefs.length > 1 || isFolder || /[/\\]$/.test(flags.out);
  if (many) return intoFolder(command, briefs, flags, out);
  const [brief = ''] = briefs;
  demandNoBrief(command, briefs, out, flags);
  const made = await exported(command, brief, flags);
  await saveExport(out, made, made.options);
  const { id, title, receipt } = made;
  const json: Accounted = { ...receipt, brief: id, title, out: flags.out };
  return { json, text: `“${visible(title)}” is in “${visible(flags.out)}”: ${receiptWords(receipt)}` };
}

async function intoFolder(command: CommandLine, briefs: string[], flags: ExportFlags, out: string): Promise<Answer> {
  await makeFolder(out, `“${flags.out}”`, 0o777);
  const now = flags.clock ?? command.now();
  const all: Accounted[] = [];
  let folder: ExportFolder | undefined;
  for (const brief of briefs) {
    const made = await exported(command, brief, flags);
    const { id, title, receipt } = made;
    folder ??= new ExportFolder({ ...made.options, now });
    const file = folder.add(made);
    const path = join(out, file);
    demandNoBrief(command, briefs, path, flags);
    await saveExport(path, made, made.options);
    all.push({ ...receipt, brief: id, title, out: join(flags.out, file) });
  }
  const index = join(flags.out, INDEX);
  if (folder) await replaceNamedFile(join(out, INDEX), folder.index());
  const lines = all.map(
    ({ title, out: path, ...receipt }) => `“${visible(title)}” is in “${visible(path)}”: ${receiptWords(receipt)}`,
  );
  return {
    json: { out: flags.out, index, exports: all },
    text: [...lines, `The index is “${visible(index)}”.`].join('\n'),
  };
}

async function exported(command: CommandLine, brief: string, flags: ExportFlags): Promise<ExportedFile> {
  const named = await briefNamed(command, brief);
  return named.export((shown) => choicesOf(flags, shown), flags.clock ?? command.now());
}

/** An export can be made again, so it replaces an older one; a brief can't be. */
function demandNoBrief(
  command: CommandLine,
  briefs: readonly string[],
  out: string,
  { out: named }: ExportFlags,
): void {
  if (briefs.some((brief) => resolve(command.path(brief)) === resolve(out)))
    throw new UsageError(`“${named}” is the brief itself. Choose another file for --out.`);
  if (/\.brief$/i.test(out))
    throw new Refusal('not-a-brief', `“${named}” is a name for a brief, and an export is none. Choose another ending.`);
}
