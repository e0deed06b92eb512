import type { ImportedBlock } from '../../../../shared/importing/imported.ts';

/*
 * Lines across, drawn by an element or by a row of signs: between two parts of an article they are its own; around it
 * they are the page's.
 */

/** “* * *”, “———”, “____” */
const ROW = /^(?:[-\u2010-\u2015_=~*•·#✻⁂]\s*){3,}$|^(?:⁂|—|\*)$/u;
const SIGN = 'A sign without words.';

/** A dot or three, a question mark say something: that something was omitted, or wasn't said. */
const SIGNS = /^[^\p{L}\p{N}.…?!¿¡؟。]*$/u;
const EDGE = 'A line across that parts nothing of the article.';
/** What lines part. */
const TEXT = /^(?:paragraph|quote|list|heading|table|code|pullquote|footnote)$/;

/** Makes rows of signs lines, and leaves out those at the article's edges, and signs without words. */
export function withLinesAcross(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  return withoutEdges(blocks.map(lineFrom));
}

function lineFrom(block: ImportedBlock): ImportedBlock {
  if (block.leftOut !== undefined || block.type !== 'paragraph' || block.within) return block;
  const text = block.text.trim();
  if (ROW.test(text)) {
    const because = 'A row of signs divides the text.';
    return { type: 'rule', text: '', nodes: [{ type: 'rule' }], spans: block.spans, marks: block.spans, because };
  }
  return SIGNS.test(text) ? { ...block, leftOut: SIGN, because: SIGN } : block;
}

function withoutEdges(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const isText = ({ type, leftOut }: ImportedBlock) => leftOut === undefined && TEXT.test(type);
  const first = blocks.findIndex(isText);
  const last = blocks.findLastIndex(({ type, leftOut }) => leftOut === undefined && type !== 'rule');
  let before: ImportedBlock | undefined;
  return blocks.map((block, at) => {
    if (block.leftOut !== undefined) return block;
    const isDoubled = before?.type === 'rule';
    before = block;
    if (block.type !== 'rule' || (at > first && at < last && !isDoubled)) return block;
    return { ...block, leftOut: EDGE, because: EDGE };
  });
}
