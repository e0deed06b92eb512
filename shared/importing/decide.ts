import { BLOCK_TYPES, type BlockType } from '../article/block-types.ts';
import { Refusal } from '../refusal.ts';
import type { ImportDecision, ImportedArticle, ImportedBlock } from './imported.ts';
import { wordingAs } from './pieces.ts';
import { hasPicture, nodesAs, nodesOf, plainText } from './rich.ts';

export const LEFT_OUT_BY_PERSON = 'Left out by you in the preview.';
const CHOSEN_BY_PERSON = 'Chosen by you in the preview.';
const DEFAULT_HEADING_LEVEL = 2;

/**
 * The article as a person wants it: types changed, blocks left out or brought back. The article passed in stays as it
 * is, so that a decision can be taken back by leaving it away. Of two decisions about one block the later counts.
 */
export function applyDecisions(article: ImportedArticle, decisions: readonly ImportDecision[]): ImportedArticle {
  const chosen = new Map<number, ImportDecision>();
  for (const decision of decisions) {
    check(article, decision);
    chosen.set(decision.index, decision);
  }
  return {
    ...article,
    blocks: article.blocks.map((block, index) => {
      const decision = chosen.get(index);
      return decision ? decided(article.source, block, decision) : block;
    }),
  };
}

function check(article: ImportedArticle, { index, as, level }: ImportDecision): void {
  if (!Number.isInteger(index) || index < 0 || index >= article.blocks.length) {
    throw bad(`“${article.name}” has ${article.blocks.length} blocks, and none with the number ${index + 1}`);
  }
  if (as !== 'left-out' && !BLOCK_TYPES.includes(as)) {
    throw bad(`Block ${index + 1} of “${article.name}” can’t become “${as}”, which is no type of block`);
  }
  if (level !== undefined && (!Number.isInteger(level) || level < 1 || level > 6)) {
    throw bad(`Block ${index + 1} of “${article.name}” can’t be a heading of level ${level}; levels go from 1 to 6`);
  }
}

function bad(cause: string): Refusal {
  return new Refusal('bad-decision', `${cause}. Open the preview again and choose anew.`);
}

function decided(source: string, block: ImportedBlock, { as, level }: ImportDecision): ImportedBlock {
  if (as === 'left-out') {
    return block.leftOut ? block : { ...block, leftOut: LEFT_OUT_BY_PERSON, because: LEFT_OUT_BY_PERSON };
  }
  if (block.nodes) return richAs(block, as, level ?? DEFAULT_HEADING_LEVEL);
  const { text, marks } = wordingAs(as, source, block.spans);
  if (as === 'rule' && text !== '') {
    throw bad('A block with text can’t become a rule, which has none');
  }
  return {
    type: as,
    ...(as === 'heading' ? { level: level ?? DEFAULT_HEADING_LEVEL } : {}),
    text,
    spans: block.spans,
    ...(marks.length > 0 ? { marks } : {}),
    because: CHOSEN_BY_PERSON,
  };
}

/** A block with nodes as another type. It keeps its place in a list or quotation only as what it was there. */
function richAs(block: ImportedBlock, as: BlockType, level: number): ImportedBlock {
  const { leftOut: _, within, level: before, ...kept } = block;
  const same = block.type === as && (as !== 'heading' || level === before);
  const all = nodesOf(block);
  if (!same && hasPicture(all) && as !== 'figure')
    throw bad('A block that holds a picture can’t become one of text. Leave it out, or keep it as it is');
  if (as === 'rule' && plainText(all) !== '') throw bad('A block with text can’t become a rule, which has none');
  if (as === 'figure' && !hasPicture(all)) throw bad('A block of text can’t become a picture');
  const nodes = same ? (block.nodes ?? []) : nodesAs(as, level, all);
  return {
    ...kept,
    type: as,
    ...(as === 'heading' ? { level } : {}),
    nodes,
    text: same ? block.text : plainText(nodesOf({ nodes })),
    ...(same && within ? { within } : {}),
    because: CHOSEN_BY_PERSON,
  };
}
