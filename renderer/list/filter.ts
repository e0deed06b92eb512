import { z } from 'zod';
import { folded } from '../../shared/folding.ts';
import type { Annotation } from '../../shared/model/annotation.ts';
import { personIdSchema } from '../../shared/model/ids.ts';
import { KIND_NAMES } from '../../shared/model/kinds.ts';
import type { Placed } from '../brief/placed.ts';

/** Lines of the list that ask more of an annotation than its kind, its person or its tags. */
export const GROUPS = [
  'unread',
  'mine',
  'assigned',
  'mentioned',
  'overdue',
  'private',
  'whole',
  'moved',
  'orphaned',
  'withdrawn',
] as const;
/** How long ago an annotation was made, or last spoken in. */
export const AGES = ['day', 'week', 'month'] as const;

export type Group = (typeof GROUPS)[number];
export type Age = (typeof AGES)[number];

/** Which annotations the list shows: each part narrows what the others let through. */
export const filterSchema = z.object({
  status: z.enum(['open', 'resolved']).optional(),
  group: z.enum(GROUPS).optional(),
  /** Any of these; none means all. The same for people and tags. */
  kinds: z.array(z.enum(KIND_NAMES)).default([]),
  people: z.array(personIdSchema).default([]),
  tags: z.array(z.string()).default([]),
  /** Assigned to this person, or to nobody. */
  assigned: z.union([personIdSchema, z.literal('nobody')]).optional(),
  /** At most one of an age and a range of days is set. */
  age: z.enum(AGES).optional(),
  /** The first and the last day of a range, as `2026-03-01`, where the person is. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  text: z.string().default(''),
});

export type Filter = z.infer<typeof filterSchema>;

/** The filter that lets everything through. */
export const EVERYTHING: Filter = { kinds: [], people: [], tags: [], text: '' };

/** A part of a filter. */
export type Facet = keyof Filter;

/** Whether a filter lets everything through. */
export function isEverything(filter: Filter): boolean {
  return (Object.keys(EVERYTHING) as Facet[]).every((facet) => filter[facet]?.length === 0) && !hasChoice(filter);
}

function hasChoice({ status, group, assigned, age, from, to }: Filter): boolean {
  return [status, group, assigned, age, from, to].some((part) => part !== undefined);
}

/** Whether what somebody was to do by a date is still open after it. */
export function isOverdue({ assigned, status }: Annotation, today: string): boolean {
  return assigned?.due !== undefined && assigned.due < today && status.state === 'open';
}

/** When something was last said or decided in a thread. */
export function lastAt({ at, comments, statuses }: Annotation): number {
  return Math.max(at, comments.at(-1)?.at ?? 0, statuses.at(-1)?.at ?? 0);
}

/** A range of days whose first is not after its last: the one that was changed counts. */
export function withDays(filter: Filter, changed: { from: string | undefined } | { to: string | undefined }): Filter {
  const next: Filter = { ...filter, age: undefined, ...changed };
  if (next.from && next.to && next.from > next.to)
    return 'from' in changed ? { ...next, to: next.from } : { ...next, from: next.to };
  return next;
}

/** What Markdown has besides words: parsing thousands of comments takes a second, and a search has no use for it. */
const MARKUP = /[*_`\\[]|\]\([^)\s]*\)/g;

const searchables = new WeakMap<Annotation, string>();

/** Everything in a thread that is looked for by words, folded: an annotation that changes is a new object. */
export function searchable(annotation: Annotation, { nameOf }: { nameOf(annotation: Annotation): string }): string {
  const known = searchables.get(annotation);
  if (known !== undefined) return known;
  const parts = [
    nameOf(annotation),
    ...annotation.tags,
    ...annotation.anchors.map(({ quote }) => quote.exact),
    ...annotation.comments.filter(({ withdrawn }) => !withdrawn).map(({ body }) => body.replace(MARKUP, '')),
  ];
  const text = folded(parts.join('\n'));
  searchables.set(annotation, text);
  return text;
}

/** In which order the list stands, and `j` and `k` step. */
export const ORDERS = ['place', 'newest', 'oldest'] as const;

export type Order = (typeof ORDERS)[number];

/** The list in another order than by place. */
export function inOrder(listed: readonly Placed[], order: Order): readonly Placed[] {
  if (order === 'place') return listed;
  const sign = order === 'newest' ? -1 : 1;
  return listed.toSorted((a, b) => sign * (a.annotation.at - b.annotation.at));
}
