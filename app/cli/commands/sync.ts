import type { RefusedThing, SyncReport } from '../../../shared/bridge/sharing.ts';
import type { Bridge } from '../../../shared/bridge.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { replaceNamedFile } from '../../services/disk.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { counted } from '../print/lines.ts';
import { refusedText } from '../print/refused.ts';
import type { DefineCommand } from '../run.ts';
import { withSharedBrief } from '../shared-brief.ts';
import { freePath } from './import.ts';

interface Options {
  offerAgain?: boolean;
  saveRefused?: string;
  putAway?: boolean;
  force?: boolean;
}

const BRIEF = 'a .brief file, or a title or id of your library';

/** `sync`: a shared brief and its relay exchange all that they have. */
export const syncCommand: DefineCommand = (program, answered) =>
  program
    .command('sync')
    .summary('exchange everything of a shared brief with its relay')
    .description(
      'Sends what is new here, gets what is new there, and ends when the relay has all of it on its disk, or has refused it. What it refused is set aside, and listed on standard error with each sync.',
    )
    .argument('<brief>', BRIEF)
    .option('--offer-again', 'offer what the relay refused once more, as your role is now')
    .option('--save-refused <file.md>', 'write what the relay refused into a file, as Markdown')
    .option('--put-away', 'list no more what the relay has refused by now; it stays in the brief’s log')
    .option('--force', 'replace the file of --save-refused if it exists')
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

async function sync(command: CommandLine, named: string, options: Options): Promise<Answer> {
  const { offerAgain, saveRefused, putAway, force } = options;
  const path = saveRefused === undefined ? undefined : await freePath(command, saveRefused, force === true);
  return withSharedBrief(command, named, async (bridge, brief) => {
    const first = await bridge.call('sync.now', { brief });
    const report = offerAgain ? await offered(bridge, brief, first) : first;
    if (path !== undefined) {
      const { bytes } = await bridge.call('sync.exportRefused', { brief });
      await replaceNamedFile(path, Buffer.from(bytes, 'base64'));
    }
    const refused = await refusedThings(bridge, brief);
    if (refused.length > 0 && putAway) await bridge.call('sync.putAway', { brief, ids: idsOf(refused) });
    else if (refused.length > 0) command.io.err(`${refusedText(refused)}\n`);
    return { json: report, text: inWords(report) };
  });
}

/** Offers once more what was refused, after an exchange that has brought the role of now; gives what both did. */
async function offered(bridge: Bridge, brief: BriefId, before: SyncReport): Promise<SyncReport> {
  // A change of the article can't be offered again: the article is everybody's again.
  const entries = (await refusedThings(bridge, brief)).filter(({ entry }) => entry);
  if (entries.length === 0) return before;
  await bridge.call('sync.offerAgain', { brief, ids: idsOf(entries) });
  const { sent, received, refused, pending } = await bridge.call('sync.now', { brief });
  return {
    sent: before.sent + sent,
    received: before.received + received,
    refused: before.refused + refused,
    pending,
  };
}

async function refusedThings(bridge: Bridge, brief: BriefId): Promise<RefusedThing[]> {
  return (await bridge.call('sync.state', { brief }))?.refused ?? [];
}

const idsOf = (things: readonly RefusedThing[]) => things.map(({ id }) => id);

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
