import type { TextIndex } from '../anchors/text-index.ts';
import { allThreads, type ExportedBrief } from './exported-brief.ts';

/** The text blocks of an article by their positions, as `Node.descendants` tells them. */
export function offsetsByPosition(index: TextIndex): Map<number, number> {
  return new Map(index.blocks.map(({ pos, offset }) => [pos - 1, offset]));
}

/** Where the mark that refers to a thread stands: behind the last word of each of its passages. */
export function marksByEnd(exported: ExportedBrief): { at: number; numbers: number[] }[] {
  const byEnd = new Map<number, number[]>();
  for (const { number, passages } of allThreads(exported)) {
    for (const { range } of passages) if (range) byEnd.set(range.to, [...(byEnd.get(range.to) ?? []), number]);
  }
  return [...byEnd].map(([at, numbers]) => ({ at, numbers })).sort((a, b) => a.at - b.at);
}
