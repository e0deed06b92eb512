import type { Annotation, Comment } from './annotation.ts';
import type { Entry, Payload } from './entry.ts';
import type { EntryId } from './ids.ts';
import type { Notes } from './notes.ts';

/**
 * What takes an action back: payloads to append, since nothing that was done is ever removed.
 *
 * An annotation goes with its thread. A value (kind, tags, status, wording, passage, assignment) returns to what it
 * would be had the action not happened, so that what colleagues did since is respected.
 *
 * @param action the entries of one action, in the order in which they were made
 */
export function undoPayloads(action: readonly Entry[], notes: Notes): Payload[] {
  const ids = new Set(action.map((entry) => entry.id));
  const made = new Set(action.filter((entry) => entry.type === 'annotated').map((entry) => entry.id));
  const payloads: Payload[] = [];
  for (const entry of [...action].reverse()) {
    if (entry.type === 'vocabulary') {
      payloads.push({ type: 'vocabulary', ...notes.vocabularyWithout(ids) });
      continue;
    }
    const id = notes.annotationFor(entry);
    if (id === undefined || (made.has(id) && entry.type !== 'annotated')) continue;
    const before = notes.without(id, ids);
    const payload = undoOne(entry, id, before);
    if (payload) payloads.push(payload);
  }
  return payloads;
}

function undoOne(entry: Entry, id: EntryId, before: Annotation | undefined): Payload | undefined {
  switch (entry.type) {
    case 'annotated':
    case 'commented':
      return { type: 'withdrawn', target: entry.id };
    case 'withdrawn':
      return { type: 'restored', target: entry.target };
    case 'restored':
      return { type: 'withdrawn', target: entry.target };
    case 'reacted':
      return { type: 'reacted', comment: entry.comment, emoji: entry.emoji, on: !entry.on };
    default:
      return before && returnTo(entry, id, before);
  }
}

function returnTo(entry: Entry, id: EntryId, before: Annotation): Payload | undefined {
  switch (entry.type) {
    case 'edited': {
      const comment = before.comments.find((each: Comment) => each.id === entry.comment);
      return comment && { type: 'edited', comment: comment.id, body: comment.body };
    }
    case 'status':
      return before.status.state === 'resolved'
        ? { type: 'status', annotation: id, state: 'resolved', reason: before.status.reason }
        : { type: 'status', annotation: id, state: 'open' };
    case 'tagged':
      return { type: 'tagged', annotation: id, tags: before.tags };
    case 'kinded':
      return { type: 'kinded', annotation: id, kind: before.kind };
    case 'placed':
      return { type: 'placed', annotation: id, anchors: before.anchors };
    case 'assigned':
      return {
        type: 'assigned',
        annotation: id,
        person: before.assigned?.person ?? null,
        ...(before.assigned?.due ? { due: before.assigned.due } : {}),
      };
    default:
      return undefined;
  }
}
