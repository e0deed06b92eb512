import { BODY } from '../../../shared/article/shared-article.ts';
import type { LeftOut } from '../../../shared/importing/imported.ts';
import { type LookedBack, type PastBlock, type PastMark, threadChanges } from '../../../shared/offline/looking-back.ts';
import { howItCameToBe, type ParagraphStep } from '../../../shared/offline/paragraph.ts';
import { type Moment, type PointInTime, timelineOf } from '../../../shared/offline/timeline.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { alignBlocks } from '../../../shared/replacing/align.ts';
import { showBrief } from '../../../shared/shown.ts';
import type { Brief } from '../brief/brief.ts';
import type { LogRecord } from '../log/record.ts';
import { blockChanges, leavesOf } from './block-changes.ts';
import { blockKey, blockWords } from './edited-blocks.ts';
import { articleMoments, briefAt, inOrderOfTime } from './history.ts';

/** What happened to a brief, newest first. */
export function historyOfBrief(brief: Brief, records: readonly LogRecord[]): Moment[] {
  return timelineOf(brief.notes, articleMoments(brief, records));
}

/**
 * A brief as it was at a moment, and how another moment, or else what is now, differs from it.
 *
 * @throws {Refusal} where it wasn't there then, or its history doesn't tell
 */
export function momentOf(
  brief: Brief,
  records: readonly LogRecord[],
  leftOut: LeftOut[],
  point: PointInTime,
  against?: PointInTime,
): LookedBack {
  const past = briefAt(brief, records, point);
  const other = against ? briefAt(brief, records, against) : brief;
  const [then, later] = [past.index.text, other.index.text];
  const texts = (index: typeof then) =>
    index.blocks.map(({ offset, length }) => index.text.slice(offset, offset + length));
  const shown = showBrief(past, leftOut);
  return {
    shown,
    article: markedBlocks(past),
    blocks: blockChanges(then, later, alignBlocks(texts(then), texts(later))),
    threads: threadChanges(shown.annotations, showBrief(other, leftOut).annotations),
  };
}

/** An article's text blocks with what is marked in them. */
function markedBlocks({ article, index: { text }, notes, placements }: Brief): PastBlock[] {
  const blocks = leavesOf(article).map((node, i): PastBlock => {
    const { offset = 0, length = 0 } = text.blocks[i] ?? {};
    const level = node.attrs.level as number | undefined;
    const words = text.slice({ from: offset, to: offset + length });
    return { type: node.type.name, ...(level === undefined ? {} : { level }), text: words, marks: [] };
  });
  for (const { id, kind, withdrawn } of notes.annotations.values()) {
    const placement = placements.get(id);
    if (withdrawn || !placement || !('ranges' in placement)) continue;
    for (const range of placement.ranges) {
      if (!range) continue;
      for (let i = text.blockNumberAt(range.from); i < blocks.length; i++) {
        const { offset = 0, length = 0 } = text.blocks[i] ?? {};
        if (offset >= range.to) break;
        const mark: PastMark = {
          from: Math.max(0, range.from - offset),
          to: Math.min(length, range.to - offset),
          annotation: id,
          kind,
        };
        if (mark.from < mark.to) blocks[i]?.marks.push(mark);
      }
    }
  }
  return blocks;
}

/**
 * How a paragraph of the article came to be, oldest first.
 *
 * @param child the number of the article's child that it is, from 0
 * @throws {Refusal} where there is no such child any more
 */
export function paragraphOf(brief: Brief, records: readonly LogRecord[], child: number): ParagraphStep[] {
  const block = brief.text.getXmlFragment(BODY).get(child);
  if (!block)
    throw new Refusal(
      'no-such-paragraph',
      'This paragraph is not in the article any more. The timeline tells what became of it.',
    );
  const key = blockKey(block);
  const importedAt = inOrderOfTime(records).find(({ text }) => text)?.at ?? 0;
  return howItCameToBe(key, blockWords(brief).get(key) ?? '', articleMoments(brief, records), importedAt);
}
