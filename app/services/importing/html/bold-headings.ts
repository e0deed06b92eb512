import type { ImportedBlock, NodeJson } from '../../../../shared/importing/imported.ts';
import { nodesAs, nodesOf } from '../../../../shared/importing/rich.ts';
import { endsInFullStop, weigh, wordsOf } from '../../../../shared/importing/wording.ts';

/** A longer line in bold letters is a stressed sentence. */
const MOST_WORDS = 12;
/** What follows a subheading is running text. */
const LEAST_BODY = 12;

/**
 * Subheadings that are set as short lines all in bold, no sentences, right above running text. Many a site's editor
 * offers nothing else, and some writers use both; beside headings proper they are of the next level.
 */
export function withBoldHeadings(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const kept = blocks.filter(({ leftOut }) => leftOut === undefined);
  const title = kept.findIndex(({ type }) => type === 'title');
  // A heading above all text is the headline's.
  const body = kept.findIndex(({ type, text }) => type === 'paragraph' && weigh(wordsOf(text)) >= LEAST_BODY);
  const proper = kept.filter(({ type }, at) => type === 'heading' && at > body);
  const level = proper.length > 0 ? Math.min(6, Math.max(...proper.map((block) => block.level ?? 2)) + 1) : 2;
  const found = new Set(
    kept.filter((block, at) => {
      const next = kept[at + 1];
      const before = kept[at - 1];
      return (
        at > title + 1 &&
        isBoldLine(block) &&
        next?.type === 'paragraph' &&
        weigh(wordsOf(next.text)) >= LEAST_BODY &&
        before !== undefined &&
        !isBoldLine(before)
      );
    }),
  );
  return blocks.map((block) =>
    found.has(block)
      ? {
          ...block,
          type: 'heading',
          level,
          nodes: nodesAs('heading', level, nodesOf(block)).map(withoutBold),
          because: 'A short line in bold above running text.',
        }
      : block,
  );
}

function isBoldLine(block: ImportedBlock): boolean {
  if (block.type !== 'paragraph' || block.within || endsInFullStop(block.text) || /[:：,;!]$/u.test(block.text))
    return false;
  if (!(block.nodes ?? []).every(isBold)) return false;
  const weight = weigh(wordsOf(block.text));
  return weight > 0 && weight <= MOST_WORDS;
}

function isBold({ content, marks, text }: NodeJson): boolean {
  if (content) return content.length > 0 && content.every(isBold);
  return text?.trim() === '' || (text !== undefined && marks?.some(({ type }) => type === 'strong') === true);
}

function withoutBold(node: NodeJson): NodeJson {
  const marks = node.marks?.filter(({ type }) => type !== 'strong');
  return {
    ...node,
    ...(node.content ? { content: node.content.map(withoutBold) } : {}),
    ...(marks ? { marks } : {}),
  };
}
