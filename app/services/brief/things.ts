import type { Annotation, Comment } from '../../../shared/model/annotation.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Brief } from './brief.ts';

/** What an action works on: a brief's notes, or what is private beside them, and the article under both. */
export type Workplace = Pick<Brief, 'notes' | 'index'>;

/** The annotation of this id. @throws {Refusal} where the brief has none */
export function existing(brief: Workplace, id: EntryId): Annotation {
  const annotation = brief.notes.annotations.get(id);
  if (!annotation) {
    throw new Refusal('no-such-annotation', notThere('annotation', id));
  }
  return annotation;
}

/** The comment of this id. @throws {Refusal} where the brief has none */
export function commentIn(brief: Workplace, id: EntryId): Comment {
  const comment = findComment(brief, id);
  if (!comment) throw new Refusal('no-such-comment', notThere('comment', id));
  return comment;
}

function notThere(what: string, id: EntryId): string {
  return `There is no ${what} ${id.slice(0, 12)} in this brief; it may have been erased meanwhile. Nothing was changed.`;
}

function findComment(brief: Workplace, id: EntryId): Comment | undefined {
  const entry = brief.notes.entries.get(id);
  const annotation = entry && brief.notes.annotationFor(entry);
  return annotation && brief.notes.annotations.get(annotation)?.comments.find((comment) => comment.id === id);
}
