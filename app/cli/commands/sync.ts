import type { SyncReport } from '../../../shared/bridge/sharing.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { counted } from '../print/lines.ts';
import type { DefineCommand } from '../run.ts';
import { withSharedBrief } from '../shared-brief.ts';

const BRIEF = 'a .brief file, or a title or id of your library';

/** `sync`: a shared brief and its relay exchange all that they have. */
export const syncCommand: DefineCommand = (program, answered) =>
  program
    .command('sync')
    .summary('exchange everything of a shared brief with its relay')
    .description(
      'Sends what is new here, gets what is new there, and ends when the relay has all of it on its disk, or has refused it.',
    )
    .argument('<brief>', BRIEF)
    .addHelpText('after', '\nExample:\n  $ briefmark sync ferry.brief')
    .action(answered(sync));

/** `leave`: a shared brief without this person. */
export const leaveCommand: DefineCommand = (program, answered) =>
  program
    .command('leave')
    .summary('leave a shared brief')
    .description('Ends your own part in a shared brief, on all of your devices. The brief stays here as it is.')
    .argument('<brief>', BRIEF)
    .addHelpText('after', '\nExample:\n  $ briefmark leave ferry.brief')
    .action(answered(leave));

async function sync(command: CommandLine, named: string): Promise<Answer> {
  return withSharedBrief(command, named, async (bridge, brief) => {
    const report = await bridge.call('sync.now', { brief });
    return { json: report, text: inWords(report) };
  });
}

function inWords({ sent, received, refused, pending }: SyncReport): string {
  const parts = [`${counted(sent, 'change')} sent`, `${received} received`];
  if (refused > 0) parts.push(`${refused} refused by the relay and set aside`);
  if (pending > 0) parts.push(`${pending} not yet on the relay`);
  return `${parts.join(', ')}.`;
}

async function leave(command: CommandLine, named: string): Promise<Answer> {
  return withSharedBrief(command, named, async (bridge, brief) => {
    await bridge.call('sharing.leave', { brief });
    return { json: { brief, left: true }, text: 'You left. The brief stays here; what you do to it stays here too.' };
  });
}
