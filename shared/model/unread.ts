import type { Annotation } from './annotation.ts';
import type { EntryId, PersonId } from './ids.ts';

/** As much of an annotation's id as a mark keeps: of 5,000 two share so much by chance in no brief. */
const KEY_LENGTH = 12;

/**
 * How much of each thread somebody has seen: how many things others had done in it, by the beginning of its id.
 *
 * A number rather than a time: what a colleague wrote offline this morning and sends this evening is new, though I read
 * the thread at noon. Numbers of two devices come together by taking the greater.
 */
export type Seen = Readonly<Record<string, number>>;

/** The name of an annotation in `Seen`. */
export function seenKey(annotation: EntryId): string {
  return annotation.slice(0, KEY_LENGTH);
}

/** How many things others than a person have done in a thread that they would want to see. */
export function doneByOthers(annotation: Annotation, me: PersonId): number {
  const theirs = ({ by }: { by: PersonId }) => by !== me;
  const { comments, statuses } = annotation;
  const edits = comments.filter(theirs).reduce((sum, { earlier }) => sum + earlier.length, 0);
  return Number(theirs(annotation)) + comments.filter(theirs).length + statuses.filter(theirs).length + edits;
}

/** Whether a thread holds something that somebody hasn't seen. */
export function isUnread(annotation: Annotation, me: PersonId, seen: Seen): boolean {
  return !annotation.withdrawn && doneByOthers(annotation, me) > (seen[seenKey(annotation.id)] ?? 0);
}

/** All that is there now, as seen. */
export function allSeen(annotations: Iterable<Annotation>, me: PersonId): Seen {
  const entries = [...annotations].map((each): [string, number] => [seenKey(each.id), doneByOthers(each, me)]);
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}
