import type { Answer, CommandLine } from '../command-line.ts';
import { short } from '../ids.ts';
import { withLibrary } from '../library.ts';
import { visible, visibleLine } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** `search`: the briefs of the library in which some words stand. */
export const searchCommand: DefineCommand = (program, answered) =>
  program
    .command('search')
    .summary('find words in all briefs of your library')
    .description(
      'Finds the briefs that hold every one of the words, in their titles, texts, tags or comments, whatever their case and accents, and shows where. Those in the bin are left out.',
    )
    .argument('<words...>', 'what to look for')
    .addHelpText('after', '\nExamples:\n  $ briefmark search ferry strike\n  $ briefmark search "four per cent" --json')
    .action(answered(search));

async function search(command: CommandLine, words: string[]): Promise<Answer> {
  const query = words.join(' ');
  return withLibrary(command, async (bridge) => {
    const found = await bridge.call('library.search', { query });
    const titles = new Map((await bridge.call('library.list', {})).map(({ id, title }) => [id, title]));
    const json = found.map(({ brief, places }) => ({ id: brief, title: titles.get(brief) ?? '', places }));
    const text = json.map(({ id, title, places }) =>
      [
        `${short(id)}  ${visible(title)}`,
        ...places.map(({ before, words: hit, after, by }) => {
          const line = `${before}${hit}${after}`.replace(/\s+/gu, ' ');
          return `              ${by ? `${visibleLine(by)}: ` : ''}${visible(line)}`;
        }),
      ].join('\n'),
    );
    return { json, text: text.length > 0 ? text.join('\n') : `No brief of your library holds “${visible(query)}”.` };
  });
}
