import { Refusal } from '../../../shared/refusal.ts';
import { replaceFile } from '../../services/disk.ts';
import { identityFolder } from '../../services/home.ts';
import { lockIdentity } from '../../services/identity/carry.ts';
import { Profile } from '../../services/identity/profile.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { name } from '../options.ts';
import { passphrase } from '../passphrase.ts';
import { visible, visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';
import { freePath } from './import.ts';

interface Options {
  out: string;
  force?: boolean;
  as?: string;
}

const MORE = `
The passphrase is read from the file that BRIEFMARK_PASSPHRASE_FILE names, else from standard input; never from an
argument, which everybody on the computer can see.

Example:
  $ briefmark export-identity --out ann.briefmark-identity < passphrase.txt`;

/** `export-identity`: a person's keys, locked with a passphrase, for another computer. */
export const exportIdentityCommand: DefineCommand = (program, answered) =>
  program
    .command('export-identity')
    .summary('take your keys to another computer')
    .description('Writes the keys and the name of a person of this computer, locked with a passphrase, into a file.')
    .requiredOption('--out <file>', 'the file')
    .option('--force', 'replace the file if it exists')
    .option('--as <name>', 'whose keys; else of the person who works in the app', name)
    .addHelpText('after', MORE)
    .action(answered(exportIdentity));

async function exportIdentity(command: CommandLine, { out, force, as }: Options): Promise<Answer> {
  const path = await freePath(command, out, force === true);
  const identity = await identityOf(command, as);
  const bytes = await lockIdentity(identity, await passphrase(command));
  await replaceFile(path, bytes, `“${out}”`);
  const { id, name } = identity.person;
  return {
    json: { id, name, out },
    text: `The keys of ${visibleLine(name)} are in “${visible(out)}”, locked with the passphrase.`,
  };
}

async function identityOf({ home }: CommandLine, as: string | undefined) {
  const profile = new Profile(identityFolder(home));
  const identity = as === undefined ? await profile.current() : (await profile.all()).find(isCalled(as));
  if (identity) return identity;
  throw new Refusal(
    'no-such-person',
    as === undefined
      ? 'Nobody has given a name on this computer yet, so there are no keys to export.'
      : `There is nobody called “${as}” on this computer, so there are no keys to export. Check the name.`,
  );
}

function isCalled(as: string): (identity: { person: { name: string; id: string } }) => boolean {
  const wanted = as.trim().normalize();
  return ({ person }) => person.name.normalize() === wanted || person.id === wanted;
}
