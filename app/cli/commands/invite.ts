import { InvalidArgumentError, Option } from 'commander';
import { MAX_INVITATION_DAYS } from '../../../shared/bridge/sharing.ts';
import { MAX_INVITATION_USES } from '../../../shared/model/entry.ts';
import { INVITED_ROLES, type InvitedRole } from '../../../shared/roles.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { countUpTo } from '../options.ts';
import type { DefineCommand } from '../run.ts';
import { withSharedBrief } from '../shared-brief.ts';

interface Options {
  role: InvitedRole;
  uses: number;
  expires: number;
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `invite`: a link that lets people in. */
export const inviteCommand: DefineCommand = (program, answered) =>
  program
    .command('invite')
    .summary('make a link that lets somebody into a shared brief')
    .description(
      'Makes a link for a role. Whoever has it can join until it has expired or was used, so send it to nobody else.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .addOption(new Option('--role <role>', 'what they may do').choices(INVITED_ROLES).makeOptionMandatory())
    .option(
      '--uses <number>',
      `how many people may join by it, ${MAX_INVITATION_USES} at most`,
      countUpTo(MAX_INVITATION_USES),
      1,
    )
    .addOption(
      new Option('--expires <time>', `for how long it holds: 30m, 12h, 7d; ${MAX_INVITATION_DAYS}d at most`)
        .argParser(duration)
        .default(duration('7d'), '7d'),
    )
    .addHelpText('after', '\nExample:\n  $ briefmark invite ferry.brief --role commenter --expires 2d')
    .action(answered(invite));

async function invite(command: CommandLine, named: string, { role, uses, expires }: Options): Promise<Answer> {
  return withSharedBrief(command, named, async (bridge, brief) => {
    const made = await bridge.call('sharing.invite', { brief, role, uses, lasting: expires });
    const until = new Date(made.expires).toISOString();
    return { json: { link: made.link, role, uses, expires: until }, text: made.link };
  });
}

function duration(value: string): number {
  const [, number, unit] = /^(\d+)([mhd])$/.exec(value) ?? [];
  const time = Number(number) * (UNITS[unit ?? ''] ?? Number.NaN);
  if (!(time >= 60_000 && time <= MAX_INVITATION_DAYS * 86_400_000))
    throw new InvalidArgumentError(`It must be a time such as 30m, 12h or 7d, of ${MAX_INVITATION_DAYS} days at most.`);
  return time;
}
