import { z } from 'zod';
import { folded } from '../../shared/folding.ts';
import { formatLink } from '../../shared/links.ts';
import type { Annotation } from '../../shared/model/annotation.ts';
import { type PersonId, personIdSchema } from '../../shared/model/ids.ts';
import { KIND_NAMES, type Kind } from '../../shared/model/kinds.ts';
import { type InOrder, isOrphaned, type Placed } from '../brief/placed.ts';

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

type Facet = keyof Filter;

/** The filter that lets everything through. */
export const EVERYTHING: Filter = { kinds: [], people: [], tags: [], text: '' };

/** What a filter has to know besides the annotations. */
export interface FilterContext {
  me: PersonId;
  /** In milliseconds since 1970. */
  now: number;
  /** The date where the person is, as `2026-03-01`. */
  today: string;
  /** Who made an annotation, as the list names them. */
  nameOf(annotation: Annotation): string;
}

/** How many annotations each line of the list stands for, given what the other parts of the filter let through. */
export interface Counts {
  /** Those that aren't withdrawn, whatever the filter. */
  all: number;
  status: Record<'open' | 'resolved', number>;
  groups: Record<Group, number>;
  kinds: ReadonlyMap<Kind, number>;
  people: ReadonlyMap<PersonId, number>;
  tags: ReadonlyMap<string, number>;
  assigned: ReadonlyMap<PersonId | 'nobody', number>;
  ages: Record<Age, number>;
}

/** What a filter lets through, in place order, and the counts beside its lines. */
export interface Sifted {
  listed: readonly Placed[];
  counts: Counts;
}

/** Whether a filter lets everything through. */
export function isEverything(filter: Filter): boolean {
  return (Object.keys(EVERYTHING) as Facet[]).every((facet) => filter[facet]?.length === 0) && !hasChoice(filter);
}

function hasChoice({ status, group, assigned, age, from, to }: Filter): boolean {
  return [status, group, assigned, age, from, to].some((part) => part !== undefined);
}

const DAY = 24 * 60 * 60 * 1000;
const AGE_LENGTHS: Record<Age, number> = { day: DAY, week: 7 * DAY, month: 30 * DAY };

/** Sifts all annotations in one pass: what fails one part of the filter only still counts beside that part's lines. */
export function sift(state: InOrder, filter: Filter, context: FilterContext): Sifted {
  const words = folded(filter.text).split(/\s+/).filter(Boolean);
  const tests: [Facet, (placed: Placed) => boolean][] = [];
  const { status, group, kinds, people, tags, assigned, age } = filter;
  if (status) tests.push(['status', ({ annotation }) => annotation.status.state === status]);
  if (group && group !== 'withdrawn') tests.push(['group', (placed) => inGroup(placed, group, context)]);
  if (kinds.length > 0) tests.push(['kinds', ({ annotation }) => kinds.includes(annotation.kind)]);
  if (people.length > 0) tests.push(['people', ({ annotation }) => people.includes(annotation.by)]);
  if (tags.length > 0) tests.push(['tags', ({ annotation }) => annotation.tags.some((tag) => tags.includes(tag))]);
  if (assigned) tests.push(['assigned', ({ annotation }) => (annotation.assigned?.person ?? 'nobody') === assigned]);
  if (age) tests.push(['age', ({ annotation }) => context.now - lastAt(annotation) <= AGE_LENGTHS[age]]);
  if (filter.from || filter.to) tests.push(['age', ({ annotation }) => isWithin(annotation, filter)]);
  if (words.length > 0) {
    tests.push(['text', ({ annotation }) => words.every((word) => searchable(annotation, context).includes(word))]);
  }

  const counter = new Counter(context, state.placed.length);
  const listed: Placed[] = [];
  for (const placed of state.placed) {
    const failed = failing(placed, tests);
    if (failed === 'many') continue;
    if (failed === undefined && group !== 'withdrawn') listed.push(placed);
    counter.count(placed, group === 'withdrawn' && failed === undefined ? 'group' : failed);
  }
  const withoutGroup = tests.filter(([facet]) => facet !== 'group');
  for (const placed of state.withdrawn) {
    if (failing(placed, withoutGroup) !== undefined) continue;
    counter.counts.groups.withdrawn++;
    if (group === 'withdrawn') listed.push(placed);
  }
  return { listed, counts: counter.counts };
}

function failing(placed: Placed, tests: readonly [Facet, (placed: Placed) => boolean][]): Facet | 'many' | undefined {
  let failed: Facet | undefined;
  for (const [facet, test] of tests) {
    if (test(placed)) continue;
    if (failed) return 'many';
    failed = facet;
  }
  return failed;
}

class Counter {
  readonly counts = {
    all: 0,
    status: { open: 0, resolved: 0 },
    groups: Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>,
    kinds: new Map<Kind, number>(),
    people: new Map<PersonId, number>(),
    tags: new Map<string, number>(),
    assigned: new Map<PersonId | 'nobody', number>(),
    ages: { day: 0, week: 0, month: 0 },
  };

  constructor(
    private readonly context: FilterContext,
    total: number,
  ) {
    this.counts.all = total;
  }

  /** @param failed the part of the filter that keeps it out; it counts beside the lines of that part alone */
  count(placed: Placed, failed: Facet | undefined): void {
    const { counts, context } = this;
    const { annotation } = placed;
    const counted = (facet: Facet) => failed === undefined || failed === facet;
    if (counted('status')) counts.status[annotation.status.state]++;
    if (counted('group')) {
      for (const group of GROUPS) {
        if (group !== 'withdrawn' && inGroup(placed, group, context)) counts.groups[group]++;
      }
    }
    if (counted('kinds')) add(counts.kinds, annotation.kind);
    if (counted('people')) add(counts.people, annotation.by);
    if (counted('tags')) for (const tag of annotation.tags) add(counts.tags, tag);
    if (counted('assigned')) add(counts.assigned, annotation.assigned?.person ?? 'nobody');
    if (counted('age')) {
      const age = context.now - lastAt(annotation);
      for (const each of AGES) if (age <= AGE_LENGTHS[each]) counts.ages[each]++;
    }
  }
}

function add<K>(map: Map<K, number>, key: K): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function inGroup(placed: Placed, group: Group, { me, today }: FilterContext): boolean {
  const { annotation } = placed;
  switch (group) {
    case 'unread':
      return placed.unread === true;
    case 'mine':
      return annotation.by === me && !annotation.attributed;
    case 'assigned':
      return annotation.assigned?.person === me;
    case 'mentioned':
      return annotation.comments.some(({ body, withdrawn }) => !withdrawn && body.includes(mentionOf(me)));
    case 'overdue':
      return isOverdue(annotation, today);
    case 'private':
      return placed.private === true;
    case 'whole':
      return placed.placement.state === 'whole';
    case 'moved':
      return placed.placement.state === 'moved';
    case 'orphaned':
      return isOrphaned(placed);
    case 'withdrawn':
      return annotation.withdrawn !== undefined;
  }
}

function mentionOf(person: PersonId): string {
  return formatLink({ to: 'person', person });
}

/** Whether what somebody was to do by a date is still open after it. */
export function isOverdue({ assigned, status }: Annotation, today: string): boolean {
  return assigned?.due !== undefined && assigned.due < today && status.state === 'open';
}

/** When something was last said or decided in a thread. */
export function lastAt({ at, comments, statuses }: Annotation): number {
  return Math.max(at, comments.at(-1)?.at ?? 0, statuses.at(-1)?.at ?? 0);
}

/** Whether something was said or decided in a thread on a day of a range. */
function isWithin({ at, comments, statuses }: Annotation, { from, to }: Pick<Filter, 'from' | 'to'>): boolean {
  const first = from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(from);
  const end = to === undefined ? Number.POSITIVE_INFINITY : startOfDay(to, 1);
  const within = (time: number) => time >= first && time < end;
  return within(at) || comments.some((comment) => within(comment.at)) || statuses.some((status) => within(status.at));
}

/** When a day begins where the person is, or one so many days later: not every day has 24 hours. */
function startOfDay(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
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
export function searchable(annotation: Annotation, { nameOf }: Pick<FilterContext, 'nameOf'>): string {
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
