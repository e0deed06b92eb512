import type { BlockType } from '../../shared/article/block-types.ts';
import type { ImportDecision, ImportedBlock } from '../../shared/importing/imported.ts';

/** What a person has chosen for some of the blocks, by index, and what stood before each change. */
export interface Choices {
  readonly byIndex: ReadonlyMap<number, ImportDecision>;
  readonly before: Choices | undefined;
}

export const noChoices: Choices = { byIndex: new Map(), before: undefined };

/** A block as it would be accepted now. */
export interface ChosenBlock {
  type: BlockType;
  level: number | undefined;
  ordered: boolean;
  text: string;
  leftOut: boolean;
  /** It differs from what the importer proposed. */
  changed: boolean;
  /** Why it is what it is; the importer's sentence, where it is the importer's doing. */
  because: string | undefined;
}

const DEFAULT_LEVEL = 2;

/** A block with what was chosen for it. */
export function chosenBlock(block: ImportedBlock, decision: ImportDecision | undefined): ChosenBlock {
  const leftOut = decision ? decision.as === 'left-out' : block.leftOut !== undefined;
  const type = decision && decision.as !== 'left-out' ? decision.as : block.type;
  const level = type === 'heading' ? (decision?.level ?? block.level ?? DEFAULT_LEVEL) : undefined;
  return {
    type,
    level,
    ordered: type === 'list' && block.ordered === true,
    text: block.text,
    leftOut,
    changed: decision !== undefined,
    because: decision ? undefined : (block.leftOut ?? block.because),
  };
}

/** Gives a block a type; what comes to the importer's own proposal is no choice at all. */
export function choose(
  choices: Choices,
  blocks: readonly ImportedBlock[],
  index: number,
  as: BlockType | 'left-out',
  level?: number,
): Choices {
  const block = blocks[index];
  if (!block) return choices;
  const now = chosenBlock(block, choices.byIndex.get(index));
  const wanted =
    as === 'heading' ? (level ?? (now.type === 'heading' ? now.level : undefined) ?? DEFAULT_LEVEL) : undefined;
  const same = as === 'left-out' ? now.leftOut : !now.leftOut && now.type === as && now.level === wanted;
  if (same) return choices;
  const byIndex = new Map(choices.byIndex);
  const decision: ImportDecision = { index, as, ...(wanted === undefined ? {} : { level: wanted }) };
  if (isProposal(block, decision)) byIndex.delete(index);
  else byIndex.set(index, decision);
  return { byIndex, before: choices };
}

/** Leaves a block out, or brings it back as what it would be. */
export function toggleLeftOut(choices: Choices, blocks: readonly ImportedBlock[], index: number): Choices {
  const block = blocks[index];
  if (!block) return choices;
  const now = chosenBlock(block, choices.byIndex.get(index));
  return choose(choices, blocks, index, now.leftOut ? now.type : 'left-out', now.level);
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
