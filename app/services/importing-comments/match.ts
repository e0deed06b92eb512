import { isPointer } from '../../../shared/exporting/docx/comment-words.ts';
import { Times } from '../../../shared/exporting/times.ts';
import type { KnownComment, KnownComments } from './known-comments.ts';
import type { ReviewedComment, ReviewedFile } from './reviewed-file.ts';
import { comparableLines } from './wording.ts';

/** What a Word comment is of this brief. */
export type Match =
  | { is: 'known'; known: KnownComment; words: string }
  | { is: 'pointer' }
  | { is: 'new'; words: string };

/**
 * Finds for each Word comment what it is of the brief: by the id that Word keeps, then by author, date and words, then
 * (what an earlier import of such a file brought) by author and words. Nothing is matched twice.
 */
export function matchComments(file: ReviewedFile, known: KnownComments): Map<ReviewedComment, Match> {
  const matches = new Map<ReviewedComment, Match>();
  const claimed = new Set<KnownComment>();
  const times = timesOf(file.account?.zone);
  const free = (all: readonly KnownComment[]) => all.filter((each) => !claimed.has(each));
  const claim = (comment: ReviewedComment, found: KnownComment | undefined, words: string): void => {
    if (!found) return;
    claimed.add(found);
    matches.set(comment, { is: 'known', known: found, words });
  };
  const rounds: ((comment: ReviewedComment, words: string) => KnownComment | undefined)[] = [
    (comment, words) => {
      const all = comment.durableId ? free(known.withDurableId(comment.durableId)) : [];
      return all.find(({ wordings }) => wordings.has(words)) ?? all[0];
    },
    (comment, words) => {
      const all = free(known.by(comment.author)).filter(({ at }) => sameSecond(at, comment, times));
      return all.find(({ wordings }) => wordings.has(words)) ?? all[0];
    },
    (comment, words) =>
      words === ''
        ? undefined
        : free(known.by(comment.author)).find(
            ({ wordings, comment: said, annotation }) =>
              wordings.has(words) && (said ?? annotation).attributed !== undefined,
          ),
    // Word can take names and dates out of a file.
    (comment, words) => {
      if (comment.date !== undefined || words === '') return undefined;
      const all = free(known.all).filter(({ wordings }) => wordings.has(words));
      return all.length === 1 ? all[0] : undefined;
    },
  ];
  const wordsOf = new Map(file.comments.map((comment) => [comment, comparableLines(comment.lines)]));
  for (const comment of file.comments) {
    const pointer = comment.durableId ? known.isPointer(comment.durableId) : isPointer(comment.lines.join('\n'));
    if (pointer || isPointer(comment.lines.join('\n'))) matches.set(comment, { is: 'pointer' });
  }
  for (const round of rounds) {
    for (const comment of file.comments) {
      const words = wordsOf.get(comment) ?? '';
      if (!matches.has(comment)) claim(comment, round(comment, words), words);
    }
  }
  for (const comment of file.comments) {
    if (!matches.has(comment)) matches.set(comment, { is: 'new', words: wordsOf.get(comment) ?? '' });
  }
  return matches;
}

function sameSecond(at: number, { date }: ReviewedComment, times: Times): boolean {
  return date !== undefined && Math.abs(Math.floor(times.localMs(at) / 1000) - Math.floor(date / 1000)) <= 1;
}

/** The times of a file, in the zone that it was exported with. */
export function timesOf(zone = 'UTC'): Times {
  try {
    return new Times(zone);
  } catch {
    // The file may say anything.
    return new Times('UTC');
  }
}
