import type { BriefId } from '../../../shared/model/ids.ts';
import type { KeptBackup } from '../../../shared/offline/backups.ts';
import { Backups } from '../../services/backups/backups.ts';
import { replaceNamedFile } from '../../services/disk.ts';
import { libraryFolder } from '../../services/home.ts';
import { Library } from '../../services/library/library.ts';
import { findBrief } from '../brief-in-library.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { withLibrary } from '../library.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { UsageError } from '../usage.ts';
import { freePath } from './import.ts';

interface Options {
  now?: boolean;
  restore?: string;
  out?: string;
  folder?: string;
}

/** `backups`: what is kept besides the library. */
export const backupsCommand: DefineCommand = (program, answered) =>
  program
    .command('backups')
    .summary('list the backups of a brief, make them, or bring one back as a file')
    .description(
      'Briefmark backs up what changes every hour while it runs: each hour of the last day, each day of the last week, then each week. Bringing one back writes it as a .brief file beside the brief, never over it: look at it, merge it, or carry from it.',
    )
    .argument('[brief]', 'a title or id of your library')
    .option('--now', 'back up now what changed since')
    .option('--folder <folder>', 'keep backups in this folder from now on')
    .option('--restore <name>', 'the backup to bring back, as the list names it')
    .option('--out <file.brief>', 'the file for it')
    .addHelpText(
      'after',
      '\nExamples:\n  $ briefmark backups "Ferry strike enters second week"\n  $ briefmark backups --folder /media/stick/briefs --now',
    )
    .action(answered(backups));

async function backups(command: CommandLine, named: string | undefined, options: Options): Promise<Answer> {
  if (named === undefined && options.restore !== undefined)
    throw new UsageError('Say whose backup it is: a brief of your library stands before --restore.');
  return withLibrary(command, async (bridge) => {
    const { folder } = await bridge.call(
      'offline.backupSettings',
      options.folder ? { folder: command.path(options.folder) } : {},
    );
    if (options.now) await bridge.call('offline.backUp', {});
    if (named === undefined) return { json: { folder }, text: `Backups are kept in “${visible(folder)}”.` };
    const brief = await findBrief(bridge, named);
    if (options.restore !== undefined) return restore(command, brief, options.restore, options.out);
    const list = await bridge.call('offline.backups', { brief });
    return {
      json: { folder, backups: list.map(described) },
      text: list.map(line).join('\n') || 'There is no backup of it yet.',
    };
  });
}

async function restore(command: CommandLine, brief: BriefId, name: string, out: string | undefined): Promise<Answer> {
  if (out === undefined)
    throw new UsageError('Say with --out which file the backup shall become. The brief itself stays as it is.');
  const path = await freePath(command, out, false);
  const kept = new Backups(command.home, new Library(libraryFolder(command.home)), command.now);
  await replaceNamedFile(path, await kept.read(brief, name));
  return { json: { out }, text: `The backup is in “${visible(out)}”. Nothing else was changed.` };
}

function described({ name, at, bytes }: KeptBackup) {
  return { name, at: new Date(at).toISOString(), bytes };
}

function line({ name, at, bytes }: KeptBackup): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC  ${name}  ${Math.ceil(bytes / 1024)} KB`;
}
