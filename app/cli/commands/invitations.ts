import type { OpenInvitation } from '../../../shared/bridge/sharing.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { onlyOne, short } from '../ids.ts';
import { counted } from '../print/lines.ts';
import { visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { withSharedBrief } from '../shared-brief.ts';
import { answerGiven } from './role.ts';

const BRIEF = 'a .brief file, or a title or id of your library';

/** `invitations`: by which links somebody can still join. */
export const invitationsCommand: DefineCommand = (program, answered) =>
  program
    .command('invitations')
    .summary('list the invitations to a shared brief that hold')
    .description(
      'Lists the invitations by whose links somebody can still join a shared brief: for which role, until when, and how many more people. The links themselves are known only to whom you gave them. Only an owner can.',
    )
    .argument('<brief>', BRIEF)
    .addHelpText('after', '\nExample:\n  $ briefmark invitations ferry.brief')
    .action(answered(invitations));

/** `uninvite`: nobody joins by a link any more. */
export const uninviteCommand: DefineCommand = (program, answered) =>
  program
    .command('uninvite')
    .summary('end an invitation to a shared brief')
    .description('Ends an invitation: nobody can join by its link any more. Who has joined by it stays.')
    .argument('<brief>', BRIEF)
    .argument('<invitation>', 'its id, or the first 6 characters or more of it, as “briefmark invitations” lists it')
    .addHelpText('after', '\nExample:\n  $ briefmark uninvite ferry.brief 3f9a1c')
    .action(answered(uninvite));

async function invitations(command: CommandLine, named: string): Promise<Answer> {
  return withSharedBrief(command, named, async (bridge, brief) => {
    const open = await bridge.call('sharing.invitations', { brief });
    const json = open.map(({ id, by, role, made, expires, uses, usesLeft }) => ({
      id,
      by: by.name,
      role,
      made: new Date(made).toISOString(),
      expires: new Date(expires).toISOString(),
      uses,
      usesLeft,
    }));
    return { json, text: open.length > 0 ? open.map(line).join('\n') : 'No invitation holds.' };
  });
}

async function uninvite(command: CommandLine, named: string, argument: string): Promise<Answer> {
  return withSharedBrief(command, named, async (bridge, brief) => {
    const open = await bridge.call('sharing.invitations', { brief });
    const { id, role } = onlyOne(open, argument, (each) => each.id, 'invitation', 'briefmark invitations');
    const given = await bridge.call('sharing.uninvite', { brief, invitation: id });
    return answerGiven({ id, role }, 'The invitation is ended: nobody can join by its link any more.', given);
  });
}

function line({ id, by, role, expires, usesLeft }: OpenInvitation): string {
  const until = new Date(expires).toISOString().slice(0, 16).replace('T', ' ');
  return `${short(id)}  ${role.padEnd(9)}  ${counted(usesLeft, 'more person', 'more people')} · until ${until} UTC · by ${visibleLine(by.name)}`;
}
