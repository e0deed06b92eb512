import { describe, expect, it } from 'vitest';
import type { Placed } from '../../../../renderer/brief/placed.ts';
import {
  EVERYTHING,
  type Filter,
  filterSchema,
  inOrder,
  isEverything,
  withDays,
} from '../../../../renderer/list/filter.ts';
import { between } from '../../../../renderer/list/selecting.ts';
import { Sieve } from '../../../../renderer/list/sieve.ts';
import { sameFilter, withView } from '../../../../renderer/list/views.ts';
import type { Annotation } from '../../../../shared/model/annotation.ts';
import type { EntryId, PersonId } from '../../../../shared/model/ids.ts';

const ann = 'a'.repeat(64) as PersonId;
const bo = 'b'.repeat(64) as PersonId;
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 5, 15);

let made = 0;

function annotation(part: Partial<Annotation> = {}, placement: Placed['placement'] = { state: 'whole' }): Placed {
  made++;
  return {
    annotation: {
      id: made.toString(16).padStart(64, '0') as EntryId,
      by: ann,
      at: NOW - 100 * DAY + made,
      kind: 'claim',
      tags: [],
      anchors: [],
      status: { state: 'open' },
      statuses: [],
      comments: [],
      ...part,
    },
    placement,
  };
}

function said(body: string, at = NOW): Annotation['comments'][number] {
  return { id: '0'.repeat(64) as EntryId, by: bo, at, body, earlier: [], reactions: new Map() };
}

const context = {
  me: ann,
  now: NOW,
  today: '2026-06-15',
  nameOf: ({ by }: Annotation) => (by === ann ? 'Ann Okoro' : 'Bo Tan'),
};

function sifted(placed: Placed[], filter: Partial<Filter>, withdrawn: Placed[] = []) {
  const { listed, counts } = new Sieve().sift({ placed, withdrawn }, { ...EVERYTHING, ...filter }, context);
  return { found: listed.map((each) => [...placed, ...withdrawn].indexOf(each)), counts };
}

const resolved = { state: 'resolved' as const, reason: 'noted' as const, by: ann, at: NOW };

describe('the filter', () => {
  const placed = [
    annotation({ tags: ['port'], assigned: { person: ann, due: '2026-06-14' } }),
    annotation({ kind: 'fact', by: bo, tags: ['port', 'cost'], comments: [said('The *harbour* CAFÉ')] }),
    annotation({ kind: 'fact', status: resolved }, { state: 'orphaned', ranges: [null] }),
    annotation({ by: bo, assigned: { person: bo, due: '2026-06-15' } }),
  ];

  it.each<[string, Partial<Filter>, number[]]>([
    ['nothing', {}, [0, 1, 2, 3]],
    ['kinds', { kinds: ['fact'] }, [1, 2]],
    ['kinds, any of several', { kinds: ['fact', 'claim'] }, [0, 1, 2, 3]],
    ['a person', { people: [bo] }, [1, 3]],
    ['tags', { tags: ['cost'] }, [1]],
    ['a status', { status: 'open' }, [0, 1, 3]],
    ['what is mine', { group: 'mine' }, [0, 2]],
    ['what is assigned to me', { group: 'assigned' }, [0]],
    ['what is overdue, and not what is due today', { group: 'overdue' }, [0]],
    ['what has lost its passage', { group: 'orphaned' }, [2]],
    ['whom it is assigned to', { assigned: bo }, [3]],
    ['what is assigned to nobody', { assigned: 'nobody' }, [1, 2]],
    ['what was spoken in lately', { age: 'day' }, [1]],
    ['words, whatever their case, accents and order', { text: 'cafe Harbour' }, [1]],
    ['words of a name', { text: 'tan' }, [1, 3]],
    ['a kind and a person', { kinds: ['fact'], people: [bo] }, [1]],
    ['a kind, a status and a tag', { kinds: ['claim'], status: 'open', tags: ['port'] }, [0]],
    ['what nothing is', { kinds: ['source'] }, []],
  ])('lets through by %s', (_, filter, indexes) => {
    expect(sifted(placed, filter).found).toEqual(indexes);
  });

  it('counts beside each line what choosing it would show', () => {
    const { counts } = sifted(placed, { kinds: ['fact'] });
    expect(counts.all).toBe(4);
    expect(Object.fromEntries(counts.kinds)).toEqual({ claim: 2, fact: 2 });
    expect(counts.status).toEqual({ open: 1, resolved: 1 });
    expect(counts.people.get(bo)).toBe(1);
    expect(counts.tags.get('port')).toBe(1);
  });

  it('keeps what is withdrawn apart', () => {
    const gone = annotation({ kind: 'fact', withdrawn: { by: ann, at: NOW } });
    expect(sifted(placed, {}, [gone]).counts.groups.withdrawn).toBe(1);
    expect(sifted(placed, { group: 'withdrawn' }, [gone]).found).toEqual([4]);
    expect(sifted(placed, { group: 'withdrawn', kinds: ['claim'] }, [gone]).found).toEqual([]);
    expect(sifted(placed, { group: 'withdrawn' }, [gone]).counts.groups.mine).toBe(2);
  });

  it('sorts by time where that is wanted', () => {
    const times = (order: 'newest' | 'oldest') => inOrder(placed, order).map((each) => placed.indexOf(each));
    expect(times('newest')).toEqual([3, 2, 1, 0]);
    expect(times('oldest')).toEqual([0, 1, 2, 3]);
    expect(inOrder(placed, 'place')).toBe(placed);
  });

  it('knows whether it lets everything through', () => {
    expect(isEverything(EVERYTHING)).toBe(true);
    expect(isEverything({ ...EVERYTHING, age: 'week' })).toBe(false);
    expect(isEverything({ ...EVERYTHING, tags: ['x'] })).toBe(false);
    expect(isEverything({ ...EVERYTHING, group: undefined })).toBe(true);
  });

  it('comes back from what was remembered', () => {
    const filter: Filter = { ...EVERYTHING, kinds: ['fact'], people: [bo], status: 'open', text: 'x' };
    expect(filterSchema.parse(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
    expect(filterSchema.safeParse({ kinds: ['no such kind'] }).success).toBe(false);
  });

  it('selects a stretch of the list, from either end', () => {
    const ids = placed.map((each) => each.annotation.id) as [EntryId, EntryId, EntryId, EntryId];
    expect(between(placed, ids[2], ids[0])).toEqual(ids.slice(0, 3));
    expect(between(placed, 'f'.repeat(64) as EntryId, ids[1])).toEqual([ids[1]]);
  });
});

describe('named views', () => {
  it('are replaced where the name is there already', () => {
    const one = withView([], ' To check ', { ...EVERYTHING, status: 'open' });
    const two = withView(one, 'Facts', { ...EVERYTHING, kinds: ['fact'] });
    expect(withView(two, 'To check', EVERYTHING)).toEqual([
      { name: 'To check', filter: EVERYTHING },
      { name: 'Facts', filter: { ...EVERYTHING, kinds: ['fact'] } },
    ]);
  });

  it('are the present filter whatever the order of their parts', () => {
    const filter: Filter = { ...EVERYTHING, kinds: ['fact', 'claim'] };
    expect(sameFilter(filter, { ...EVERYTHING, kinds: ['claim', 'fact'] })).toBe(true);
    expect(sameFilter(filter, EVERYTHING)).toBe(false);
  });
});

describe('a range of days', () => {
  // Local times: days are those of the person.
  const at = (day: number, hour = 12) => new Date(2026, 2, day, hour).getTime();
  const made = annotation({ at: at(3) });
  const answered = annotation({
    at: at(1),
    comments: [{ at: at(5, 23), body: 'Late', withdrawn: undefined } as unknown as Annotation['comments'][number]],
  });
  const days = (part: Partial<Filter>) =>
    new Sieve().sift({ placed: [made, answered], withdrawn: [] }, { ...EVERYTHING, ...part }, context).listed;

  it('has its first and its last day whole', () => {
    expect(days({ from: '2026-03-03', to: '2026-03-03' })).toEqual([made]);
    expect(days({ from: '2026-03-05', to: '2026-03-05' })).toEqual([answered]);
    expect(days({ from: '2026-03-06' })).toEqual([]);
  });

  it('is open where an end is missing, and lets through what was said in it at any time', () => {
    expect(days({ from: '2026-03-04' })).toEqual([answered]);
    expect(days({ to: '2026-03-02' })).toEqual([answered]);
    expect(days({ to: '2026-03-04' })).toEqual([made, answered]);
  });

  it('never ends before it begins, and stands in the place of an age', () => {
    const april = { ...EVERYTHING, from: '2026-04-02', to: '2026-04-09' };
    expect(withDays(april, { from: '2026-04-12' })).toMatchObject({ from: '2026-04-12', to: '2026-04-12' });
    expect(withDays(april, { to: '2026-04-01' })).toMatchObject({ from: '2026-04-01', to: '2026-04-01' });
    expect(withDays({ ...EVERYTHING, age: 'week' }, { from: '2026-04-01' }).age).toBeUndefined();
  });

  it('is part of a named view', () => {
    const filter: Filter = { ...EVERYTHING, from: '2026-03-03' };
    expect(filterSchema.parse(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
    expect(isEverything(filter)).toBe(false);
    expect(sameFilter(filter, EVERYTHING)).toBe(false);
    expect(sameFilter(filter, { ...filter })).toBe(true);
  });
});
