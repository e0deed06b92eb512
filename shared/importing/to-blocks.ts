import type { Block } from '../article/block-types.ts';
import type { ImportedArticle, ImportedBlock, LeftOut } from './imported.ts';
import { textOf } from './pieces.ts';

/** A block as the article will have it. A list item that begins with a number or a letter is one of a numbered list. */
export function toBlock({ source }: ImportedArticle, block: ImportedBlock): Block {
  const { type, level, text, marks, ordered } = block;
  if (type === 'heading') return { type, level: level ?? 2, text };
  if (type !== 'list') return { type, text };
  const numbered = ordered ?? /[\p{N}\p{L}]/u.test(textOf(source, marks ?? []));
  return numbered ? { type, ordered: true, text } : { type, text };
}

/** What doesn't become part of it, with the reasons, markers included. */
export function leftOut(article: ImportedArticle): LeftOut[] {
  return article.blocks.flatMap((block) =>
    block.leftOut
      ? [{ text: block.nodes ? block.text : textOf(article.source, block.spans), reason: block.leftOut }]
      : [],
  );
}
