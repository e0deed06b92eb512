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
  /** Seen by nobody else. */
  private: boolean;
  /** What else its colour may stand for: another value is another look. */
  marks: string;
  /** When it was made; of several on the same words the later one gives the tint. */
  at: number;
}

/** How highlights look besides what they are: which the list lets through, and what their colours mean. */
export interface HighlightLook {
  /** The annotations that the list lets through; the others keep a thin line. */
  shown: ReadonlySet<EntryId>;
  /** The colour of an annotation's tint and edge; undefined where its kind gives them. */
  colourOf?: ((id: EntryId) => string) | undefined;
}

/** What the mark element of a segment carries. */
export interface SegmentLook {
  class: string;
  description: string;
  /** A colour that its kind doesn't give it. */
  colour?: string | undefined;
}

/** How a segment looks, from the highlights that cover it: the last that is shown gives the tint, open ones first. */
export function lookOf(
  segment: Segment<EntryId>,
  highlights: ReadonlyMap<EntryId, Highlight>,
  { shown, colourOf }: HighlightLook,
): SegmentLook {
  const covering = segment.ids
    .map((id) => highlights.get(id))
    .filter((highlight) => highlight !== undefined)
    .sort((a, b) => a.at - b.at);
  const seen = covering.filter(({ id }) => shown.has(id));
  const top = seen.findLast((highlight) => !highlight.resolved) ?? seen.at(-1);
  const description = covering.map(({ said }) => said).join('; ');
  if (!top) {
    const settled = covering.every((highlight) => highlight.resolved);
    return { class: `hl ${settled ? 'hl-resolved' : 'hl-dimmed'}`, description };
  }
  const colour = colourOf?.(top.id);
  const classes = ['hl', `hl-${top.kind}`, ...(top.resolved ? ['hl-settled'] : []), ...(colour ? ['hl-own'] : [])];
  if (top.private) classes.push('hl-private');
  return { class: classes.join(' '), description, colour };
}

/** Whether two segments look the same. */
export function sameSegmentLook(a: SegmentLook, b: SegmentLook): boolean {
  return a.class === b.class && a.colour === b.colour && a.description === b.description;
}
