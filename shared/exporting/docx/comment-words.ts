import type { ExportedComment, ExportedThread } from '../exported-brief.ts';
import type { Times } from '../times.ts';

/*
 * The lines that a Word comment has besides what somebody said, written and recognised in one place: a reviewed copy
 * that comes back holds them too, and they are no part of anybody's wording.
 */

const DOT = ' · ';

/** Whether a thread's first comment stands in the Word comment that is the thread itself. */
export function saysItself({ author, comments: [first] }: ExportedThread): boolean {
  return first !== undefined && first.author === author;
}

/** The first line of a thread: what Word has no place for. Empty where there is nothing to say. */
export function headLine(thread: ExportedThread, withKind: boolean, times: Times): string {
  const { number, kind, tags, status, assigned } = thread;
  const parts = [
    ...(withKind ? [kind.name] : []),
    ...(tags.length > 0 ? [tags.map((tag) => `#${tag}`).join(' ')] : []),
    ...(status.state === 'resolved'
      ? [`Resolved: ${status.reason}, ${status.by.name}, ${times.minute(status.at)}`]
      : []),
    ...(assigned ? [`For ${assigned.person.name}${assigned.due ? ` by ${assigned.due}` : ''}`] : []),
  ];
  return parts.length > 0 ? [`[${number}]`, ...parts].join(DOT) : '';
}

/** The line of a reply that answers another comment than the one before it. */
export function answerLine(answered: ExportedComment, times: Times): string {
  return `[In answer to ${answered.author.name}, ${times.minute(answered.at)}]`;
}

/** The line under a comment with reactions. */
export function reactionLine({ reactions }: ExportedComment): string {
  if (reactions.length === 0) return '';
  const each = reactions.map(({ emoji, people }) => `${emoji} ${people.map(({ name }) => name).join(', ')}`);
  return `[Reactions: ${each.join('; ')}]`;
}

/** The line that names an annotation's other passages, on the first of them. */
export function otherPassages(quotes: readonly string[]): string {
  return `[Also on: ${quotes.map((quote) => `“${shortened(quote)}”`).join('; ')}]`;
}

/** What stands on a further passage of an annotation. */
export function pointsBack({ number, kind, passages }: ExportedThread): string {
  return `[${number}]${DOT}${kind.name}${DOT}See the comment on “${shortened(passages[0]?.quote ?? '')}”.`;
}

const LINES = [
  /^\[\d+\] · .*$/s,
  /^\[In answer to .*, \d{4}-\d\d-\d\d \d\d:\d\d\]$/s,
  /^\[Reactions: .*\]$/s,
  /^\[Also on: “.*”\]$/s,
];

/** Whether a line of a Word comment is one of ours. */
export function isOurLine(line: string): boolean {
  return LINES.some((pattern) => pattern.test(line.trim()));
}

/** Whether a whole Word comment is one that points back to an annotation's first passage. */
export function isPointer(text: string): boolean {
  return /^\[\d+\] · .* · See the comment on “.*”\.$/s.test(text.trim());
}

function shortened(quote: string): string {
  const words = quote.replace(/\s+/g, ' ').trim();
  return words.length > 80 ? `${[...words].slice(0, 80).join('').trimEnd()}…` : words;
}
