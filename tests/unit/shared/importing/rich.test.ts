import { expect, test } from 'vitest';
import { blocksOf } from '../../../../shared/article/blocks.ts';
import { account } from '../../../../shared/importing/account.ts';
import { assemble } from '../../../../shared/importing/assemble.ts';
import { applyDecisions } from '../../../../shared/importing/decide.ts';
import {
  type Container,
  type ImportedArticle,
  type ImportedBlock,
  type NodeJson,
  OBJECT,
} from '../../../../shared/importing/imported.ts';

const words = (text: string, ...marks: string[]): NodeJson => ({
  type: 'text',
  text,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
const node = (type: string, ...content: NodeJson[]): NodeJson => ({ type, content });

/** An article whose source is the blocks' texts one after another. */
function articleOf(...blocks: Omit<ImportedBlock, 'spans' | 'because'>[]): ImportedArticle {
  let source = '';
  const all = blocks.map((block) => {
    const from = source.length;
    source += block.type === 'figure' ? OBJECT : block.text;
    const to = source.length;
    source += '\n';
    return { ...block, spans: from < to ? [{ from, to }] : [], because: 'test' };
  });
  return { name: 'a', format: 'html', encoding: 'utf-8', source, blocks: all, language: 'und', direction: 'ltr' };
}

const list = (id: number, ordered = false): Container => ({ kind: 'list', id, ordered });
const item = (id: number): Container => ({ kind: 'item', id });
const itemBlock = (text: string, ...within: Container[]) => ({
  type: 'list' as const,
  text,
  nodes: [node('paragraph', words(text))],
  within,
});

const ARTICLE = articleOf(
  { type: 'title', text: 'On quays', nodes: [node('title', words('On '), words('quays', 'em'))] },
  itemBlock('one', list(1, true), item(2)),
  itemBlock('inner', list(1, true), item(2), list(3), item(4)),
  itemBlock('two', list(1, true), item(5)),
  {
    type: 'figure',
    text: 'A quay',
    nodes: [{ type: 'figure', attrs: { blob: 'ab', alt: 'A quay' } }],
    within: [{ kind: 'figure', id: 9 }],
  },
  {
    type: 'caption',
    text: 'The quay.',
    nodes: [node('caption', words('The quay.'))],
    within: [{ kind: 'figure', id: 9 }],
  },
);

test('blocks come together into nested lists and figures, and the account is square', () => {
  expect(account(ARTICLE).unaccounted).toBe('');
  const { article } = assemble(ARTICLE);
  expect(article.toString()).toBe(
    'doc(title("On ", em("quays")), ordered_list(list_item(paragraph("one"), bullet_list(list_item(paragraph("inner")))), list_item(paragraph("two"))), figure(caption("The quay.")))',
  );
  expect(blocksOf(article).map(({ type, text }) => `${type}: ${text}`)).toEqual(
    ARTICLE.blocks.map(({ type, text }) => `${type}: ${text}`),
  );
});

test('a list goes on counting where a block was taken out of it', () => {
  const decided = applyDecisions(ARTICLE, [
    { index: 1, as: 'paragraph' },
    { index: 2, as: 'heading' },
  ]);
  const { article } = assemble(decided);
  expect(article.toString()).toContain('paragraph("one"), heading("inner"), ordered_list(list_item(paragraph("two")))');
  expect(account(decided).unaccounted).toBe('');
});

test('a caption without its figure stands by itself', () => {
  const { article } = assemble(applyDecisions(ARTICLE, [{ index: 4, as: 'left-out' }]));
  expect(article.lastChild?.toString()).toBe('caption("The quay.")');
});

test('marks stay through a change of type, and a picture stays a picture', () => {
  const decided = applyDecisions(ARTICLE, [{ index: 0, as: 'quote' }]);
  expect(assemble(decided).article.firstChild?.toString()).toBe('blockquote(paragraph("On ", em("quays")))');
  expect(() => applyDecisions(ARTICLE, [{ index: 4, as: 'paragraph' }])).toThrow(/picture/);
  expect(() => applyDecisions(ARTICLE, [{ index: 1, as: 'figure' }])).toThrow(/can’t become a picture/);
});

test('a picture that is in no block is missed', () => {
  const { source, blocks } = ARTICLE;
  expect(account({ ...ARTICLE, source, blocks: blocks.filter(({ type }) => type !== 'figure') }).unaccounted).toBe(
    OBJECT,
  );
});
