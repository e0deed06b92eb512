import { type Moment, momentWords } from '../../../shared/offline/timeline.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { short } from '../ids.ts';
import { momentNamed } from '../moment.ts';
import { briefNamed } from '../named-brief.ts';
import { asOption } from '../options.ts';
import { counted, wrapped } from '../print/lines.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** `history`: who did what, when and where. */
export const historyCommand: DefineCommand = (program, answered) =>
  program
    .command('history')
    .summary('tell what happened to a brief')
    .description(
      'Tells who did what when, newest first. “show --at” shows the brief as it was at one of these moments, and “bring-back” makes it so again.',
    )
    .argument('<brief>', 'a .brief file, or a title or id of your library')
    .option('--by <name>', 'only what this person did')
    .option('--paragraph <words>', 'only how the paragraph came to be that has these words now')
    .addHelpText('after', '\nExample:\n  $ briefmark history ferry.brief --by "Bo Tan"')
    .action(answered(history));

async function history(
  command: CommandLine,
  named: string,
  { by, paragraph }: { by?: string; paragraph?: string },
): Promise<Answer> {
  const all = await (await briefNamed(command, named)).history();
  const moments = all
    .filter((moment) => by === undefined || moment.by.name === by || moment.attributed === by)
    .filter((moment) => paragraph === undefined || concerns(moment, paragraph, all));
  return {
    json: moments.map((moment) => ({
      ...moment,
      at: new Date(moment.at).toISOString(),
      sentence: momentWords(moment),
    })),
    text:
      moments.map((moment) => line(moment, command.io.columns)).join('\n') ||
      'Nothing of the kind happened to this brief.',
  };
}

/** Whether a moment changed the block that has some words now, or was about a passage in it. */
function concerns({ edits = [], quote }: Moment, words: string, all: readonly Moment[]): boolean {
  const blocks = new Set(
    all.flatMap((moment) =>
      (moment.edits ?? []).filter(({ after }) => after?.includes(words)).map(({ block }) => block),
    ),
  );
  return edits.some(({ block }) => blocks.has(block)) || quote?.includes(words) === true;
}

function line(moment: Moment, columns: number): string {
  const when = new Date(moment.at).toISOString().slice(0, 16).replace('T', ' ');
  const id = moment.what === 'article' ? '' : ` (${short(moment.id)})`;
  const first = `${when}  `;
  return wrapped(visible(`${momentWords(moment)}${id}`), { first, rest: ' '.repeat(first.length), columns });
}

/** `bring-back`: a brief becomes again what it was. */
export const bringBackCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('bring-back')
      .summary('make a brief again what it was')
      .description(
        'Brings back the article as it was at a moment, with every passage where it stood, and the annotations that were withdrawn since. It is done by new entries: nothing that happened meanwhile is lost, and the text of now is kept as a version.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .requiredOption('--at <moment>', 'a time in ISO 8601, or the id of an entry of the history'),
  )
    .addHelpText('after', '\nExample:\n  $ briefmark bring-back ferry.brief --at 2026-05-04T12:00Z --as "Ann Okoro"')
    .action(answered(bringBack));

async function bringBack(
  command: CommandLine,
  named: string,
  { at: asked, as }: { at: string; as: string },
): Promise<Answer> {
  const brief = await briefNamed(command, named);
  const at = await momentNamed(brief, asked);
  const { placed, moved, orphaned } = await brief.bringBack(as, at);
  return {
    json: { at: new Date(at).toISOString(), placed, moved, orphaned },
    text: `The brief is again as it was at ${new Date(at).toISOString()}: ${counted(placed, 'annotation')} in place, ${moved} moved, ${orphaned} orphaned.`,
  };
}
