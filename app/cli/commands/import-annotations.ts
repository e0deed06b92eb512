import type { ElsewhereReceipt } from '../../../shared/importing/receipt.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { readFileIn } from '../file-in.ts';
import { briefNamed } from '../named-brief.ts';
import { name } from '../options.ts';
import { authorName } from '../person.ts';
import { counted } from '../print/lines.ts';
import { notTakenIn } from '../print/not-taken-in.ts';
import type { DefineCommand } from '../run.ts';

/** `import-annotations`: what was annotated with another program comes into a brief. */
export const importAnnotationsCommand: DefineCommand = (program, answered) =>
  program
    .command('import-annotations')
    .summary('take in annotations made elsewhere')
    .description(
      'Takes in annotations from Hypothesis (what its API or its export gives) or of the W3C standard (JSON-LD), each placed by its own selectors and attributed to who made it, and prints an account. What is there already is not taken in again.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .argument('<annotations.json>', 'the file with the annotations')
    .option('--as <name>', 'who takes them in; you, where it is left out', name)
    .option('--preview', 'only say what would be taken in')
    .addHelpText('after', '\nExample:\n  $ briefmark import-annotations ferry.brief hypothesis.json --json')
    .action(answered(importAnnotations));

async function importAnnotations(
  command: CommandLine,
  named: string,
  file: string,
  { as, preview }: { as?: string; preview?: boolean },
): Promise<Answer> {
  const given = await readFileIn(command, file);
  const brief = await briefNamed(command, named);
  const author = await authorName(command, as);
  const receipt = await brief.importAnnotations(author, given, preview === true);
  return { json: receipt, text: receiptText(receipt, preview) };
}

function receiptText({ placed, orphaned, comments, replies, ignored }: ElsewhereReceipt, preview = false): string {
  const counts = [
    `${counted(placed + orphaned, 'annotation')}${orphaned > 0 ? ` (${orphaned} whose words are not in the article)` : ''}`,
    counted(comments, 'comment'),
    counted(replies, 'reply', 'replies'),
  ];
  return [`${preview ? 'Would take in' : 'Took in'}: ${counts.join(', ')}.`, ...notTakenIn(ignored)].join('\n');
}
