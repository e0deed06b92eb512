import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { Passage } from '../../shared/model/action.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { type Placed, rangesOf } from '../brief/placed.ts';

/** Words that were cut or copied, with the annotations on them. */
export interface Carried {
  words: string;
  /** Their passages, counted from the first of the words. */
  annotations: { id: EntryId; ranges: TextRange[] }[];
}

/** What goes along with a stretch of the article: the annotations that lie in it with all their passages. */
export function carriedWith(range: TextRange, words: string, placed: readonly Placed[]): Carried {
  const annotations = placed.flatMap((each) => {
    const ranges = rangesOf(each);
    const within = ranges.length > 0 && ranges.length === each.annotation.anchors.length;
    if (!within || !ranges.every(({ from, to }) => from >= range.from && to <= range.to)) return [];
    const counted = ranges.map(({ from, to }) => ({ from: from - range.from, to: to - range.from }));
    return [{ id: each.annotation.id, ranges: counted }];
  });
  return { words, annotations };
}

/** The passages that an annotation has where its words were put in again. */
export function passagesAt(offset: number, { words }: Carried, ranges: readonly TextRange[]): Passage[] {
  return ranges.map(({ from, to }) => ({ from: offset + from, to: offset + to, words: words.slice(from, to) }));
}
