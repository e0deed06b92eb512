import { Option } from 'commander';
import { KIND_NAMES, type Kind } from '../../../shared/model/kinds.ts';
import { passageQuoted } from '../../services/brief/actions.ts';
import type { Answer, CommandLine } from '../command-line.ts';
import { annotationIn, briefNamed } from '../named-brief.ts';
import { asOption, COMMENT_HELP, commentText, countFromOne, oneMoreTag, suggestedText } from '../options.ts';
import { annotationText } from '../print/brief.ts';
import type { DefineCommand } from '../run.ts';
import { UsageError } from '../usage.ts';

interface Options {
  quote?: string;
  occurrence?: number;
  whole?: boolean;
  kind: Kind;
  tag?: string[];
  comment?: string;
  suggest?: string;
  as: string;
}

const EXAMPLES = `
Examples:
  $ briefmark annotate article.brief --quote "four per cent" --kind claim --comment "Of what?" --as "Ann Okoro"
  $ briefmark annotate article.brief --quote "the union" --occurrence 2 --tag labour --as "Ann Okoro"
  $ briefmark annotate article.brief --quote "four per cent" --kind correction --suggest "six per cent" --as "Ann Okoro"
  $ briefmark annotate article.brief --whole --kind key-judgement --comment - --as "Ann Okoro" < judgement.md`;

/** `annotate`: a mark on a passage, or on the whole brief. */
export const annotateCommand: DefineCommand = (program, answered) =>
  asOption(
    program
      .command('annotate')
      .summary('mark a passage, or the whole brief')
      .description(
        'Marks the passage that has these words, or the whole brief, and answers with the annotation. Where the words stand more than once, --occurrence says which.',
      )
      .argument('<brief>', 'a .brief file, or a title or id of your library')
      .option('--quote <text>', 'the words of the passage; a line end counts as a space')
      .option('--occurrence <number>', 'which one, from 1, where the words stand more than once', countFromOne)
      .option('--whole', 'mark the whole brief instead of a passage')
      .addOption(new Option('--kind <kind>', 'what it says of the passage').choices(KIND_NAMES).default('note'))
      .option('--tag <tag>', 'a tag; may be given several times', oneMoreTag)
      .option('--comment <text>', COMMENT_HELP)
      .option('--suggest <text>', 'other words for the passage, as plain text'),
  )
    .addHelpText('after', EXAMPLES)
    .action(answered(annotate));

async function annotate(command: CommandLine, named: string, options: Options): Promise<Answer> {
  const { quote, occurrence, whole, kind, tag = [], comment, suggest, as } = options;
  if ((quote === undefined) === (whole === undefined))
    throw new UsageError('Say what to annotate: a passage with --quote TEXT, or the whole brief with --whole.');
  if (quote === undefined && occurrence !== undefined)
    throw new UsageError('--occurrence says which passage with the words of --quote; it doesn’t go with --whole.');
  if (quote?.trim() === '') throw new UsageError('The quote is empty. Give words that stand in the article.');
  if (whole && suggest !== undefined)
    throw new UsageError('--suggest gives other words for a passage; it doesn’t go with --whole.');
  const suggests = suggest === undefined ? undefined : suggestedText(suggest);
  const body = comment === undefined ? undefined : await commentText(command, comment);
  const brief = await briefNamed(command, named);
  const { shown, entries } = await brief.change(as, async ({ text }) => ({
    do: 'annotate',
    passages: quote === undefined ? [] : [passageQuoted(await text(), quote, occurrence)],
    kind,
    tags: tag,
    ...(body === undefined ? {} : { body }),
    ...(suggests === undefined ? {} : { suggests }),
  }));
  const made = entries.find(({ type }) => type === 'annotated');
  const annotation = annotationIn(shown, made?.id ?? '');
  return { json: annotation, text: annotationText(annotation, command.io.columns) };
}
