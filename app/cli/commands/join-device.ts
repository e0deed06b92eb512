import type { Answer, CommandLine } from '../command-line.ts';
import { withLibrary } from '../library.ts';
import { linkFrom } from '../link-from.ts';
import { counted } from '../print/lines.ts';
import { visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { certificates } from './share.ts';

/** `join-device`: makes this computer another one of somebody's. */
export const joinDeviceCommand: DefineCommand = (program, answered) =>
  program
    .command('join-device')
    .summary('make this computer another one of yours, by a code')
    .description(
      'Brings who you are, and everything that you have shared or joined, from your other computer, by the code of “add-device”, which is read from standard input or a file: on a command line others could see it.',
    )
    .option('--link-file <file>', 'a file with the code; else it is read from standard input')
    .option('--ca <file>', 'certificates of your house’s own authority, in PEM')
    .addHelpText('after', '\nExample:\n  $ briefmark join-device < code.txt')
    .action(answered(joinDevice));

async function joinDevice(command: CommandLine, { linkFile, ca }: { linkFile?: string; ca?: string }): Promise<Answer> {
  const code = await linkFrom(command, linkFile, 'code');
  const trusted = await certificates(command, ca);
  return withLibrary(command, async (bridge) => {
    const { person, joined, missing } = await bridge.call('device.join', { code, ...trusted });
    for (const { brief } of await bridge.call('sync.states', {})) await bridge.call('sync.now', { brief });
    const { id, name } = person;
    return {
      json: { id, name, joined, missing },
      text: [`This computer is ${visibleLine(name)}’s now; ${counted(joined, 'brief')} came along.`, ...missing].join(
        '\n',
      ),
    };
  });
}
