import { describe, expect, test } from 'vitest';
import {
  choose,
  chosenBlocks,
  decisionsOf,
  noChoices,
  toggleLeftOut,
  undo,
} from '../../../../renderer/importing/choices.ts';
import { importText } from '../../../../shared/importing/import-text.ts';

const TEXT = `Ferry moved to the north quay

The ferry now leaves from the north quay, the harbour office said on Monday morning.

- the morning boat at seven
- the evening boat at six

Share this article

The old quay stays closed until its piles have been looked at by divers.
`;

const article = importText(new TextEncoder().encode(TEXT), 'ferry.txt');
const at = (start: string) => article.blocks.findIndex((block) => block.text.startsWith(start));
const paragraph = at('The ferry now leaves');
const item = at('the morning boat');

describe('choices about blocks', () => {
  test('none leaves every block the same object', () => {
    expect(chosenBlocks(article, noChoices)).toBe(article.blocks);
  });

  test('a type that is chosen shows, and the other blocks stay the same objects', () => {
    const blocks = chosenBlocks(article, choose(noChoices, article, paragraph, 'heading', 3));
    expect(blocks[paragraph]).toMatchObject({ type: 'heading', level: 3 });
    expect(blocks.filter((block, index) => block !== article.blocks[index])).toHaveLength(1);
  });

  test('a changed block is made only once', () => {
    const one = choose(noChoices, article, paragraph, 'quote');
    const two = choose(one, article, item, 'paragraph');
    expect(chosenBlocks(article, two)[paragraph]).toBe(chosenBlocks(article, one)[paragraph]);
  });

  test('a list item that becomes a paragraph gets its marker back', () => {
    const blocks = chosenBlocks(article, choose(noChoices, article, item, 'paragraph'));
    expect(blocks[item]?.text).toBe('- the morning boat at seven');
  });

  test('a heading keeps its level unless another is given', () => {
    const three = choose(noChoices, article, paragraph, 'heading', 3);
    expect(choose(three, article, paragraph, 'heading')).toBe(three);
    expect(chosenBlocks(article, choose(three, article, paragraph, 'heading', 2))[paragraph]?.level).toBe(2);
  });

  test('leaving out and bringing back comes to nothing', () => {
    const out = toggleLeftOut(noChoices, article, paragraph);
    expect(chosenBlocks(article, out)[paragraph]?.leftOut).toBeTruthy();
    const back = toggleLeftOut(out, article, paragraph);
    expect(decisionsOf(back)).toEqual([]);
    expect(chosenBlocks(article, back)).toEqual(article.blocks);
  });

  test('a block that the importer left out comes back as what it would be', () => {
    const index = article.blocks.findIndex((block) => block.leftOut !== undefined);
    expect(index).toBeGreaterThanOrEqual(0);
    const back = toggleLeftOut(noChoices, article, index);
    expect(chosenBlocks(article, back)[index]?.leftOut).toBeUndefined();
    expect(decisionsOf(back)).toEqual([expect.objectContaining({ index, as: article.blocks[index]?.type })]);
  });

  test('undo goes back one change at a time', () => {
    const one = choose(noChoices, article, paragraph, 'quote');
    const two = choose(one, article, item, 'paragraph');
    expect(undo(two)).toBe(one);
    expect(undo(undo(two))).toBe(noChoices);
    expect(undo(noChoices)).toBe(noChoices);
  });

  test('a text can’t become a divider, and nothing changes', () => {
    expect(() => choose(noChoices, article, paragraph, 'rule')).toThrow(/rule/);
  });

  test('decisions go out in the order of the blocks', () => {
    const choices = choose(choose(noChoices, article, item, 'paragraph'), article, paragraph, 'quote');
    expect(decisionsOf(choices).map((decision) => decision.index)).toEqual([paragraph, item]);
  });
});
