import type { Command } from 'commander';
import type { CommandLine } from '../command-line.ts';
import { filled } from '../options.ts';
import { portNumber } from '../port-number.ts';
import { UsageError } from '../usage.ts';

/** Where the relay is reached if nothing else is asked for. */
const DEFAULT_PORT = 4455;

interface Options {
  data: string;
  host: string;
  port: number;
  cert?: string;
  key?: string;
  behindProxy?: boolean;
  closed?: boolean;
}

/** `relay`: a relay, until it is told to stop. What it says on standard output is one JSON object a line. */
export function relayCommand(program: Command, command: CommandLine): void {
  program
    .command('relay')
    .summary('run a relay, through which a team works on briefs at once')
    .description(
      'Runs a relay until it is stopped (Ctrl-C, or SIGTERM). It keeps briefs in step between those who were invited, and refuses what their role does not allow. On standard output it logs one JSON object a line.',
    )
    .requiredOption('--data <folder>', 'where it keeps everything; made if it is not there', filled)
    .option(
      '--host <address>',
      'the address that it listens on; 0.0.0.0 for all of this computer’s',
      filled,
      '127.0.0.1',
    )
    .option('--port <number>', 'the port', portNumber, DEFAULT_PORT)
    .option('--cert <file>', 'a TLS certificate (PEM); one is made if the host is not this computer alone', filled)
    .option('--key <file>', 'the certificate’s key (PEM)', filled)
    .option('--behind-proxy', 'speak plain HTTP to a proxy that speaks TLS to everybody else')
    .option('--closed', 'take no new briefs')
    .addHelpText('after', '\nExample:\n  $ briefmark relay --data /var/lib/briefmark-relay --host 0.0.0.0')
    .action(async (options: Options) => {
      const { cert, key, behindProxy } = options;
      if ((cert === undefined) !== (key === undefined)) throw new UsageError('--cert and --key go together.');
      if (cert !== undefined && behindProxy) throw new UsageError('Give a certificate or --behind-proxy, not both.');
      const { runRelay } = await import('../../relay/run-relay.ts');
      await runRelay({ ...options, data: command.path(options.data) }, command);
    });
}
