import { readNamedFile } from '../../services/disk.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { name } from '../options.ts';
import { personNamed } from '../person.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { withSharedBrief } from '../shared-brief.ts';

const MAX_CA_BYTES = 100_000;

interface Options {
  relay: string;
  as?: string;
  ca?: string;
}

/** `share`: a brief comes to a relay. */
export const shareCommand: DefineCommand = (program, answered) =>
  program
    .command('share')
    .summary('bring a brief to a relay, for a team')
    .description(
      'Brings a brief to a relay, from where people whom you invite work on it with you. Whoever runs the relay can read it.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .requiredOption('--relay <address>', 'the relay, such as https://relay.example.org:4455')
    .option('--as <name>', 'which owner shares it; else its founder', name)
    .option('--ca <file>', 'certificates of your house’s own authority, in PEM')
    .addHelpText(
      'after',
      '\nBehind a # the address may hold the fingerprint of a certificate that the relay made itself.\n\nExample:\n  $ briefmark share ferry.brief --relay https://relay.example.org:4455',
    )
    .action(answered(share));

async function share(command: CommandLine, named: string, { relay, as, ca }: Options): Promise<Answer> {
  const owner = as === undefined ? undefined : await oneAtATime(command.home, () => personNamed(command, as));
  const trusted = await certificates(command, ca);
  return withSharedBrief(command, named, async (bridge, brief) => {
    const who = owner ? { as: owner.person.id } : {};
    const shared = await bridge.call('sharing.share', { brief, relay, ...who, ...trusted });
    return { json: shared, text: `The brief is on ${visible(shared.relay)}. Invite people with “briefmark invite”.` };
  });
}

/** The certificates that `--ca` names. */
export async function certificates(command: CommandLine, file: string | undefined): Promise<{ ca?: string }> {
  if (file === undefined) return {};
  return { ca: new TextDecoder().decode(await readNamedFile(command.path(file), MAX_CA_BYTES)) };
}
