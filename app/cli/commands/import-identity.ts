import { readNamedFile } from '../../services/disk.ts';
import { identityFolder } from '../../services/home.ts';
import { unlockIdentity } from '../../services/identity/carry.ts';
import { Profile } from '../../services/identity/profile.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { passphrase } from '../passphrase.ts';
import { visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** More than an identity's file ever has. */
const MAX_BYTES = 64 * 1024;

const MORE = `
The passphrase is read from the file that BRIEFMARK_PASSPHRASE_FILE names, else from standard input; never from an
argument, which everybody on the computer can see.

Example:
  $ briefmark import-identity ann.briefmark-identity < passphrase.txt`;

/** `import-identity`: a person's keys come from another computer. */
export const importIdentityCommand: DefineCommand = (program, answered) =>
  program
    .command('import-identity')
    .summary('bring your keys from another computer')
    .description('Brings the keys and the name of a person to this computer. They work in the app from then on.')
    .argument('<file>', 'the file that export-identity made')
    .addHelpText('after', MORE)
    .action(answered(importIdentity));

async function importIdentity(command: CommandLine, file: string): Promise<Answer> {
  const bytes = await readNamedFile(command.path(file), MAX_BYTES);
  const identity = await unlockIdentity(bytes, await passphrase(command));
  await new Profile(identityFolder(command.home)).adopt(identity);
  const { id, name } = identity.person;
  return { json: { id, name }, text: `${visibleLine(name)} works in Briefmark on this computer now.` };
}
