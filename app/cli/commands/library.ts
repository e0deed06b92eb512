import type { BriefSummary } from '../../../shared/bridge.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { short } from '../ids.ts';
import { withLibrary } from '../library.ts';
import { counted } from '../print/lines.ts';
import { visible } from '../print/visible.ts';
import type { DefineCommand } from '../run.ts';

/** `library`: the briefs of this machine. */
export const libraryCommand: DefineCommand = (program, answered) =>
  program
    .command('library')
    .summary('list the briefs of your library')
    .description('Lists the briefs of your library, newest first, those in the bin last.')
    .addHelpText('after', '\nExamples:\n  $ briefmark library\n  $ briefmark library --json')
    .action(answered(list));

async function list(command: CommandLine): Promise<Answer> {
  const briefs = await withLibrary(command, (bridge) => bridge.call('library.list', {}));
  const sorted = [...briefs].sort((a, b) => Number(a.binnedAt !== undefined) - Number(b.binnedAt !== undefined));
  const text =
    sorted.length === 0
      ? 'Your library is empty. “briefmark import FILE” puts an article into it.'
      : sorted.map(briefText).join('\n');
  return { json: sorted.map(briefJson), text };
}

function briefJson({ createdAt, changedAt, binnedAt, archivedAt, people, ...rest }: BriefSummary): unknown {
  return {
    ...rest,
    createdAt: iso(createdAt),
    changedAt: iso(changedAt),
    people: people.map(({ id, name }) => ({ id, name })),
    ...(archivedAt === undefined ? {} : { archivedAt: iso(archivedAt) }),
    ...(binnedAt === undefined ? {} : { binnedAt: iso(binnedAt) }),
  };
}

function briefText({ id, title, annotations, open, comments, changedAt, binnedAt, trouble }: BriefSummary): string {
  const about = trouble
    ? visible(trouble)
    : `${counted(annotations, 'annotation')} (${open} open), ${counted(comments, 'comment')}, changed ${iso(changedAt).slice(0, 10)}`;
  return `${short(id)}  ${visible(title)}${binnedAt === undefined ? '' : ' (in the bin)'}\n              ${about}`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
