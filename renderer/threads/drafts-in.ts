import type { Annotation } from '../../shared/model/annotation.ts';
import type { EntryId } from '../../shared/model/ids.ts';

/** Under which a reply to an annotation is kept until it is sent. */
export function replyDraft(annotation: EntryId): string {
  return `reply:${annotation}`;
}

/** The same for wording that is suggested for its passage. */
export function suggestionDraft(annotation: EntryId): string {
  return `suggest:${annotation}`;
}

/** The same for the new words of a comment. */
export function editDraft(comment: EntryId): string {
  return `edit:${comment}`;
}

/** Whether something is written in a thread and not yet sent. */
export function hasDraft({ id, comments }: Annotation, drafts: ReadonlySet<string>): boolean {
  return (
    drafts.has(replyDraft(id)) ||
    drafts.has(suggestionDraft(id)) ||
    comments.some((comment) => drafts.has(editDraft(comment.id)))
  );
}
