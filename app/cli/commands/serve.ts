import type { Command } from 'commander';
import type { CommandLine } from '../command-line.ts';
import { portNumber } from '../port-number.ts';

/** `serve`: Briefmark in the browser, until it is told to stop. It has no answer but the address. */
export function serveCommand(program: Command, command: CommandLine, ended: (exitCode: number) => void): void {
  program
    .command('serve')
    .summary('open Briefmark in your browser')
    .description(
      'Runs Briefmark in your browser until it is stopped with Ctrl-C, and prints an address that lets one browser in, once. Nobody else on the computer or the network gets in.',
    )
    .option('--port <number>', 'the port; a free one if it isn’t given', portNumber)
    .option('--no-open', 'only print the address')
    .addHelpText('after', '\nExample:\n  $ briefmark serve --no-open')
    .action(async ({ open, port }: { open: boolean; port?: number }) => {
      const { serveBrowser } = await import('../../browser/serve.ts');
      ended(await serveBrowser({ home: command.home, open, ...(port === undefined ? {} : { port }) }));
    });
}
