import { plainText } from '../../../../shared/comments/schema.ts';
import type { ExportedComment, ExportedThread } from '../../../../shared/exporting/exported-brief.ts';
import type { Times } from '../../../../shared/exporting/times.ts';
import { assignedWords, shortened, statusWords } from '../../../../shared/exporting/wording.ts';

/** What a thread's own annotation says: its kind and the rest that a PDF has no place for, then what was said. */
export function threadWords(thread: ExportedThread, times: Times): string {
  const { number, kind, tags, passages } = thread;
  const head = [
    `[${number}] ${kind.name}`,
    ...(tags.length > 0 ? [tags.map((tag) => `#${tag}`).join(' ')] : []),
    ...(thread.status.state === 'resolved' ? [statusWords(thread, times)] : []),
    ...(assignedWords(thread) === undefined ? [] : [assignedWords(thread) as string]),
  ].join(' · ');
  const others = passages.slice(1).map(({ quote }) => `“${shortened(quote, 80)}”`);
  const said = ownComment(thread);
  return [
    head,
    ...(said ? [commentWords(said)] : []),
    ...(others.length > 0 ? [`Also on: ${others.join('; ')}`] : []),
  ].join('\n');
}

/** What is said in a comment, without its markup. */
export function commentWords(comment: ExportedComment): string {
  const reactions = comment.reactions.map(
    ({ emoji, people }) => `${emoji} ${people.map(({ name }) => name).join(', ')}`,
  );
  return [plainText(comment.doc), ...(reactions.length > 0 ? [reactions.join('; ')] : [])].join('\n');
}

/** The comment that is the annotation's own text: its author's, where they spoke first. */
export function ownComment({ author, comments: [first] }: ExportedThread): ExportedComment | undefined {
  return first?.author === author ? first : undefined;
}
