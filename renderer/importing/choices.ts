import type { BlockType } from '../../shared/article/block-types.ts';
import { applyDecisions } from '../../shared/importing/decide.ts';
import type { ImportDecision, ImportedArticle, ImportedBlock } from '../../shared/importing/imported.ts';

/** What a person has chosen for some of the blocks, by index, and what stood before each change. */
export interface Choices {
  readonly byIndex: ReadonlyMap<number, ImportDecision>;
  readonly before: Choices | undefined;
}

export const noChoices: Choices = { byIndex: new Map(), before: undefined };

const DEFAULT_LEVEL = 2;

/** A decision is about one block and never changes, so what it makes of the block needs making only once. */
const made = new WeakMap<ImportDecision, ImportedBlock>();

/**
 * The blocks as they would be accepted now. A block that nothing was chosen for is the very same object, and one that
 * something was chosen for is the same each time, so that a list of thousands redraws only what changed.
 *
 * @throws {Refusal} where a block can't be what was chosen
 */
export function chosenBlocks(article: ImportedArticle, choices: Choices): readonly ImportedBlock[] {
  if (choices.byIndex.size === 0) return article.blocks;
  return article.blocks.map((block, index) => {
    const decision = choices.byIndex.get(index);
    return decision ? chosenBlock(article, block, decision) : block;
  });
}

function chosenBlock(article: ImportedArticle, block: ImportedBlock, decision: ImportDecision): ImportedBlock {
  const before = made.get(decision);
  if (before) return before;
  const [after = block] = applyDecisions({ ...article, blocks: [block] }, [{ ...decision, index: 0 }]).blocks;
  made.set(decision, after);
  return after;
}

/**
 * Gives a block a type; what comes to the importer's own proposal is no choice at all.
 *
 * @throws {Refusal} where the block can't have this type
 */
export function choose(
  choices: Choices,
  article: ImportedArticle,
  index: number,
  as: BlockType | 'left-out',
  level?: number,
): Choices {
  const block = article.blocks[index];
  if (!block) return choices;
  const present = choices.byIndex.get(index);
  const now = present ? chosenBlock(article, block, present) : block;
  const wanted = as === 'heading' ? (level ?? now.level ?? DEFAULT_LEVEL) : undefined;
  const nowLeftOut = now.leftOut !== undefined;
  const same = as === 'left-out' ? nowLeftOut : !nowLeftOut && now.type === as && now.level === wanted;
  if (same) return choices;
  const decision: ImportDecision = { index, as, ...(wanted === undefined ? {} : { level: wanted }) };
  const byIndex = new Map(choices.byIndex);
  if (isProposal(block, decision)) {
    byIndex.delete(index);
  } else {
    chosenBlock(article, block, decision);
    byIndex.set(index, decision);
  }
  return { byIndex, before: choices };
}

/** Leaves a block out, or brings it back as what it would be. */
export function toggleLeftOut(choices: Choices, article: ImportedArticle, index: number): Choices {
  const block = article.blocks[index];
  if (!block) return choices;
  const now = chosenBlocks(article, choices)[index] ?? block;
  return choose(choices, article, index, now.leftOut === undefined ? 'left-out' : now.type, now.level);
}

/** Takes the last choice back. */
export function undo(choices: Choices): Choices {
  return choices.before ?? choices;
}

/** The choices as the services take them. */
export function decisionsOf(choices: Choices): ImportDecision[] {
  return [...choices.byIndex.values()].sort((a, b) => a.index - b.index);
}

function isProposal(block: ImportedBlock, { as, level }: ImportDecision): boolean {
  if (as === 'left-out') return block.leftOut !== undefined;
  if (block.leftOut !== undefined || block.type !== as) return false;
  return as !== 'heading' || (block.level ?? DEFAULT_LEVEL) === level;
}
