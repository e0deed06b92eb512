import { commentInOneLine, saidInOneLine } from '../comments/in-one-line.ts';
import { formatLink } from '../links.ts';
import type { Entry } from './entry.ts';
import type { EntryId, PersonId } from './ids.ts';
import type { Notes } from './notes.ts';

/** Why something that others did concerns somebody. */
export const CONCERNS = ['mention', 'assignment', 'reply'] as const;
export type Concern = (typeof CONCERNS)[number];

/** Something that others did and that concerns somebody. */
export interface ForMe {
  concern: Concern;
  /** What to open. */
  entry: EntryId;
  annotation: EntryId;
  by: PersonId;
  /** What was said, in one line; empty for an assignment. */
  words: string;
}

/**
 * What of some entries concerns a person: they are mentioned, something is assigned to them, or a thread is answered
 * that they began or wrote in. What they did themselves doesn't, nor what the fold doesn't count.
 */
export function forPerson(me: PersonId, entries: readonly Entry[], notes: Notes): ForMe[] {
  return entries.flatMap((entry): ForMe[] => {
    const annotation = entry.by === me ? undefined : notes.annotationFor(entry);
    const thread = annotation && notes.annotations.get(annotation);
    if (!annotation || !thread || thread.withdrawn || notes.whyAside(entry)) return [];
    const found = { entry: entry.id, annotation, by: entry.by };
    if (entry.type === 'assigned' && entry.person === me) return [{ ...found, concern: 'assignment', words: '' }];
    if (entry.type !== 'commented' && entry.type !== 'edited') return [];
    const words = entry.type === 'commented' ? saidInOneLine(entry) : commentInOneLine(entry.body);
    if (mentions(entry.body, me)) return [{ ...found, concern: 'mention', words }];
    const isInIt = thread.by === me || thread.comments.some((comment) => comment.by === me);
    return entry.type === 'commented' && isInIt ? [{ ...found, concern: 'reply', words }] : [];
  });
}

/** Whether a comment mentions somebody. */
function mentions(body: string, person: PersonId): boolean {
  return body.includes(formatLink({ to: 'person', person }));
}
