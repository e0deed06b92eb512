import type { ExportedBrief, ExportedComment, ExportedPerson, ExportedThread } from '../exported-brief.ts';
import { allThreads } from '../exported-brief.ts';
import type { OptionsOf } from '../options.ts';
import type { Times } from '../times.ts';
import { DurableIds } from './comment-ids.ts';
import { answerLine, headLine, otherPassages, pointsBack, reactionLine, saysItself } from './comment-words.ts';

/** Where a Word comment hangs: on a range of the article, on its title, or on an orphan's entry in the appendix. */
type Hook = { on: 'range'; from: number; to: number } | { on: 'title' } | { on: 'appendix'; thread: number };

/** A comment as Word has it. */
export interface WordComment {
  /** `w:id`, from 0. */
  id: number;
  durableId: string;
  /** Names the comment's last paragraph, which is how Word's other parts refer to it. */
  paraId: string;
  parent?: WordComment;
  done: boolean;
  author: ExportedPerson;
  at: number;
  /** Lines before and after what was said, which stands in `said`. */
  before: string[];
  said?: ExportedComment;
  after: string[];
  hook: Hook;
  /** The kind whose colour its passage has. */
  thread: ExportedThread;
  /** It stands on a further passage and says nothing of its own. */
  pointsBack: boolean;
}

/** Every Word comment of an export: each thread's own, its replies behind it, and those on further passages. */
export function wordCommentsOf(exported: ExportedBrief, { kindAs }: OptionsOf<'docx'>, times: Times): WordComment[] {
  const ids = new DurableIds();
  const all: WordComment[] = [];
  const push = (comment: Omit<WordComment, 'id' | 'paraId' | 'done' | 'pointsBack'>, pointing = false): WordComment => {
    const id = all.length;
    const paraId = (id + 1).toString(16).toUpperCase().padStart(8, '0');
    const made = { ...comment, id, paraId, done: comment.thread.status.state === 'resolved', pointsBack: pointing };
    all.push(made);
    return made;
  };
  for (const thread of allThreads(exported)) {
    const { id, author, at, comments } = thread;
    const hooks = hooksOf(thread);
    const said = saysItself(thread) ? comments[0] : undefined;
    const head = headLine(thread, kindAs !== 'highlight' || !said, times);
    const root = push({
      durableId: ids.take(id),
      author,
      at,
      before: head ? [head] : [],
      ...(said ? { said } : {}),
      after: [
        ...(said?.reactions.length ? [reactionLine(said)] : []),
        ...(hooks.length > 1 ? [otherPassages(thread.passages.slice(1).map(({ quote }) => quote))] : []),
      ],
      hook: hooks[0] as Hook,
      thread,
    });
    const replies = said ? comments.slice(1) : comments;
    for (const reply of replies) {
      const previous = comments[reply.number - 2];
      const answered = comments.find((each) => each.id === reply.parent);
      push({
        durableId: ids.take(reply.id),
        parent: root,
        author: reply.author,
        at: reply.at,
        before: answered && answered !== previous && answered !== comments[0] ? [answerLine(answered, times)] : [],
        said: reply,
        after: reply.reactions.length ? [reactionLine(reply)] : [],
        hook: root.hook,
        thread,
      });
    }
    for (const [at_, hook] of hooks.slice(1).entries()) {
      const durableId = ids.take(id, at_ + 1);
      push({ durableId, author, at, before: [pointsBack(thread)], after: [], hook, thread }, true);
    }
  }
  return all;
}

function hooksOf({ standing, passages, number }: ExportedThread): Hook[] {
  const ranges = passages.flatMap(({ range }): Hook[] => (range ? [{ on: 'range', ...range }] : []));
  if (standing === 'whole') return [{ on: 'title' }];
  if (standing === 'orphaned') return [{ on: 'appendix', thread: number }, ...ranges];
  return ranges;
}
