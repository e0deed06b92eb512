import { mayAppend, type Role } from '../roles.ts';
import type { Anchor, Entry, EntryOf, Suggestion } from './entry.ts';
import type { EntryId, PersonId } from './ids.ts';
import type { Kind, Reason } from './kinds.ts';

/** Who did something and when: in milliseconds since 1970 by their clock. */
export interface Signed {
  by: PersonId;
  at: number;
  /** Whom it stands for, where that is somebody outside, such as a reviewer in Word. */
  attributed?: Entry['attributed'];
}

export type Status = { state: 'open' } | ({ state: 'resolved'; reason: Reason } & Signed);

/** One message in a thread. */
export interface Comment extends Signed {
  id: EntryId;
  /** Markdown, as worded last; empty where it only suggests wording. */
  body: string;
  /** Other words that it suggests for the annotation's first passage. */
  suggests?: Suggestion;
  /** The comment that it answers, where it answers one in particular. */
  parent?: EntryId;
  /** Earlier wordings, oldest first, with the time at which each was written. */
  earlier: { body: string; at: number }[];
  /** When the present wording was written, where it is not the first. */
  edited?: number;
  withdrawn?: Signed;
  /** Who reacts with what. */
  reactions: Map<string, PersonId[]>;
}

/** A mark on one or more passages, or on the whole brief, with its thread. */
export interface Annotation extends Signed {
  id: EntryId;
  kind: Kind;
  tags: string[];
  /** None means the whole brief. */
  anchors: Anchor[];
  status: Status;
  /** Every change of status, oldest first. */
  statuses: (Status & Signed)[];
  assigned?: { person: PersonId; due?: string };
  /** Oldest first. */
  comments: Comment[];
  withdrawn?: Signed;
}

/** An entry that the fold did not count, and why. */
export interface SetAside {
  entry: Entry;
  why: 'not allowed' | 'erased' | 'nothing to act on' | 'not verified yet' | 'refused by the relay';
}

/** What the fold of one annotation needs to know about its surroundings. */
export interface FoldContext {
  /** The role that a person had when an entry was made. */
  roleAt(person: PersonId, entry: Entry): Role;
}

/**
 * Folds the entries of one annotation, in order, into what a reader sees.
 *
 * Pure, so that every machine which holds the same entries shows the same thread. An entry that its author's role did
 * not allow when it was made is set aside.
 *
 * @param entries the `annotated` entry and all that refer to it or to its comments, sorted by `compareEntries`
 */
export function foldAnnotation(
  entries: readonly Entry[],
  context: FoldContext,
): { annotation: Annotation | undefined; setAside: SetAside[] } {
  const setAside: SetAside[] = [];
  const beginning = entries.find((entry): entry is EntryOf<'annotated'> => entry.type === 'annotated');
  if (!beginning) {
    return { annotation: undefined, setAside: entries.map((entry) => ({ entry, why: 'nothing to act on' })) };
  }
  if (!mayAppend(context.roleAt(beginning.by, beginning), 'annotated', { own: true, assigned: false })) {
    return { annotation: undefined, setAside: entries.map((entry) => ({ entry, why: 'not allowed' })) };
  }
  const annotation: Annotation = {
    id: beginning.id,
    ...signed(beginning),
    kind: beginning.kind,
    tags: beginning.tags,
    anchors: beginning.anchors,
    status: { state: 'open' },
    statuses: [],
    comments: [],
  };
  const comments = new Map<EntryId, Comment>();
  for (const entry of entries) {
    if (entry === beginning) continue;
    const why = apply(annotation, comments, entry, context);
    if (why) setAside.push({ entry, why });
  }
  annotation.comments = [...comments.values()];
  return { annotation, setAside };
}

function apply(
  annotation: Annotation,
  comments: Map<EntryId, Comment>,
  entry: Entry,
  context: FoldContext,
): SetAside['why'] | undefined {
  const thing = actedOn(annotation, comments, entry);
  if (!thing) return 'nothing to act on';
  const standing = { own: thing.by === entry.by, assigned: annotation.assigned?.person === entry.by };
  if (!mayAppend(context.roleAt(entry.by, entry), entry.type, standing)) return 'not allowed';
  switch (entry.type) {
    case 'commented':
      comments.set(entry.id, {
        id: entry.id,
        ...signed(entry),
        body: entry.body,
        ...(entry.parent ? { parent: entry.parent } : {}),
        ...(entry.suggests ? { suggests: entry.suggests } : {}),
        earlier: [],
        reactions: new Map(),
      });
      return undefined;
    case 'status': {
      const { reason } = entry.state === 'resolved' ? entry : { reason: undefined };
      const change = reason
        ? { state: 'resolved' as const, reason, ...signed(entry) }
        : { state: 'open' as const, ...signed(entry) };
      annotation.statuses.push(change);
      annotation.status = change.state === 'resolved' ? change : { state: 'open' };
      return undefined;
    }
    case 'tagged':
      annotation.tags = entry.tags;
      return undefined;
    case 'kinded':
      annotation.kind = entry.kind;
      return undefined;
    case 'placed':
      annotation.anchors = entry.anchors;
      return undefined;
    case 'assigned':
      if (entry.person) annotation.assigned = { person: entry.person, ...(entry.due ? { due: entry.due } : {}) };
      else delete annotation.assigned;
      return undefined;
    case 'withdrawn':
      thing.withdrawn = signed(entry);
      return undefined;
    case 'restored':
      delete thing.withdrawn;
      return undefined;
    case 'edited': {
      const comment = thing as Comment;
      comment.earlier.push({ body: comment.body, at: comment.edited ?? comment.at });
      comment.body = entry.body;
      comment.edited = entry.at;
      return undefined;
    }
    case 'reacted': {
      const { reactions } = thing as Comment;
      const others = (reactions.get(entry.emoji) ?? []).filter((person) => person !== entry.by);
      const now = entry.on ? [...others, entry.by] : others;
      if (now.length > 0) reactions.set(entry.emoji, now);
      else reactions.delete(entry.emoji);
      return undefined;
    }
    default:
      return 'nothing to act on';
  }
}

/** The annotation or the comment that an entry is about. */
function actedOn(
  annotation: Annotation,
  comments: ReadonlyMap<EntryId, Comment>,
  entry: Entry,
): Annotation | Comment | undefined {
  switch (entry.type) {
    case 'edited':
    case 'reacted':
      return comments.get(entry.comment);
    case 'withdrawn':
    case 'restored':
      return entry.target === annotation.id ? annotation : comments.get(entry.target);
    default:
      return annotation;
  }
}

function signed({ by, at, attributed }: Entry): Signed {
  return { by, at, ...(attributed ? { attributed } : {}) };
}
