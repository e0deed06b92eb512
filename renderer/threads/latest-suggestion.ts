import type { Annotation, Comment } from '../../shared/model/annotation.ts';

/** The suggestion of an open thread that was made last: the one that a key accepts. */
export function latestSuggestion({ comments, status }: Annotation): Comment | undefined {
  if (status.state !== 'open') return undefined;
  return comments.findLast(({ suggests, withdrawn }) => suggests && !withdrawn);
}
