import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportedArticle } from '../../../../shared/importing/imported.ts';

/** What a fixture is expected to become; a text that ends in "…" is a beginning. */
export interface ExpectedTable {
  encoding: string;
  language: string;
  direction: string;
  blocks: ExpectedRow[];
}

interface ExpectedRow {
  /** A block type, or `left-out`. */
  type: string;
  level?: number;
  text: string;
}

export interface Fixture {
  name: string;
  bytes: Uint8Array;
  expected: ExpectedTable;
}

const ARTICLES = join(import.meta.dirname, '../../../fixtures/articles');

export function fixturesIn(folder: 'held-out' | 'tuned'): Fixture[] {
  const names = readdirSync(join(ARTICLES, folder)).filter((name) => name.endsWith('.txt'));
  return names.map((name) => ({
    name,
    bytes: new Uint8Array(readFileSync(join(ARTICLES, folder, name))),
    expected: JSON.parse(
      readFileSync(join(ARTICLES, folder, name.replace(/\.txt$/, '.json')), 'utf8'),
    ) as ExpectedTable,
  }));
}

/** The article in the form of a table, its texts cut to beginnings where the table has beginnings only. */
export function tableOf(article: ImportedArticle, expected: ExpectedTable): ExpectedTable {
  return {
    encoding: article.encoding,
    language: article.language,
    direction: article.direction,
    blocks: article.blocks.map((block, at) => {
      const wanted = expected.blocks[at]?.text ?? '';
      const start = wanted.endsWith('…') ? wanted.slice(0, -1) : undefined;
      const text = start !== undefined && block.text.startsWith(start) ? wanted : block.text;
      return {
        type: block.leftOut ? 'left-out' : block.type,
        ...(block.level !== undefined && !block.leftOut ? { level: block.level } : {}),
        text,
      };
    }),
  };
}
