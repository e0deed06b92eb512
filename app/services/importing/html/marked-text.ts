import type { ImportedBlock } from '../../../../shared/importing/imported.ts';
import { markingOf } from '../../../../shared/importing/markings.ts';
import { MARKING } from '../../../../shared/importing/pages.ts';

/** A marking stands above a document's title or below it, and once more at its end. */
const FIRST_BLOCKS = 4;
const LAST_BLOCKS = 2;

/** Leaves out the lines that are nothing but a document's marking, which is kept with the brief, and tells it. */
export function withoutMarking(blocks: readonly ImportedBlock[]): { blocks: ImportedBlock[]; marking?: string } {
  const kept = blocks.filter(({ leftOut }) => leftOut === undefined);
  const edges = new Set([...kept.slice(0, FIRST_BLOCKS), ...kept.slice(-LAST_BLOCKS)]);
  let marking: string | undefined;
  const rest = blocks.map((block) => {
    const own = edges.has(block) && kept.length > edges.size ? markingOf(block.text.trim()) : undefined;
    if (own === undefined) return block;
    marking ??= own;
    return { ...block, leftOut: MARKING, because: MARKING };
  });
  return { blocks: rest, ...(marking === undefined ? {} : { marking }) };
}
