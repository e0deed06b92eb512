import { plainText } from '../../comments/schema.ts';
import type { Kind } from '../../model/kinds.ts';
import { allThreads, type ExportedBrief, type ExportedPerson, type ExportedThread } from '../exported-brief.ts';

/** One person says no to what another said. */
export interface Disagreement {
  from: ExportedPerson;
  with: ExportedPerson;
  thread: ExportedThread;
  /** The number of the comment that says so, where one does. */
  comment?: number;
  how: string;
}

/** Kinds that assert something which a correction can deny. */
const ASSERTS: ReadonlySet<Kind> = new Set<Kind>(['key-judgement', 'fact', 'claim', 'assumption']);

/** Words that say no, in the languages of which we have been told; who says it otherwise is not found. */
const SAYS_NO =
  /\b(?:i|we)\s+(?:strongly\s+)?(?:disagree|doubt|don[’']t agree|do not agree|object)\b|\bnot convinced\b|\bnicht einverstanden\b|\bbezweifle\b|\bpas d[’']accord\b|\bno estoy de acuerdo\b|\bnon sono d[’']accordo\b|لا أوافق|לא מסכימ|不同意/iu;

/**
 * Who disagrees with whom: what somebody else rejected, what a correction denies on the same words, and answers that
 * say so in plain words.
 */
export function disagreements(exported: ExportedBrief): Disagreement[] {
  const threads = allThreads(exported);
  return [...threads.flatMap(rejections), ...corrections(threads), ...threads.flatMap(saidSo)];
}

function rejections(thread: ExportedThread): Disagreement[] {
  const { status, author } = thread;
  if (status.state !== 'resolved' || status.reason !== 'rejected' || status.by === author) return [];
  return [{ from: status.by, with: author, thread, how: 'rejected' }];
}

function corrections(threads: readonly ExportedThread[]): Disagreement[] {
  const placed = threads.flatMap((thread) =>
    thread.passages.flatMap(({ range }) => (range ? [{ thread, range }] : [])),
  );
  const found: Disagreement[] = [];
  const asserted = placed.filter(({ thread }) => ASSERTS.has(thread.kind.kind));
  for (const { thread, range } of placed) {
    if (thread.kind.kind !== 'correction') continue;
    for (const other of asserted) {
      const meets = other.range.from < range.to && range.from < other.range.to;
      const known = found.some((each) => each.thread === thread && each.with === other.thread.author);
      if (meets && other.thread.author !== thread.author && !known) {
        found.push({
          from: thread.author,
          with: other.thread.author,
          thread,
          how: `corrects what ${other.thread.number} takes up`,
        });
      }
    }
  }
  return found;
}

function saidSo(thread: ExportedThread): Disagreement[] {
  const { comments } = thread;
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  return comments.flatMap((comment): Disagreement[] => {
    const answered = byId.get(comment.parent ?? '')?.author ?? thread.author;
    if (answered === comment.author || !SAYS_NO.test(plainText(comment.doc))) return [];
    return [{ from: comment.author, with: answered, thread, comment: comment.number, how: 'says so' }];
  });
}
