import type { Kind } from '../model/kinds.ts';
import type { ShownAnnotation, ShownBrief } from '../shown.ts';
import type { BlockChange } from './updating.ts';

/** A stretch of a block that was marked, by the annotation that marked it. */
export interface PastMark {
  from: number;
  to: number;
  annotation: string;
  kind: Kind;
}

/** A block of an article as it was, with what was marked in it; marks may overlap. */
export interface PastBlock {
  /** As the article's schema names it. */
  type: string;
  level?: number;
  text: string;
  marks: PastMark[];
}

/** How a thread differs between two moments. */
export interface ThreadChange {
  /** The annotation. */
  id: string;
  kind: string;
  quote: string | null;
  change: 'new' | 'gone' | 'changed';
  /** Comments that are in the later moment only; those that were withdrawn; those that read otherwise. */
  said: number;
  unsaid: number;
  reworded: number;
  /** The later status, kind or passage, each where it is another one. */
  status?: ShownAnnotation['status'];
  toKind?: string;
  toQuote?: string | null;
  /** Its tags are others. */
  retagged: boolean;
}

/** A brief as it was at a moment, and what is different at another one. */
export interface LookedBack {
  shown: ShownBrief;
  article: PastBlock[];
  /** How the article of the moment became that of the other. */
  blocks: BlockChange[];
  threads: ThreadChange[];
}

/** What became of threads between two moments; those that are alike stand for nothing. */
export function threadChanges(before: readonly ShownAnnotation[], after: readonly ShownAnnotation[]): ThreadChange[] {
  const earlier = new Map(before.map((each) => [each.id, each]));
  const later = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((now) => {
      const then = earlier.get(now.id);
      const change = then ? changeBetween(then, now) : { ...unchanged(now), change: 'new' as const, said: said(now) };
      return change ? [change] : [];
    }),
    ...before
      .filter(({ id }) => !later.has(id))
      .map((then): ThreadChange => ({ ...unchanged(then), change: 'gone', unsaid: said(then) })),
  ];
}

function unchanged({ id, kind, quote }: ShownAnnotation): ThreadChange {
  return { id, kind, quote, change: 'changed', said: 0, unsaid: 0, reworded: 0, retagged: false };
}

function said({ comments }: ShownAnnotation): number {
  return comments.filter(({ withdrawn }) => !withdrawn).length;
}

function changeBetween(then: ShownAnnotation, now: ShownAnnotation): ThreadChange | undefined {
  const words = ({ comments }: ShownAnnotation) =>
    new Map(comments.flatMap(({ id, body, withdrawn }) => (withdrawn ? [] : [[id, body] as const])));
  const [old, fresh] = [words(then), words(now)];
  const change: ThreadChange = {
    ...unchanged(then),
    said: [...fresh.keys()].filter((id) => !old.has(id)).length,
    unsaid: [...old.keys()].filter((id) => !fresh.has(id)).length,
    reworded: [...fresh].filter(([id, body]) => old.has(id) && old.get(id) !== body).length,
    ...(isSameStatus(then, now) ? {} : { status: now.status }),
    ...(then.kind === now.kind ? {} : { toKind: now.kind }),
    ...(passageOf(then) === passageOf(now) ? {} : { toQuote: passageOf(now) }),
    retagged: then.tags.join('\n') !== now.tags.join('\n'),
  };
  const isSame =
    change.said + change.unsaid + change.reworded === 0 &&
    !change.retagged &&
    change.status === undefined &&
    change.toKind === undefined &&
    change.toQuote === undefined;
  return isSame ? undefined : change;
}

/** The words that it stands on; null where it stands on none, or on none any more. */
function passageOf({ placement, quote }: ShownAnnotation): string | null {
  return placement === 'orphaned' ? null : quote;
}

function isSameStatus({ status: a }: ShownAnnotation, { status: b }: ShownAnnotation): boolean {
  return a.state === b.state && a.reason === b.reason;
}
