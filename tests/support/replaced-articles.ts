import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextIndex, type TextRange } from '../../shared/anchors/text-index.ts';
import type { Block } from '../../shared/article/block-types.ts';
import { articleOf } from '../../shared/article/blocks.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/replaced');

/** An article with passages of it, each by a letter. */
interface MarkedArticle {
  blocks: Block[];
  passages: Map<string, TextRange>;
}

/** An article before and after; a passage that is missing afterwards must be orphaned. See the fixtures' README. */
export interface ReplacedArticle {
  name: string;
  before: MarkedArticle;
  after: MarkedArticle;
}

/** Every case of the table. */
export function replacedArticles(): ReplacedArticle[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').split(/^# /m).slice(1))
    .map((text) => {
      const [name = '', before = '', after = ''] = text
        .split(/^--- (?:before|after)\n|\n(?=--- before)/m)
        .filter(Boolean);
      return { name: name.trim(), before: marked(before), after: marked(after) };
    });
}

function marked(source: string): MarkedArticle {
  const raw = source
    .trim()
    .split(/\n\n|\n(?=[-|] )/)
    .reduce<Block[]>(addBlock, []);
  // The text as the article has it, marks still in it; then the marks are taken out, each leaving its place behind.
  const text = new TextIndex(articleOf(raw)).text;
  const open = new Map<string, number>();
  const passages = new Map<string, TextRange>();
  let removed = 0;
  for (const match of text.matchAll(/\[([a-z]):|:([a-z])\]/g)) {
    const at = match.index - removed;
    removed += match[0].length;
    if (match[1]) open.set(match[1], at);
    else if (match[2]) passages.set(match[2], { from: open.get(match[2]) ?? 0, to: at });
  }
  const blocks = raw.map((block) => ({ ...block, text: block.text.replace(/\[[a-z]:|:[a-z]\]/g, '') }));
  return { blocks, passages };
}

function addBlock(blocks: Block[], piece: string): Block[] {
  const last = blocks.at(-1);
  const [, sign = '', text = ''] = /^(=|#+|-|>|\|)?\s*([\s\S]*)$/.exec(piece.trim()) ?? [];
  if (sign === '|') {
    const row = text
      .replace(/\s*\|$/, '')
      .split(/\s*\|\s*/)
      .join('\t');
    if (last?.type === 'table') last.text += `\n${row}`;
    else blocks.push({ type: 'table', text: row });
  } else if (sign === '=') blocks.push({ type: 'title', text });
  else if (sign.startsWith('#')) blocks.push({ type: 'heading', level: sign.length, text });
  else if (sign === '-') blocks.push({ type: 'list', text });
  else if (sign === '>') blocks.push({ type: 'quote', text });
  else blocks.push({ type: 'paragraph', text });
  return blocks;
}
