import type { Person } from '../../../shared/model/people.ts';
import { replaceNamedFile } from '../../services/disk.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { short } from '../ids.ts';
import { withLibrary } from '../library.ts';
import { linkFrom } from '../link-from.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { name } from '../options.ts';
import { personHere, personNamed } from '../person.ts';
import type { DefineCommand } from '../run.ts';
import { UsageError } from '../usage.ts';
import { freePath } from './import.ts';
import { certificates } from './share.ts';

interface Options {
  as?: string;
  linkFile?: string;
  ca?: string;
  out?: string;
  force?: boolean;
}

/** `join`: into a shared brief, by an invitation. */
export const joinCommand: DefineCommand = (program, answered) =>
  program
    .command('join')
    .summary('join a shared brief by an invitation')
    .description(
      'Joins a shared brief by the link of an invitation, which is read from standard input or a file: on a command line others could see it. The brief goes into your library.',
    )
    .option(
      '--as <name>',
      'who joins: a person of this computer, made when new; needed where nobody works in Briefmark here yet',
      name,
    )
    .option('--link-file <file>', 'a file with the link; else it is read from standard input')
    .option('--ca <file>', 'certificates of your house’s own authority, in PEM')
    .option('--out <file.brief>', 'also write the brief into this file')
    .option('--force', 'replace the file of --out if it exists')
    .addHelpText('after', '\nExample:\n  $ briefmark join --as "Bo Tan" < link.txt')
    .action(answered(join));

async function join(command: CommandLine, { as, linkFile, ca, out, force }: Options): Promise<Answer> {
  const path = out === undefined ? undefined : await freePath(command, out, force === true);
  const link = await linkFrom(command, linkFile);
  const trusted = await certificates(command, ca);
  const person = await joiner(command, as);
  return withLibrary(command, async (bridge) => {
    const { brief, role, already } = await bridge.call('sharing.join', { link, as: person.id, ...trusted });
    // The article is here; what was said about it comes now.
    await bridge.call('sync.now', { brief });
    if (path !== undefined) {
      const { bytes } = await bridge.call('brief.package', { brief });
      await replaceNamedFile(path, Buffer.from(bytes, 'base64'));
    }
    return {
      json: { brief, role },
      text: `${already ? `You had joined already; your role is ${role}` : `You joined as ${role}`}. The brief is in your library; its id is ${short(brief)}.`,
    };
  });
}

/** Who joins: nobody is to join under the name that the computer has for its user. */
async function joiner(command: CommandLine, as: string | undefined): Promise<Person> {
  const identity =
    as === undefined ? await personHere(command) : await oneAtATime(command.home, () => personNamed(command, as));
  if (identity) return identity.person;
  throw new UsageError('Say who joins, with --as and a name: nobody works in Briefmark on this computer yet.');
}
