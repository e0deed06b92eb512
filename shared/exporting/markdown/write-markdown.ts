import { commentOfText } from '../../comments/to-markdown.ts';
import { allThreads, type ExportedBrief, type ExportedPerson, type ExportedThread } from '../exported-brief.ts';
import { Times } from '../times.ts';
import { closeBidi } from '../well-formed.ts';
import { assignedWords, exportedWords, shortened, standingWords, statusWords } from '../wording.ts';
import { articleMarkdown, prefixed } from './article-markdown.ts';
import { commentGfm } from './gfm.ts';

/**
 * An annotated brief as Markdown (GFM): the article, and a footnote for each thread.
 *
 * What people wrote stands in quotations within the footnotes, so that none of it can look like a heading of ours.
 */
export function writeMarkdown(exported: ExportedBrief): string {
  const times = new Times(exported.timeZone);
  const { marking, orphaned, wholeBrief } = exported;
  const article = articleMarkdown(exported);
  const untitled = exported.article.firstChild?.type.name !== 'title';
  return [
    ...(marking ? [`**${escapedLine(marking)}**`] : []),
    article,
    ...(untitled && wholeBrief.length > 0
      ? [`On the whole brief: ${wholeBrief.map(({ number }) => `[^${number}]`).join(' ')}`]
      : []),
    ...(orphaned.length > 0 ? ['## Without a place', orphanList(orphaned)] : []),
    '---',
    escapedLine(exportedWords(exported, times)),
    ...(marking ? [`**${escapedLine(marking)}**`] : []),
    allThreads(exported)
      .map((thread) => footnote(thread, times))
      .join('\n\n'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** What isn't found in the article has to be referred to from elsewhere, or readers leave its footnote out. */
function orphanList(orphaned: readonly ExportedThread[]): string {
  return orphaned
    .map(({ number, passages }) => {
      const lost = passages.filter(({ range }) => !range).map(({ quote }) => `“${escapedLine(shortened(quote, 300))}”`);
      return `- ${lost.join(' … ')} [^${number}]`;
    })
    .join('\n');
}

function footnote(thread: ExportedThread, times: Times): string {
  const { number, kind, tags, author, at, passages, comments } = thread;
  const about = [
    `**${number} ${kind.name}**`,
    `${nameOf(author)}, ${times.minute(at)}`,
    escapedLine(statusWords(thread, times)),
    ...[assignedWords(thread), standingWords(thread)].flatMap((words) => (words ? [escapedLine(words)] : [])),
    ...(tags.length > 0 ? [`tags: ${tags.map(escapedLine).join(', ')}`] : []),
  ];
  const parts = [
    about.join(' · '),
    ...passages.map(({ quote }) => prefixed(`“${escapedLine(shortened(quote, 300))}”`, '> ')),
    ...comments.map((comment) => {
      const { edited, reactions } = comment;
      const parent = comments.find(({ id }) => id === comment.parent);
      const head = [
        `**${number}.${comment.number}** ${nameOf(comment.author)}, ${times.minute(comment.at)}`,
        ...(parent ? [`to ${number}.${parent.number}`] : []),
        ...(edited === undefined ? [] : [`edited ${times.minute(edited)}`]),
        ...reactions.map(({ emoji, people }) => `${escapedLine(emoji)} ${people.map(nameOf).join(', ')}`),
      ];
      return `${head.join(' · ')}\n\n${prefixed(commentGfm(comment.doc, comment.images), '> ')}`;
    }),
  ];
  const [first = '', ...lines] = parts.join('\n\n').split('\n');
  return [`[^${number}]: ${first}`, ...lines.map((line) => (line ? `    ${line}` : ''))].join('\n');
}

function nameOf({ name, via }: ExportedPerson): string {
  return escapedLine(via === undefined ? name : `${name} (${via})`);
}

/** Text that isn't Markdown, on one line. */
function escapedLine(text: string): string {
  return closeBidi(commentGfm(commentOfText(text.replace(/\s+/g, ' ').trim() || ' '), new Map()));
}
