import { Command, CommanderError } from 'commander';
import { Refusal } from '../../shared/refusal.ts';
import { diskRefusal } from '../services/disk.ts';
import { version } from '../version.ts';
import { type Answer, type CommandLine, commandLine } from './command-line.ts';
import { acceptCommand } from './commands/accept.ts';
import { addCommand } from './commands/add.ts';
import { addDeviceCommand } from './commands/add-device.ts';
import { annotateCommand } from './commands/annotate.ts';
import { assignCommand } from './commands/assign.ts';
import { backupsCommand } from './commands/backups.ts';
import { carryOverCommand } from './commands/carry-over.ts';
import { editCommand } from './commands/edit.ts';
import { eraseCommand } from './commands/erase.ts';
import { exportCommand } from './commands/export.ts';
import { exportIdentityCommand } from './commands/export-identity.ts';
import { bringBackCommand, historyCommand } from './commands/history.ts';
import { importCommand } from './commands/import.ts';
import { importAnnotationsCommand } from './commands/import-annotations.ts';
import { importCommentsCommand } from './commands/import-comments.ts';
import { importIdentityCommand } from './commands/import-identity.ts';
import { inviteCommand } from './commands/invite.ts';
import { joinCommand } from './commands/join.ts';
import { joinDeviceCommand } from './commands/join-device.ts';
import { libraryCommand } from './commands/library.ts';
import { mergeCommand } from './commands/merge.ts';
import { packageCommand, unlockCommand } from './commands/package.ts';
import { peopleCommand } from './commands/people.ts';
import { relayCommand } from './commands/relay.ts';
import { reopenCommand } from './commands/reopen.ts';
import { replyCommand } from './commands/reply.ts';
import { resolveCommand } from './commands/resolve.ts';
import { restoreCommand } from './commands/restore.ts';
import { handOverCommand, revokeCommand, roleCommand } from './commands/role.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { shareCommand } from './commands/share.ts';
import { showCommand } from './commands/show.ts';
import { leaveCommand, syncCommand } from './commands/sync.ts';
import { tagCommand } from './commands/tag.ts';
import { updateCommand } from './commands/update.ts';
import { verifyCommand } from './commands/verify.ts';
import { withdrawCommand } from './commands/withdraw.ts';
import { type Io, letReadersLeave, processIo } from './io.ts';
import { jsonOption } from './options.ts';
import { jsonText } from './print/json.ts';
import { visible } from './print/visible.ts';
import { UsageError } from './usage.ts';

/** Done; refused or failed, with a sentence on standard error; called wrongly. */
const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** A command: it adds itself to the program, and says what to do when it is called. */
export type DefineCommand = (program: Command, answered: Answered) => Command;

/** What a command does with the arguments and options that it was given. */
type Work<A extends unknown[]> = (command: CommandLine, ...given: A) => Promise<Answer>;

/** Makes an action of what a command does: its answer is printed in the way that was asked for. */
export type Answered = <A extends unknown[]>(work: Work<A>) => (...given: unknown[]) => Promise<void>;

const COMMANDS: readonly DefineCommand[] = [
  importCommand,
  showCommand,
  annotateCommand,
  replyCommand,
  editCommand,
  acceptCommand,
  resolveCommand,
  reopenCommand,
  tagCommand,
  assignCommand,
  withdrawCommand,
  restoreCommand,
  importCommentsCommand,
  importAnnotationsCommand,
  libraryCommand,
  searchCommand,
  packageCommand,
  unlockCommand,
  addCommand,
  verifyCommand,
  mergeCommand,
  carryOverCommand,
  updateCommand,
  historyCommand,
  bringBackCommand,
  eraseCommand,
  backupsCommand,
  exportCommand,
  shareCommand,
  inviteCommand,
  joinCommand,
  addDeviceCommand,
  joinDeviceCommand,
  syncCommand,
  peopleCommand,
  roleCommand,
  revokeCommand,
  handOverCommand,
  leaveCommand,
  exportIdentityCommand,
  importIdentityCommand,
];

const DESCRIPTION = `Read an article as a team, highlight passages, discuss them, and hand on the annotated brief.

A brief is named by the path of a .brief file, or as one of your library by its title or id.
An id may be cut to its first 6 characters or more.`;

const MORE = `
Examples:
  $ briefmark import article.txt --out article.brief
  $ briefmark annotate article.brief --quote "will not sail" --kind claim --comment "Who says so?" --as "Ann Okoro"
  $ briefmark show article.brief

Exit codes: 0 done, 1 refused or failed (the reason is on standard error), 2 wrong usage.
All state is kept in the folder that BRIEFMARK_HOME names.`;

/**
 * Runs a command.
 *
 * @param argv the arguments after the program's name
 * @returns the exit code; never rejects
 */
export async function runCommand(argv: readonly string[], io: Io = standardIo()): Promise<number> {
  const command = commandLine(io);
  let exitCode = DONE;
  const answered: Answered =
    <A extends unknown[]>(work: Work<A>) =>
    async (...given: unknown[]) => {
      // commander adds the command itself as the last argument, after the options.
      const last = given.at(-1);
      const { json } = last instanceof Command ? last.opts<{ json?: boolean }>() : {};
      const answer = await work(command, ...(given as A));
      io.out(json ? jsonText(answer.json) : `${answer.text}\n`);
    };
  const program = programFor(io);
  for (const define of COMMANDS) define(program, answered).addOption(jsonOption());
  relayCommand(program, command);
  serveCommand(program, command, (code) => {
    exitCode = code;
  });
  if (argv.length === 0) {
    io.err(program.helpInformation());
    return WRONG_USAGE;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, command);
  }
}

function standardIo(): Io {
  letReadersLeave();
  return processIo();
}

function programFor(io: Io): Command {
  return new Command('briefmark')
    .description(DESCRIPTION)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .addHelpText('after', MORE)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
      outputError: (text, write) => write(`briefmark: ${visible(text.replace(/^error: /, ''))}`),
    })
    .showHelpAfterError('(“briefmark help COMMAND” explains a command)');
}

/** Tells what went wrong, in a sentence. */
function report(error: unknown, { io, home }: CommandLine): number {
  // commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
  if (error instanceof UsageError) {
    io.err(`briefmark: ${visible(error.message)}\n`);
    return WRONG_USAGE;
  }
  // What the system says of a file that the person didn't name is said of the folder in which it keeps their state.
  const known = diskRefusal(error, `“${home}”`);
  if (known instanceof Refusal) {
    io.err(`briefmark: ${visible(known.message)}\n`);
  } else {
    io.err('briefmark: This is a defect of Briefmark, and the command may not have been done. Please report it.\n');
    if (!io.environment.BRIEFMARK_DEBUG) io.err('briefmark: Set BRIEFMARK_DEBUG=1 to see where it happened.\n');
  }
  if (io.environment.BRIEFMARK_DEBUG === '1') io.err(`${describe(error)}\n`);
  return FAILED;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
