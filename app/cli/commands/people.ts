import type { Member } from '../../../shared/bridge/sharing.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { short } from '../ids.ts';
import { counted } from '../print/lines.ts';
import { visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { withSharedBrief } from '../shared-brief.ts';

/** `people`: who has joined a shared brief. */
export const peopleCommand: DefineCommand = (program, answered) =>
  program
    .command('people')
    .summary('list who has joined a shared brief')
    .description(
      'Lists everybody who has joined a shared brief: their role, their devices, and when they were last seen.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .addHelpText('after', '\nExample:\n  $ briefmark people ferry.brief')
    .action(answered(people));

async function people(command: CommandLine, named: string): Promise<Answer> {
  return withSharedBrief(command, named, async (bridge, brief) => {
    const members = await bridge.call('sharing.people', { brief });
    const json = members.map(({ id, name, role, devices, lastSeen }) => ({
      id,
      name,
      role,
      devices: devices.map((device) => ({ ...device, lastSeen: time(device.lastSeen) })),
      lastSeen: time(lastSeen),
    }));
    return { json, text: members.map(line).join('\n') };
  });
}

function line({ id, name, role, devices, lastSeen }: Member): string {
  const seen = lastSeen === null ? 'never seen' : `seen ${time(lastSeen)?.slice(0, 16).replace('T', ' ')} UTC`;
  return `${short(id)}  ${role.padEnd(9)}  ${visibleLine(name)} · ${counted(devices.length, 'device')} · ${seen}`;
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
