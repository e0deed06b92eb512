import { folded } from '../../shared/folding.ts';
import { formatLink } from '../../shared/links.ts';
import type { Annotation } from '../../shared/model/annotation.ts';
import type { PersonId } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import { type InOrder, isOrphaned, type Placed } from '../brief/placed.ts';
import {
  AGES,
  type Age,
  type Facet,
  type Filter,
  GROUPS,
  type Group,
  isOverdue,
  lastAt,
  searchable,
} from './filter.ts';

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

const DAY = 24 * 60 * 60 * 1000;
const AGE_LENGTHS: Record<Age, number> = { day: DAY, week: 7 * DAY, month: 30 * DAY };

/** After so long all are asked again: in the meantime some have grown older than a day. */
const GOOD_FOR_MS = 60_000;
/** More changes than this are no less work than all. */
const FEW = 50;

/** What holds for an annotation whatever the filter. */
interface Facts {
  groups: readonly Group[];
  last: number;
}

/** The answer to one question, for the next one that is nearly the same. */
interface Answer {
  state: InOrder;
  filter: Filter;
  context: FilterContext;
  counter: Counter;
  listed: readonly Placed[];
}

/**
 * Sifts all annotations in one pass: what fails one part of the filter only still counts beside that part's lines.
 *
 * A sieve remembers what it answered. When a few annotations changed, as with a reply, only those are asked.
 */
export class Sieve {
  private facts = new WeakMap<Placed, Facts>();
  private factsFor: Pick<FilterContext, 'me' | 'today'> | undefined;
  private last: Answer | undefined;

  /** What a filter lets through, in place order: without the counts, for which all have to be asked about each part. */
  through(state: InOrder, filter: Filter, context: FilterContext): readonly Placed[] {
    const fromWithdrawn = filter.group === 'withdrawn';
    const tests = testsOf(filter, context, this.factsIn(context)).filter(
      ([facet]) => facet !== 'group' || !fromWithdrawn,
    );
    const all = fromWithdrawn ? state.withdrawn : state.placed;
    return tests.length === 0 ? all : all.filter((placed) => tests.every(([, test]) => test(placed)));
  }

  /** The same, and the counts beside the list's lines. */
  sift(state: InOrder, filter: Filter, context: FilterContext): Sifted {
    const { last } = this;
    const answer = (last && this.takenIn(last, state, filter, context)) ?? this.all(state, filter, context);
    this.last = answer;
    return { listed: answer.listed, counts: answer.counter.counts };
  }

  private all(state: InOrder, filter: Filter, context: FilterContext): Answer {
    const factsOf = this.factsIn(context);
    const tests = testsOf(filter, context, factsOf);
    const counter = new Counter(context.now, factsOf);
    const listed = pass(state.placed, filter, tests, counter);
    const withoutGroup = tests.filter(([facet]) => facet !== 'group');
    for (const placed of state.withdrawn) {
      const failed = failing(placed, withoutGroup);
      if (failed === undefined) counter.counts.groups.withdrawn++;
      if (filter.group !== 'withdrawn' || failed === 'many') continue;
      if (failed === undefined) listed.push(placed);
      counter.countOthers(placed, failed, 1);
    }
    return { state, filter, context, counter, listed };
  }

  /** What it answered, with some annotations changed; undefined where all have to be asked. */
  private takenIn(last: Answer, state: InOrder, filter: Filter, context: FilterContext): Answer | undefined {
    const { me, today, now } = context;
    const sameQuestion = filter === last.filter && me === last.context.me && today === last.context.today;
    const stillGood = sameQuestion && now - last.context.now < GOOD_FOR_MS && state.withdrawn === last.state.withdrawn;
    if (!stillGood || filter.group === 'withdrawn') return undefined;
    const before = last.state.placed;
    const after = state.placed;
    const { start, endBefore, endAfter } = difference(before, after);
    if (endBefore - start + endAfter - start > FEW) return undefined;

    const factsOf = this.factsIn(context);
    const tests = testsOf(filter, context, factsOf);
    const counter = new Counter(last.context.now, factsOf, last.counter);
    const gone = pass(before.slice(start, endBefore), filter, tests, counter, -1);
    const came = pass(after.slice(start, endAfter), filter, tests, counter);
    let listedBefore = 0;
    for (let at = 0; at < start; at++) if (last.listed[listedBefore] === before[at]) listedBefore++;
    const listed = last.listed.toSpliced(listedBefore, gone.length, ...came);
    return { state, filter, context: last.context, counter, listed };
  }

  private factsIn(context: FilterContext): (placed: Placed) => Facts {
    const { factsFor } = this;
    if (factsFor?.me !== context.me || factsFor.today !== context.today) {
      this.facts = new WeakMap();
      this.factsFor = { me: context.me, today: context.today };
    }
    const mention = formatLink({ to: 'person', person: context.me });
    return (placed) => {
      let facts = this.facts.get(placed);
      if (!facts) {
        const groups = GROUPS.filter((group) => isIn(placed, group, context, mention));
        facts = { groups, last: lastAt(placed.annotation) };
        this.facts.set(placed, facts);
      }
      return facts;
    };
  }
}

/** Where two lists begin to differ, and where in each of them they are the same again to the end. */
function difference<T>(before: readonly T[], after: readonly T[]) {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let same = 0;
  while (same < least - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { start, endBefore: before.length - same, endAfter: after.length - same };
}

type Test = [Facet, (placed: Placed) => boolean];

function testsOf(filter: Filter, context: FilterContext, factsOf: (placed: Placed) => Facts): Test[] {
  const words = folded(filter.text).split(/\s+/).filter(Boolean);
  const tests: Test[] = [];
  const { status, group, kinds, people, tags, assigned, age } = filter;
  if (status) tests.push(['status', ({ annotation }) => annotation.status.state === status]);
  if (group && group !== 'withdrawn') tests.push(['group', (placed) => factsOf(placed).groups.includes(group)]);
  if (kinds.length > 0) tests.push(['kinds', ({ annotation }) => kinds.includes(annotation.kind)]);
  if (people.length > 0) tests.push(['people', ({ annotation }) => people.includes(annotation.by)]);
  if (tags.length > 0) tests.push(['tags', ({ annotation }) => annotation.tags.some((tag) => tags.includes(tag))]);
  if (assigned) tests.push(['assigned', ({ annotation }) => (annotation.assigned?.person ?? 'nobody') === assigned]);
  if (age) tests.push(['age', (placed) => context.now - factsOf(placed).last <= AGE_LENGTHS[age]]);
  if (filter.from || filter.to) tests.push(['age', ({ annotation }) => isWithin(annotation, filter)]);
  if (words.length > 0) {
    tests.push(['text', ({ annotation }) => words.every((word) => searchable(annotation, context).includes(word))]);
  }
  return tests;
}

/** Counts annotations (or with -1 takes them out of the counts), and gives those that the filter lets through. */
function pass(
  all: readonly Placed[],
  { group }: Filter,
  tests: readonly Test[],
  counter: Counter,
  by: 1 | -1 = 1,
): Placed[] {
  const listed: Placed[] = [];
  for (const placed of all) {
    counter.counts.all += by;
    const failed = failing(placed, tests);
    if (failed === 'many') continue;
    if (group === 'withdrawn') {
      // None of these is.
      if (failed === undefined) counter.count(placed, 'group', by);
      continue;
    }
    if (failed === undefined) listed.push(placed);
    counter.count(placed, failed, by);
  }
  return listed;
}

function failing(placed: Placed, tests: readonly Test[]): Facet | 'many' | undefined {
  let failed: Facet | undefined;
  for (const [facet, test] of tests) {
    if (test(placed)) continue;
    if (failed) return 'many';
    failed = facet;
  }
  return failed;
}

class Counter {
  readonly counts: {
    all: number;
    status: Counts['status'];
    groups: Counts['groups'];
    kinds: Map<Kind, number>;
    people: Map<PersonId, number>;
    tags: Map<string, number>;
    assigned: Map<PersonId | 'nobody', number>;
    ages: Counts['ages'];
  };

  /** @param before goes on from what another counted, which stays as it is */
  constructor(
    private readonly now: number,
    private readonly factsOf: (placed: Placed) => Facts,
    before?: Counter,
  ) {
    const known = before?.counts;
    this.counts = {
      all: known?.all ?? 0,
      status: { open: 0, resolved: 0, ...known?.status },
      groups: { ...(Object.fromEntries(GROUPS.map((group) => [group, 0])) as Counts['groups']), ...known?.groups },
      kinds: new Map(known?.kinds),
      people: new Map(known?.people),
      tags: new Map(known?.tags),
      assigned: new Map(known?.assigned),
      ages: { day: 0, week: 0, month: 0, ...known?.ages },
    };
  }

  /** @param failed the part of the filter that keeps it out; it counts beside the lines of that part alone */
  count(placed: Placed, failed: Facet | undefined, by: 1 | -1): void {
    if (failed === undefined || failed === 'group') {
      for (const group of this.factsOf(placed).groups) this.counts.groups[group] += by;
    }
    this.countOthers(placed, failed, by);
  }

  /** The same beside all lines but those of groups: what is withdrawn is in none but its own. */
  countOthers(placed: Placed, failed: Facet | undefined, by: 1 | -1): void {
    const { counts } = this;
    const { annotation } = placed;
    const counted = (facet: Facet) => failed === undefined || failed === facet;
    if (counted('status')) counts.status[annotation.status.state] += by;
    if (counted('kinds')) add(counts.kinds, annotation.kind, by);
    if (counted('people')) add(counts.people, annotation.by, by);
    if (counted('tags')) for (const tag of annotation.tags) add(counts.tags, tag, by);
    if (counted('assigned')) add(counts.assigned, annotation.assigned?.person ?? 'nobody', by);
    if (counted('age')) {
      const age = this.now - this.factsOf(placed).last;
      for (const each of AGES) if (age <= AGE_LENGTHS[each]) counts.ages[each] += by;
    }
  }
}

/** What there is none of isn't in the map. */
function add<K>(map: Map<K, number>, key: K, by: 1 | -1): void {
  const count = (map.get(key) ?? 0) + by;
  if (count === 0) map.delete(key);
  else map.set(key, count);
}

function isIn(placed: Placed, group: Group, { me, today }: FilterContext, mention: string): boolean {
  const { annotation } = placed;
  switch (group) {
    case 'unread':
      return placed.unread === true;
    case 'mine':
      return annotation.by === me && !annotation.attributed;
    case 'assigned':
      return annotation.assigned?.person === me;
    case 'mentioned':
      return annotation.comments.some(({ body, withdrawn }) => !withdrawn && body.includes(mention));
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
      // Those are counted by themselves.
      return false;
  }
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
