import { Command, CommanderError } from 'commander';
import { Refusal } from '../../shared/refusal.ts';
import { diskRefusal } from '../services/disk.ts';
import { version } from '../version.ts';
import { type Answer, type CommandLine, commandLine } from './command-line.ts';
import { relayCommand } from './commands/relay.ts';
import { serveCommand } from './commands/serve.ts';
import { type Io, letReadersLeave, processIo } from './io.ts';
import { jsonOption } from './options.ts';
import { jsonText } from './print/json.ts';
import { visible } from './print/visible.ts';
import { UsageError } from './usage.ts';

/** Done; refused or failed, with a sentence on standard error; called wrongly. */
const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** What runs until it is stopped, perhaps for months: nothing of the other commands is loaded for it. */
const LASTING: readonly string[] = ['relay', 'serve'];

/** A command: it adds itself to the program, and says what to do when it is called. */
export type DefineCommand = (program: Command, answered: Answered) => Command;

/** What a command does with the arguments and options that it was given. */
type Work<A extends unknown[]> = (command: CommandLine, ...given: A) => Promise<Answer>;

/** Makes an action of what a command does: its answer is printed in the way that was asked for. */
type Answered = <A extends unknown[]>(work: Work<A>) => (...given: unknown[]) => Promise<void>;

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
  if (!LASTING.includes(argv[0] ?? '')) {
    const { ANSWERING } = await import('./answering.ts');
    for (const define of ANSWERING) define(program, answered).addOption(jsonOption());
  }
  relayCommand(program, command);
  serveCommand(program, command, (code) => {
    exitCode = code;
  });
  for (const each of program.commands) each.showHelpAfterError(`(“briefmark help ${each.name()}” explains it)`);
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
    .showHelpAfterError('(“briefmark help” lists the commands)');
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
