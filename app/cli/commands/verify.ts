import type { Verification } from '../../../shared/offline/verification.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { verifyBrief } from '../../services/offline/verify.ts';
import { readCopy } from '../brief-copy.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { short } from '../ids.ts';
import { counted } from '../print/lines.ts';
import { visible, visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** `verify`: who wrote what, and whether it is theirs. */
export const verifyCommand: DefineCommand = (program, answered) =>
  program
    .command('verify')
    .summary('check who wrote what in a .brief file')
    .description(
      'Checks the signature of every entry, and says who wrote how much, what does not verify, and with an earlier copy whether anything is gone. Only entries are signed: who edited the article is according to the package.',
    )
    .argument('<file.brief>', 'the file')
    .option('--against <older.brief>', 'an earlier copy of the same brief')
    .addHelpText('after', '\nExample:\n  $ briefmark verify ferry.brief --against ferry-monday.brief')
    .action(answered(verify));

async function verify(command: CommandLine, file: string, { against }: { against?: string }): Promise<Answer> {
  const { brief } = await readCopy(command, file);
  const older = against === undefined ? undefined : (await readCopy(command, against)).brief;
  if (older && older.id !== brief.id) {
    throw new Refusal(
      'different-briefs',
      `“${against}” is a copy of another brief than “${file}”. Name an earlier copy of the same one.`,
    );
  }
  const verification = verifyBrief(brief, older);
  return { json: verification, text: verificationText(verification) };
}

function verificationText({ entries, verified, notYet, bad, people, removed }: Verification): string {
  return [
    `${counted(entries, 'entry', 'entries')}: ${verified} verified, ${notYet} not yet, ${bad.length} bad.`,
    ...people.map(
      ({ name, role, entries: wrote, id }) =>
        `- ${visibleLine(name)} (${role}, ${short(id)}): ${counted(wrote, 'entry', 'entries')}`,
    ),
    ...bad.map(({ id, reason }) => visible(`Not believed: ${short(id) || 'an entry without an id'}. ${reason}`)),
    ...(removed === null ? [] : [removedText(removed)]),
  ].join('\n');
}

function removedText(removed: number): string {
  if (removed === 0) return 'Nothing of the earlier copy is gone, unless it was erased.';
  return `${counted(removed, 'entry', 'entries')} of the earlier copy ${removed === 1 ? 'is' : 'are'} gone, and nobody erased them.`;
}
