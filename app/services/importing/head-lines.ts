import type { ImportedBlock } from '../../../shared/importing/imported.ts';
import { Piece } from '../../../shared/importing/piece.ts';
import { nodesAs, nodesOf } from '../../../shared/importing/rich.ts';
import { byline } from '../../../shared/importing/rules/byline.ts';

/** So many blocks after the title may say who wrote it and when. */
const HEAD_BLOCKS = 4;

/**
 * Documents have no style for who wrote them, and when: the lines below the title are judged by their wording, as in
 * plain text; a subtitle too, which some set their names in. Changes those blocks.
 */
export function bylinesIn(blocks: readonly ImportedBlock[]): void {
  const title = blocks.findIndex(({ type, leftOut }) => type === 'title' && !leftOut);
  if (title < 0) return;
  const pieces = blocks.map(({ text, spans, type, leftOut, because }) => {
    const piece = new Piece(text, spans, true);
    if ((type !== 'paragraph' && type !== 'standfirst') || leftOut)
      piece.verdict = { type, because, ...(leftOut ? { leftOut } : {}) };
    return piece;
  });
  byline.apply(pieces);
  for (let at = title + 1; at <= title + HEAD_BLOCKS; at += 1) {
    const block = blocks[at];
    const verdict = pieces[at]?.verdict;
    if ((block?.type !== 'paragraph' && block?.type !== 'standfirst') || verdict?.type !== 'byline') continue;
    block.type = 'byline';
    block.because = verdict.because;
    if (block.nodes) block.nodes = nodesAs('byline', 2, nodesOf(block));
  }
}
