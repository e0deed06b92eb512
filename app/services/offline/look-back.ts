import type { LeftOut } from '../../../shared/importing/imported.ts';
import { type Moment, timelineOf } from '../../../shared/offline/timeline.ts';
import type { BlockChange } from '../../../shared/offline/updating.ts';
import { alignBlocks } from '../../../shared/replacing/align.ts';
import { type ShownBrief, showBrief } from '../../../shared/shown.ts';
import type { Brief } from '../brief/brief.ts';
import type { LogRecord } from '../log/record.ts';
import { blockChanges } from './block-changes.ts';
import { articleMoments, briefAt } from './history.ts';

/** What happened to a brief, newest first. */
export function historyOfBrief(brief: Brief, records: readonly LogRecord[]): Moment[] {
  return timelineOf(brief, articleMoments(brief, records));
}

/**
 * A brief as it was at a moment, and how its article differs from that of now.
 *
 * @throws {Refusal} where it wasn't there then, or its history doesn't tell
 */
export function momentOf(
  brief: Brief,
  records: readonly LogRecord[],
  leftOut: LeftOut[],
  at: number,
): { shown: ShownBrief; blocks: BlockChange[] } {
  const past = briefAt(brief, records, at);
  const [then, now] = [past.index.text, brief.index.text];
  const texts = (index: typeof then) =>
    index.blocks.map(({ offset, length }) => index.text.slice(offset, offset + length));
  return { shown: showBrief(past, leftOut), blocks: blockChanges(then, now, alignBlocks(texts(then), texts(now))) };
}
