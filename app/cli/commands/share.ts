import { InvalidArgumentError } from 'commander';
import { MAX_RELAY_LENGTH, type Member, type SyncState } from '../../../shared/bridge/sharing.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { readNamedFile } from '../../services/disk.ts';
import { areCertificates } from '../../services/sync/trust.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { filled, name } from '../options.ts';
import { personNamed } from '../person.ts';
import { visible, visibleLine } from '../print/visible.ts';
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
    .requiredOption('--relay <address>', 'the relay, such as https://relay.example.org:4455', relayText)
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
    const before = await bridge.call('sync.state', { brief });
    const shared = await bridge.call('sharing.share', { brief, relay, ...who, ...trusted });
    const there = `The brief is on ${visible(shared.relay)}. Invite people with “briefmark invite”.`;
    if (!before || before.relay === shared.relay) return { json: shared, text: there };
    const members = await bridge.call('sharing.members', { brief });
    return { json: shared, text: [there, ...staying(before, members)].join('\n') };
  });
}

/** Says who goes on at the relay where the brief was before. */
function staying({ relay, person }: SyncState, members: readonly Member[]): string[] {
  const others = members.filter(({ id }) => id !== person).map(({ name }) => visibleLine(name));
  if (others.length === 0) return [];
  return [
    `Still on ${visible(relay)}, where you exchange nothing any more: ${others.join(', ')}. To work on with them, invite them to the new relay too.`,
  ];
}

/** Parses a relay's address as far as it can be without looking at it. */
function relayText(value: string): string {
  if (value.length > MAX_RELAY_LENGTH)
    throw new InvalidArgumentError(`An address has ${MAX_RELAY_LENGTH} characters at most.`);
  return filled(value);
}

/** The certificates that `--ca` names. */
export async function certificates(command: CommandLine, file: string | undefined): Promise<{ ca?: string }> {
  if (file === undefined) return {};
  const ca = new TextDecoder().decode(await readNamedFile(command.path(file), MAX_CA_BYTES));
  if (!areCertificates(ca))
    throw new Refusal(
      'bad-certificate',
      `“${file}” holds no certificate, or one that is damaged. Give those of your house’s authority as a PEM file.`,
    );
  return { ca };
}
