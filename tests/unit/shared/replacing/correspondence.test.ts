import { describe, expect, it } from 'vitest';
import { TextIndex } from '../../../../shared/anchors/text-index.ts';
import { articleOf } from '../../../../shared/article/blocks.ts';
import { Correspondence } from '../../../../shared/replacing/correspondence.ts';
import { replacedArticles } from '../../../support/replaced-articles.ts';

describe('where passages are after an article was replaced', () => {
  it('is known for at least 95 of 100 rows, and wrong for none', () => {
    const rows = replacedArticles().flatMap(({ name, before, after }) => {
      const [old, now] = [new TextIndex(articleOf(before.blocks)), new TextIndex(articleOf(after.blocks))];
      const correspondence = new Correspondence(old, now);
      return [...before.passages].map(([letter, passage]) => {
        const wanted = after.passages.get(letter);
        const found = correspondence.carry(passage);
        const right = wanted?.from === found?.from && wanted?.to === found?.to;
        const words = (range: typeof wanted) => (range ? now.slice(range) : 'orphaned');
        return { row: `${name}, ${letter}`, right, wrong: !right && found, wanted: words(wanted), found: words(found) };
      });
    });
    expect(rows.length).toBeGreaterThanOrEqual(100);
    expect(rows.filter(({ wrong }) => wrong)).toEqual([]);
    const missed = rows.filter(({ right }) => !right);
    expect(missed.length / rows.length, JSON.stringify(missed, null, 1)).toBeLessThanOrEqual(0.05);
  });
});
