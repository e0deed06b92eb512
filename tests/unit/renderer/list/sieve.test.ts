import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Placed } from '../../../../renderer/brief/placed.ts';
import { EVERYTHING, type Filter } from '../../../../renderer/list/filter.ts';
import { Sieve } from '../../../../renderer/list/sieve.ts';
import type { EntryId, PersonId } from '../../../../shared/model/ids.ts';

const ann = 'a'.repeat(64) as PersonId;
const bo = 'b'.repeat(64) as PersonId;
const NOW = Date.UTC(2026, 5, 15);
const context = { me: ann, now: NOW, today: '2026-06-15', nameOf: () => 'Ann Okoro' };

const looks = fc.record({
  by: fc.constantFrom(ann, bo),
  kind: fc.constantFrom('claim', 'fact', 'note'),
  tags: fc.subarray(['sea', 'ice']),
  days: fc.nat(40),
  resolved: fc.boolean(),
  unread: fc.boolean(),
  assigned: fc.option(fc.constantFrom(ann, bo), { nil: undefined }),
});

let made = 0;
function placedLike(
  look: typeof looks extends fc.Arbitrary<infer L> ? Readonly<Omit<L, 'tags'>> & { tags: readonly string[] } : never,
): Placed {
  made++;
  const at = NOW - look.days * 24 * 60 * 60 * 1000;
  return {
    annotation: {
      id: made.toString(16).padStart(64, '0') as EntryId,
      by: look.by,
      at,
      kind: look.kind as 'claim',
      tags: look.tags as string[],
      anchors: [],
      status: look.resolved ? { state: 'resolved', reason: 'noted', by: ann, at } : { state: 'open' },
      statuses: [],
      comments: [],
      ...(look.assigned ? { assigned: { person: look.assigned } } : {}),
    },
    placement: { state: 'whole' },
    ...(look.unread ? { unread: true } : {}),
  };
}

const filters: fc.Arbitrary<Filter> = fc.record({
  kinds: fc.subarray(['claim', 'fact'] as const),
  people: fc.subarray([ann]),
  tags: fc.subarray(['sea']),
  text: fc.constantFrom('', 'okoro', 'nothing of it'),
  status: fc.constantFrom('open', undefined),
  group: fc.constantFrom('unread', 'mine', 'withdrawn', undefined),
  age: fc.constantFrom('week', undefined),
});

const changes = fc.array(
  fc.record({ at: fc.nat(30), gone: fc.nat(2), came: fc.array(looks, { maxLength: 2 }), filter: fc.boolean() }),
  { maxLength: 8 },
);

it('counts beside all lines what was withdrawn, when that is what is listed', () => {
  const look = {
    by: ann,
    kind: 'claim',
    tags: ['sea'],
    days: 0,
    resolved: false,
    unread: false,
    assigned: undefined,
  } as const;
  const state = { placed: [placedLike({ ...look, kind: 'fact' })], withdrawn: [placedLike(look)] };
  const counted = (filter: Filter) => new Sieve().sift(state, filter, context).counts;
  const { kinds, tags, groups, all } = counted({ ...EVERYTHING, group: 'withdrawn' });
  expect([all, groups.withdrawn, groups.mine]).toEqual([1, 1, 1]);
  expect([[...kinds], [...tags]]).toEqual([[['claim', 1]], [['sea', 1]]]);
  // What the other line would list.
  expect([...counted({ ...EVERYTHING, group: 'withdrawn', kinds: ['fact'] }).kinds]).toEqual([['claim', 1]]);
});

it('answers after each change of a few as if it were asked for the first time', () => {
  fc.assert(
    fc.property(fc.array(looks, { maxLength: 30 }), filters, changes, (first, filter, steps) => {
      const sieve = new Sieve();
      const withdrawn = [placedLike({ ...first[0], by: ann } as Parameters<typeof placedLike>[0])];
      withdrawn.length = first.length > 0 ? 1 : 0;
      let placed = first.map(placedLike);
      let asked = filter;
      const same = () => {
        const state = { placed, withdrawn };
        const sifted = sieve.sift(state, asked, context);
        expect(sifted).toEqual(new Sieve().sift(state, asked, context));
        expect(sieve.through(state, asked, context)).toEqual(sifted.listed);
      };
      same();
      for (const { at, gone, came, filter: other } of steps) {
        placed = placed.toSpliced(at, gone, ...came.map(placedLike));
        if (other) asked = asked === filter ? EVERYTHING : filter;
        same();
      }
    }),
  );
});
