import type { ReviewedComments } from '../../../shared/bridge.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { readFileIn } from '../file-in.ts';
import { briefNamed } from '../named-brief.ts';
import { name } from '../options.ts';
import { authorName } from '../person.ts';
import { counted } from '../print/lines.ts';
import { notTakenIn } from '../print/not-taken-in.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** `import-comments`: what reviewers said and did in Word comes back into the brief. */
export const importCommentsCommand: DefineCommand = (program, answered) =>
  program
    .command('import-comments')
    .summary('take in the comments of a reviewed Word file')
    .description(
      'Takes in replies, new comments, resolutions and new wordings from a Word file that was exported from the brief, and prints an account. What is there already is not taken in again. The article isn’t changed.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .argument('<reviewed.docx>', 'the Word file')
    .option(
      '--as <name>',
      'who takes them in: a person of this computer, made when new; you, where it is left out',
      name,
    )
    .option('--preview', 'only say what would be taken in')
    .addHelpText('after', '\nExample:\n  $ briefmark import-comments ferry.brief ferry-reviewed.docx')
    .action(answered(importComments));

async function importComments(
  command: CommandLine,
  named: string,
  file: string,
  { as, preview }: { as?: string; preview?: boolean },
): Promise<Answer> {
  const given = await readFileIn(command, file);
  const brief = await briefNamed(command, named);
  const author = await authorName(command, as);
  const done = await brief.importComments(author, given, preview === true);
  return { json: preview ? { ...done.receipt, steps: done.steps } : done.receipt, text: receiptText(done, preview) };
}

function receiptText({ receipt, steps }: ReviewedComments, preview = false): string {
  const { replies, comments, resolved, reopened, edited, unchanged, orphaned, ignored } = receipt;
  const counts = [
    counted(replies, 'new reply', 'new replies'),
    `${counted(comments, 'new comment')}${orphaned > 0 ? ` (${orphaned} whose words are not in the article)` : ''}`,
    `${resolved} resolved`,
    ...(reopened > 0 ? [`${reopened} reopened`] : []),
    `${edited} reworded`,
    `${unchanged} as they were`,
  ];
  return [
    `${preview ? 'Would take in' : 'Took in'}: ${counts.join(', ')}.`,
    ...(preview
      ? steps.map(({ does, author, passage, words, note }) =>
          visible(`- ${does}, ${author}, on “${passage}”${words ? `: ${words}` : ''}${note ? ` (${note})` : ''}`),
        )
      : []),
    ...notTakenIn(ignored),
  ].join('\n');
}
