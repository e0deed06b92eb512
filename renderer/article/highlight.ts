import type { Segment } from '../../shared/anchors/segments.ts';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';

/** An annotation as the article shows it. */
export interface Highlight {
  id: EntryId;
  ranges: TextRange[];
  kind: Kind;
  resolved: boolean;
  /** What a screen reader says of its words, such as "Claim by Ann Okoro". */
  said: string;
  /** When it was made; of several on the same words the later one gives the tint. */
  at: number;
}

/** What the mark element of a segment carries. */
export interface SegmentLook {
  class: string;
  description: string;
}

/** How a segment looks, from the highlights that cover it. */
export function lookOf(segment: Segment<EntryId>, highlights: ReadonlyMap<EntryId, Highlight>): SegmentLook {
  const covering = segment.ids
    .map((id) => highlights.get(id))
    .filter((highlight) => highlight !== undefined)
    .sort((a, b) => a.at - b.at);
  const open = covering.filter((highlight) => !highlight.resolved);
  const top = open.at(-1) ?? covering.at(-1);
  const kinds = new Set((open.length > 0 ? open : covering).map(({ kind }) => `has-${kind}`));
  return {
    class: ['hl', `hl-${top?.kind ?? 'note'}`, ...kinds, ...(open.length === 0 ? ['hl-resolved'] : [])].join(' '),
    description: covering.map(({ said }) => said).join('; '),
  };
}
