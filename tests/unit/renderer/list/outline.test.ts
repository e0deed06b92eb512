import { describe, expect, it } from 'vitest';
import { outlineOf, placeAt } from '../../../../renderer/list/outline.ts';
import { TextIndex } from '../../../../shared/anchors/text-index.ts';
import type { Block } from '../../../../shared/article/block-types.ts';
import { articleOf } from '../../../../shared/article/blocks.ts';

const TITLE: Block = { type: 'title', text: 'Fees at the quay' };
const FIRST: Block = { type: 'paragraph', text: 'For the third time in two years the board has met.' };
const SECOND: Block = { type: 'paragraph', text: 'Nobody else was asked.' };

/** How the place is named at which one of some blocks begins. */
function placeOf(block: number, blocks: Block[]) {
  const article = articleOf(blocks);
  const text = new TextIndex(article);
  return placeAt(text.startOfChild(block), outlineOf(article, text), text);
}

describe('a place in an article is named', () => {
  it('by the heading that it stands under', () => {
    const blocks: Block[] = [TITLE, { type: 'heading', level: 2, text: 'Who pays' }, FIRST, SECOND];
    expect(placeOf(1, blocks)).toEqual({ heading: 'Who pays' });
    expect(placeOf(3, blocks)).toEqual({ heading: 'Who pays' });
  });

  it('by the words that begin there, where no heading is above it', () => {
    const blocks: Block[] = [TITLE, FIRST, SECOND, { type: 'heading', level: 2, text: 'Who pays' }];
    expect(placeOf(0, blocks)).toEqual({ words: '' });
    expect(placeOf(1, blocks)).toEqual({ words: FIRST.text });
    expect(placeOf(2, blocks)).toEqual({ words: SECOND.text });
  });

  it('by no more words than a line holds', () => {
    const long: Block = { type: 'paragraph', text: 'quay '.repeat(100) };
    const place = placeOf(1, [TITLE, long]);
    expect(place).toEqual({ words: expect.stringMatching(/^(quay ){10,19}quay?/) });
    expect(JSON.stringify(place).length).toBeLessThan(100);
  });
});
