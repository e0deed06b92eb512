import { Argument } from 'commander';
import type { RoleGiven } from '../../../shared/bridge/sharing.ts';
import { INVITED_ROLES, type InvitedRole } from '../../../shared/roles.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { findMember, withSharedBrief } from '../shared-brief.ts';

const BRIEF = 'a .brief file, or a title or id of your library';
const PERSON = 'their name, or the first 6 characters or more of their id';

/** `role`: what somebody may do in a shared brief. */
export const roleCommand: DefineCommand = (program, answered) =>
  program
    .command('role')
    .summary('change what somebody may do in a shared brief')
    .description('Gives somebody another role in a shared brief. Only an owner can.')
    .argument('<brief>', BRIEF)
    .argument('<person>', PERSON)
    .addArgument(new Argument('<role>', 'what they may do from now on').choices(INVITED_ROLES))
    .addHelpText('after', '\nExample:\n  $ briefmark role ferry.brief "Bo Tan" editor')
    .action(
      answered((command, named: string, person: string, role: InvitedRole) => give(command, named, person, role)),
    );

/** `revoke`: somebody is let in no more. */
export const revokeCommand: DefineCommand = (program, answered) =>
  program
    .command('revoke')
    .summary('end somebody’s part in a shared brief')
    .description(
      'Ends somebody’s part in a shared brief: the relay lets none of their devices in any more. What they wrote stays.',
    )
    .argument('<brief>', BRIEF)
    .argument('<person>', PERSON)
    .addHelpText('after', '\nExample:\n  $ briefmark revoke ferry.brief "Bo Tan"')
    .action(answered((command, named: string, person: string) => give(command, named, person, 'removed')));

/** `hand-over`: somebody else becomes the owner. */
export const handOverCommand: DefineCommand = (program, answered) =>
  program
    .command('hand-over')
    .summary('make somebody else the owner of a shared brief')
    .description('Makes somebody else an owner of a shared brief, and yourself an editor.')
    .argument('<brief>', BRIEF)
    .argument('<person>', PERSON)
    .addHelpText('after', '\nExample:\n  $ briefmark hand-over ferry.brief "Bo Tan"')
    .action(answered(handOver));

async function give(
  command: CommandLine,
  named: string,
  person: string,
  role: InvitedRole | 'removed',
): Promise<Answer> {
  return withSharedBrief(command, named, async (bridge, brief) => {
    const { id, name } = await findMember(bridge, brief, person);
    const given = await bridge.call('sharing.setRole', { brief, person: id, role });
    const now = role === 'removed' ? 'has no part in the brief any more' : `has the role of ${role} in the brief now`;
    return answerGiven({ id, name, role }, `${visibleLine(name)} ${now}.`, given);
  });
}

async function handOver(command: CommandLine, named: string, person: string): Promise<Answer> {
  return withSharedBrief(command, named, async (bridge, brief) => {
    const { id, name } = await findMember(bridge, brief, person);
    const given = await bridge.call('sharing.handOver', { brief, person: id });
    return answerGiven(
      { id, name, role: 'owner' },
      `${visibleLine(name)} is an owner of the brief now, and you are an editor.`,
      given,
    );
  });
}

/** Says also where it is only here as yet. */
export function answerGiven(json: object, text: string, { waits }: RoleGiven): Answer {
  if (!waits) return { json, text };
  return { json: { ...json, waits }, text: `${text} ${WAITS}` };
}

const WAITS = 'The relay can’t be reached: the others see it, and it is held to, after the next “briefmark sync”.';
