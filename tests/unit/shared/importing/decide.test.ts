import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_TYPES } from '../../../../shared/article/block-types.ts';
import { blocksOf } from '../../../../shared/article/blocks.ts';
import { account } from '../../../../shared/importing/account.ts';
import { assemble } from '../../../../shared/importing/assemble.ts';
import { applyDecisions, LEFT_OUT_BY_PERSON } from '../../../../shared/importing/decide.ts';
import type { ImportDecision } from '../../../../shared/importing/imported.ts';
import { leftOut } from '../../../../shared/importing/to-blocks.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import { importString } from './import-string.ts';

const BODY = 'The council of the harbour met for an hour and adjourned without having decided anything at all.';
const ARTICLE = importString(`A quay for Lindau\n\n${BODY}\n\n- pilots\n- ferries\n\n***\n\n${BODY} Again.\n\nShare\n`);
const [TITLE, FIRST, ITEM, , RULE, , SHARE] = [0, 1, 2, 3, 4, 5, 6] as const;

describe('decisions in the preview', () => {
  test('change a type', () => {
    const decided = applyDecisions(ARTICLE, [{ index: FIRST, as: 'standfirst' }]);
    expect(blocksOf(assemble(decided).article)[FIRST]).toEqual({ type: 'standfirst', text: BODY });
    expect(blocksOf(assemble(ARTICLE).article)[FIRST]?.type).toBe('paragraph');
  });

  test('make a heading of level 2 unless another is asked for', () => {
    const decided = applyDecisions(ARTICLE, [
      { index: TITLE, as: 'heading' },
      { index: ITEM, as: 'heading', level: 3 },
    ]);
    expect(decided.blocks[TITLE]).toMatchObject({ type: 'heading', level: 2 });
    expect(decided.blocks[ITEM]).toMatchObject({ type: 'heading', level: 3, text: '- pilots' });
  });

  test('leave a block out, with its marker, and say who did', () => {
    expect(leftOut(applyDecisions(ARTICLE, [{ index: ITEM, as: 'left-out' }]))).toEqual([
      { text: '- pilots', reason: LEFT_OUT_BY_PERSON },
      { text: 'Share', reason: 'A control of the page it was copied from, not part of the article.' },
    ]);
  });

  test('bring back what a rule left out', () => {
    const decided = applyDecisions(ARTICLE, [{ index: SHARE, as: 'paragraph' }]);
    expect(leftOut(decided)).toEqual([]);
    expect(blocksOf(assemble(decided).article).at(-1)).toEqual({ type: 'paragraph', text: 'Share' });
  });

  test('count once for a block, the last one', () => {
    const decided = applyDecisions(ARTICLE, [
      { index: FIRST, as: 'left-out' },
      { index: FIRST, as: 'quote' },
    ]);
    expect(decided.blocks[FIRST]).toMatchObject({ type: 'quote', text: BODY });
    expect(decided.blocks[FIRST]?.leftOut).toBeUndefined();
  });

  test.each<[string, ImportDecision]>([
    ['a block that isn’t there', { index: 99, as: 'paragraph' }],
    ['half a block', { index: 0.5, as: 'paragraph' }],
    ['a type that isn’t one', { index: 0, as: 'banner' as 'quote' }],
    ['a level that isn’t one', { index: 0, as: 'heading', level: 9 }],
    ['a rule that would lose its text', { index: FIRST, as: 'rule' }],
  ])('are refused whole: %s', (_name, decision) => {
    expect(() => applyDecisions(ARTICLE, [decision])).toThrow(Refusal);
    expect(() => applyDecisions(ARTICLE, [decision])).toThrow(expect.objectContaining({ code: 'bad-decision' }));
  });

  test('lose no character, whatever they are', () => {
    const types = BLOCK_TYPES.filter((type) => type !== 'rule');
    const decision = fc.record({
      index: fc.nat(ARTICLE.blocks.length - 1),
      as: fc.constantFrom(...types, 'left-out' as const),
    });
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 10 }), (decisions) => {
        expect(account(applyDecisions(ARTICLE, decisions)).unaccounted).toBe('');
      }),
    );
  });

  test('a rule that becomes a paragraph has its asterisks back', () => {
    expect(applyDecisions(ARTICLE, [{ index: RULE, as: 'paragraph' }]).blocks[RULE]?.text).toBe('***');
  });
});
