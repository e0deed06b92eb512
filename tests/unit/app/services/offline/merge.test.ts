import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Copy, merge } from '../../../../../app/services/offline/merge.ts';
import { verifyBrief } from '../../../../../app/services/offline/verify.ts';
import type { Block } from '../../../../../shared/article/block-types.ts';
import { Hand, MARKER, MONDAY, merged, ordersOf, shownOf } from '../../../../support/copies.ts';
import { personCalled } from '../../../../support/people.ts';
import { seededRandom } from '../../../../support/random.ts';
import { workAtRandom } from '../../../../support/random-work.ts';

const ann = personCalled('Ann Okoro');
const bo = personCalled('Bo Tan');
const cy = personCalled('Cy Ruiz');
const people = [ann, bo, cy, personCalled('Di Moss')];

const ARTICLE: Block[] = [
  { type: 'title', text: 'Harbour dues to rise' },
  { type: 'paragraph', text: 'The port will ask for more from every ship that calls, beginning in the spring.' },
  { type: 'paragraph', text: 'Owners say that they were not asked. The port says that they were, twice.' },
  { type: 'paragraph', text: 'A decision is due in March.' },
];

/** Copies of one brief on as many machines, each with a clock of its own, after some work on each. */
function grownApart(seed: number, count: number, work: number): Copy[] {
  const random = seededRandom(seed);
  const founding = Hand.founding(ann, ARTICLE);
  for (let i = 0; i < 5; i++) workAtRandom(founding, ann, random);
  return people.slice(0, count).map((person, i) => {
    const hand = founding.carried(MONDAY + Math.floor((random() - 0.5) * 86_400_000));
    for (let n = Math.floor(random() * work); n >= 0; n--) workAtRandom(hand, person, random);
    return hand.copy(`copy-${i}.brief`);
  });
}

const seed = fc.integer({ min: 0, max: 2 ** 31 });

describe('merging', () => {
  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(seed, (each) => {
        const [a, b, c] = grownApart(each, 3, 8) as [Copy, Copy, Copy];
        const all = shownOf(merged(a, b, c));
        expect(shownOf(merged(b, c, a))).toEqual(all);
        expect(shownOf(merged(merged(a, b), c))).toEqual(all);
        expect(shownOf(merged(a, merged(c, b)))).toEqual(all);
        expect(shownOf(merged(merged(a, b, c), b, a, a))).toEqual(all);
        expect(shownOf(merged(a, a))).toEqual(shownOf(a));
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('has every entry of every copy, and a receipt that adds up', () => {
    fc.assert(
      fc.property(seed, (each) => {
        const copies = grownApart(each, 4, 8) as [Copy, ...Copy[]];
        const { packaged, report } = merge(copies, MONDAY, MARKER);
        const ids = new Set(copies.flatMap(({ brief }) => [...brief.notes.entries.keys()]));
        expect(new Set(packaged.brief.notes.entries.keys())).toEqual(ids);
        expect(report.setAside).toEqual([]);
        const [first, ...others] = copies;
        const theirs = others.reduce((sum, { brief }) => sum + brief.notes.entries.size, 0);
        expect(report.added + report.already).toBe(theirs);
        expect(report.added).toBe(ids.size - first.brief.notes.entries.size);
        const annotations = report.from.reduce((sum, { annotations }) => sum + annotations, 0);
        expect(annotations).toBe(packaged.brief.notes.annotations.size);
        expect(verifyBrief(packaged.brief)).toMatchObject({
          entries: ids.size,
          verified: ids.size,
          notYet: 0,
          bad: [],
        });
      }),
      { numRuns: 8 },
    );
  });

  it('gives the same brief in all 24 orders of four copies', () => {
    const copies = grownApart(7, 4, 12) as [Copy, Copy, Copy, Copy];
    const orders = ordersOf(copies).map((order) => JSON.stringify(shownOf(merged(...(order as [Copy, ...Copy[]])))));
    expect(orders).toHaveLength(24);
    expect(new Set(orders).size).toBe(1);
  });

  it('keeps the history of both, each change of the article once', () => {
    const founding = Hand.founding(ann, ARTICLE);
    const [left, right] = [founding.carried(MONDAY + 1_000), founding.carried(MONDAY + 2_000)];
    left.type(ann, 3, 0, 'So: ');
    right.type(bo, 1, 0, 'As of now, ');
    const both = merged(left.copy(), right.copy());
    const again = merged(both, left.copy());
    expect(shownOf(again)).toEqual(shownOf(both));
    expect(again.log.length).toBeLessThan(both.log.length * 1.2);
    expect(shownOf(both).blocks.map(({ text }) => text)).toEqual([
      ARTICLE[0]?.text,
      `As of now, ${ARTICLE[1]?.text}`,
      ARTICLE[2]?.text,
      `So: ${ARTICLE[3]?.text}`,
    ]);
  });

  it('shows a paragraph that two people edited side by side, and no other', () => {
    const founding = Hand.founding(ann, ARTICLE);
    const [left, right] = [founding.carried(), founding.carried()];
    left.type(ann, 3, 0, 'No ', 2);
    left.type(ann, 1, 0, 'Soon: ');
    right.type(bo, 3, 26, ' at the latest');
    const { report } = merge([left.copy(), right.copy()], MONDAY, MARKER);
    expect(report.from.map(({ edits }) => edits)).toEqual([0, 1]);
    expect(report.editedTwice).toEqual([
      {
        ours: 'No decision is due in March.',
        theirs: 'A decision is due in March at the latest.',
        merged: 'No decision is due in March at the latest.',
      },
    ]);
  });

  it('lets the later of two changes of status count, and says that there were two', () => {
    const founding = Hand.founding(ann, ARTICLE);
    const { id } = founding.annotate(ann, 'not asked');
    const [left, right] = [founding.carried(), founding.carried(MONDAY + 3_600_000)];
    left.act(ann, { do: 'resolve', annotation: id, reason: 'answered' });
    right.act(bo, { do: 'resolve', annotation: id, reason: 'rejected' });
    const { packaged, report } = merge([left.copy(), right.copy()], MONDAY, MARKER);
    expect(report.statusTwice).toEqual([id]);
    expect(packaged.brief.notes.annotations.get(id)).toMatchObject({
      status: { state: 'resolved', reason: 'rejected' },
      statuses: [{ reason: 'answered' }, { reason: 'rejected' }],
    });
  });

  it('refuses different briefs, and says what to do instead', () => {
    const [one, other] = [Hand.founding(ann, ARTICLE), Hand.founding(bo, ARTICLE)];
    expect(() => merge([one.copy('one.brief'), other.copy('other.brief')], MONDAY, MARKER)).toThrow(
      /different briefs.*carry-over one\.brief other\.brief/,
    );
  });
});

describe('somebody whose role was taken from them', () => {
  /** Ann has made Bo a viewer; Bo has written something that claims to be from before. */
  function demoted(alsoKnowsIt: boolean) {
    const founding = Hand.founding(ann, ARTICLE);
    founding.annotate(bo, 'twice', 'When?');
    const anns = founding.carried(MONDAY + 7_200_000);
    const bos = founding.carried();
    anns.append(ann, [{ type: 'role', person: bo.person.id, role: 'viewer' }]);
    const late = bos.annotate(bo, 'March', 'Which year?');
    const copy = alsoKnowsIt ? merge([anns.copy(), anns.copy()], MONDAY, MARKER).packaged.brief : undefined;
    return { anns: anns.copy(), bos: bos.copy(), late, copy, founding: founding.copy() };
  }

  it('brings nothing in that came later, whatever time it claims, in any order', () => {
    const { anns, bos, late, founding } = demoted(false);
    const { packaged, report } = merge([anns, bos], MONDAY, MARKER);
    expect(report.setAside.map(({ id }) => id)).toContain(late.id);
    expect(packaged.brief.notes.annotations.has(late.id)).toBe(false);
    expect(packaged.brief.notes.annotations.size).toBe(1);
    for (const order of ordersOf([anns, bos, founding])) {
      expect(shownOf(merged(...(order as [Copy, ...Copy[]])))).toEqual(shownOf(merged(anns, bos)));
    }
    expect(shownOf(merged(merged(anns, bos), bos))).toEqual(shownOf(merged(anns, bos)));
  });

  it('keeps what was there before', () => {
    const founding = Hand.founding(ann, ARTICLE);
    founding.annotate(bo, 'twice');
    const anns = founding.carried();
    anns.append(ann, [{ type: 'role', person: bo.person.id, role: 'viewer' }]);
    expect(merged(anns.copy(), founding.copy()).brief.notes.annotations.size).toBe(1);
  });
});
