import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { planUpdate } from '../../../../../app/services/offline/update.ts';
import type { Block } from '../../../../../shared/article/block-types.ts';
import { articleOf } from '../../../../../shared/article/blocks.ts';
import type { EntryId } from '../../../../../shared/model/ids.ts';
import { Hand, merged, ordersOf, shownOf } from '../../../../support/copies.ts';
import { personCalled } from '../../../../support/people.ts';
import { seededRandom } from '../../../../support/random.ts';
import { workAtRandom } from '../../../../support/random-work.ts';
import { replacedArticles } from '../../../../support/replaced-articles.ts';

const ann = personCalled('Ann Okoro');
const bo = personCalled('Bo Tan');
const described = { language: 'en', direction: 'ltr' as const, source: { name: 'b.txt', encoding: 'utf-8' } };

function replace(hand: Hand, blocks: Block[], author = ann) {
  const options = { version: 'Before', author: author.person.id };
  const plan = planUpdate(hand.brief, { article: articleOf(blocks), described }, options);
  hand.clock += 60_000;
  if (plan.update) {
    const { record } = hand.brief.replaceArticle(plan.update, plan.payloads, author, hand.clock);
    hand.records.push(record);
  }
  return plan;
}

describe('replacing an article', () => {
  const cases = replacedArticles();
  beforeAll(() => expect(cases.length).toBeGreaterThan(25));

  it.each(cases)('keeps passages where they belong: $name', ({ before, after }) => {
    const hand = Hand.founding(ann, before.blocks);
    const ids = new Map<string, EntryId>();
    for (const [letter, range] of before.passages) {
      const passages = [{ ...range, words: hand.brief.index.text.slice(range) }];
      const [, made] = hand.act(bo, { do: 'annotate', kind: 'note', passages });
      const [entry] = hand.brief.notes.entries.has(made?.id as EntryId) ? [made] : [];
      const annotated = entry ?? [...hand.brief.notes.entries.values()].at(-1);
      ids.set(letter, annotated?.id as EntryId);
    }
    const { report } = replace(hand, after.blocks);
    expect(hand.brief.article.eq(articleOf(after.blocks))).toBe(true);
    const read = hand.copy().brief;
    for (const [letter, id] of ids) {
      const wanted = after.passages.get(letter) ?? null;
      for (const { placements } of [hand.brief, read]) {
        const placement = placements.get(id);
        expect([letter, placement && 'ranges' in placement && placement.ranges[0]]).toEqual([letter, wanted]);
      }
      const fate = report.annotations.find((each) => each.id === id);
      expect(fate?.after.placement).toBe(read.placements.get(id)?.state);
    }
    expect(report.placed + report.moved + report.orphaned).toBe(ids.size);
  });

  it('is the same thing when two people do it apart', () => {
    for (const { before, after } of cases) {
      const founding = Hand.founding(ann, before.blocks);
      const [left, right] = [founding.carried(), founding.carried()];
      replace(left, after.blocks, ann);
      replace(right, after.blocks, bo);
      const together = merged(left.copy(), right.copy());
      expect(Y.encodeStateAsUpdate(together.brief.text)).toEqual(Y.encodeStateAsUpdate(left.brief.text));
    }
  });

  it('comes together with three copies that were worked on meanwhile, in all 24 orders', () => {
    const random = seededRandom(11);
    const { before, after } = cases.find(({ name }) => name.startsWith('a long paragraph')) as (typeof cases)[number];
    const founding = Hand.founding(ann, before.blocks);
    for (let i = 0; i < 6; i++) workAtRandom(founding, ann, random);
    const hands = [founding.carried(), founding.carried(), founding.carried(), founding.carried()];
    for (const hand of hands) for (let i = 0; i < 8; i++) workAtRandom(hand, bo, random);
    replace(hands[1] as Hand, after.blocks);
    const copies = hands.map((hand) => hand.copy());
    const shown = ordersOf(copies).map((order) => JSON.stringify(shownOf(merged(...(order as [never])))));
    expect(new Set(shown).size).toBe(1);
  });

  it('lets what a colleague types meanwhile stand, in a block that stays', () => {
    const founding = Hand.founding(ann, [
      { type: 'title', text: 'Dues' },
      { type: 'paragraph', text: 'Dues will rise in the spring.' },
      { type: 'paragraph', text: 'Nobody was asked.' },
    ]);
    const [left, right] = [founding.carried(), founding.carried()];
    replace(left, [
      { type: 'title', text: 'Dues' },
      { type: 'paragraph', text: 'Dues will rise in the autumn.' },
      { type: 'paragraph', text: 'Nobody was asked.' },
    ]);
    right.type(bo, 1, 0, 'All ');
    expect(merged(left.copy(), right.copy()).brief.index.text.text).toBe(
      'Dues\nAll Dues will rise in the autumn.\nNobody was asked.',
    );
  });

  it('does nothing where the new article is the old one', () => {
    const [one] = cases;
    const hand = Hand.founding(ann, one?.before.blocks ?? []);
    expect(
      planUpdate(hand.brief, { article: hand.brief.article, described }, { version: 'x', author: ann.person.id }),
    ).toMatchObject({
      payloads: [],
    });
  });

  it('is not for everybody', () => {
    const hand = Hand.founding(ann, cases[0]?.before.blocks ?? []);
    hand.append(ann, [{ type: 'role', person: bo.person.id, role: 'commenter' }]);
    expect(() => replace(hand, cases[1]?.after.blocks ?? [], bo)).toThrow(/only editors and owners/);
  });
});
