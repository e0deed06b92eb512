import type { Block } from '../article/block-types.ts';
import type { ImportedArticle, LeftOut } from './imported.ts';
import { textOf } from './pieces.ts';

/** The blocks that become the article, in order. A list whose items begin with a number or a letter is a numbered one. */
export function toBlocks(article: ImportedArticle): Block[] {
  return article.blocks
    .filter((block) => !block.leftOut)
    .map(({ type, level, text, marks, image }) => {
      if (type === 'figure') return { type, text, ...(image ? { image } : {}) };
      if (type === 'heading') return { type, level: level ?? 2, text };
      const marker = textOf(article.source, marks ?? []);
      return type === 'list' && /[\p{N}\p{L}]/u.test(marker) ? { type, ordered: true, text } : { type, text };
    });
}

/** What doesn't become part of it, with the reasons, markers included. */
export function leftOut(article: ImportedArticle): LeftOut[] {
  return article.blocks.flatMap((block) =>
    block.leftOut ? [{ text: textOf(article.source, block.spans), reason: block.leftOut }] : [],
  );
}
