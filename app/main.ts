import { app } from 'electron';
import { readArguments } from './desktop/start-arguments.ts';

/** The packaged program: the window, or, with a command after its name, the command line. */
const start = readArguments(process.argv, process.defaultApp === true);

if (start.kind === 'command') {
  const { runCommand } = await import('./cli/run.ts');
  app.exit(await runCommand(start.argv));
} else {
  const { runDesktop } = await import('./desktop/desktop.ts');
  await runDesktop(start.files, start.link);
}
