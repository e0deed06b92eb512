import type { TextRange } from '../../anchors/text-index.ts';
import { runsBetween } from '../../replacing/runs.ts';
import { allThreads, type ExportedBrief, type ExportedComment, type ExportedThread } from '../exported-brief.ts';
import type { Times } from '../times.ts';
import { wallClock } from './stamps.ts';
import { xmlValue } from './xml.ts';

/** Words of the article that a suggestion replaces; empty where it only adds some. */
export interface TrackedChange extends TextRange {
  /** What it puts in their place; empty where it only takes some away. */
  insert: string;
  /** It adds words at the very beginning of its passage, and so within what is marked there. */
  opens: boolean;
  /** Who suggests it and when, as `w:ins` and `w:del` have it. */
  attributes: string;
}

/** A block's end, and a picture or another thing within a line: what no plain wording has. */
const NOT_PLAIN = /[\n\uFFFC]/;

/**
 * What open suggestions of wording come to in the article, in its order: each only where its words differ.
 *
 * A suggestion whose passage reads otherwise by now, or is lost, comes to nothing. In Word a stretch of text is changed
 * once or not at all, so where suggestions touch, the newest stands in the text: it was made with the others known.
 * Those that aren't here stand in their comments all the same.
 */
export function trackedChanges(exported: ExportedBrief, times: Times): TrackedChange[] {
  const newestFirst = allThreads(exported)
    .filter(({ status }) => status.state === 'open')
    .flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
    .sort((a, b) => b.comment.at - a.comment.at || (a.comment.id < b.comment.id ? -1 : 1));
  const touched = new Uint8Array(exported.index.text.length + 1);
  const all: TrackedChange[] = [];
  for (const { thread, comment } of newestFirst) {
    const changes = changesOf(thread, comment, exported, times);
    if (changes.some(({ from, to }) => touched.subarray(from, to + 1).includes(1))) continue;
    for (const { from, to } of changes) touched.fill(1, from, to + 1);
    all.push(...changes);
  }
  return all.sort((a, b) => a.from - b.from);
}

function changesOf(
  { passages: [passage] }: ExportedThread,
  { suggests, author, at }: ExportedComment,
  { index }: ExportedBrief,
  times: Times,
): TrackedChange[] {
  const range = passage?.range;
  if (!suggests || !range || index.slice(range) !== suggests.before || NOT_PLAIN.test(suggests.before)) return [];
  const { before, after } = suggests;
  const attributes = `w:author="${xmlValue(author.name)}" w:date="${wallClock(at, times)}"`;
  return runsBetween(before, after)
    .filter(({ same }) => !same)
    .map((run) => {
      const [from, to] = [range.from + run.before.from, range.from + run.before.to];
      return { from, to, insert: after.slice(run.after.from, run.after.to), opens: to === range.from, attributes };
    });
}
