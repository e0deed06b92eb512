import { type IndexedArticle, type Placement, placeSurely } from '../../../shared/anchors/placement.ts';
import { shifted, type TextChange } from '../../../shared/anchors/shift.ts';
import type { Annotation } from '../../../shared/model/annotation.ts';
import type { EntryId } from '../../../shared/model/ids.ts';

/** Where a brief's annotations stand. */
export class Placements {
  readonly all = new Map<EntryId, Placement>();
  /** Those that were looked for by their words, or not found: what is written elsewhere may matter to them. */
  private readonly unsure = new Set<EntryId>();

  /** Finds one annotation's passages; forgets it where there is none. */
  place(article: IndexedArticle, id: EntryId, annotation: Annotation | undefined): void {
    this.unsure.delete(id);
    if (!annotation) {
      this.all.delete(id);
      return;
    }
    const { placement, sure } = placeSurely(article, annotation.anchors);
    this.all.set(id, placement);
    if (!sure) this.unsure.add(id);
  }

  /** Finds all of them. */
  placeAll(article: IndexedArticle, annotations: ReadonlyMap<EntryId, Annotation>): void {
    this.all.clear();
    this.unsure.clear();
    for (const [id, annotation] of annotations) this.place(article, id, annotation);
  }

  /**
   * Follows a change of the article: what is elsewhere shifts, what it touched is found anew, and so is whatever isn't
   * sure of its place and has its words in what went or came.
   *
   * @param article as it is now
   * @param before its text before
   * @returns those that were found anew
   */
  follow(
    article: IndexedArticle,
    before: string,
    change: TextChange,
    annotations: ReadonlyMap<EntryId, Annotation>,
  ): Set<EntryId> {
    const { from, to, length } = change;
    const near = (beside: number) => [
      before.slice(Math.max(0, from - beside), to + beside),
      article.text.text.slice(Math.max(0, from - beside), from + length + beside),
    ];
    const touched = new Set<EntryId>();
    for (const [id, placement] of this.all) {
      const annotation = annotations.get(id);
      const now = shifted(placement, change);
      if (now && !(this.unsure.has(id) && mayMatter(placement, annotation, near))) {
        if (now !== placement) this.all.set(id, now);
        continue;
      }
      this.place(article, id, annotation);
      touched.add(id);
    }
    return touched;
  }
}

/** Whether the words of a passage, or what stood beside them, are in what a change took or brought. */
function mayMatter(
  { state }: Placement,
  annotation: Annotation | undefined,
  near: (beside: number) => string[],
): boolean {
  if (state === 'pending' || !annotation) return true;
  return annotation.anchors.some(({ quote: { exact, prefix, suffix } }) =>
    near(exact.length + Math.max(prefix.length, suffix.length)).some((text) => text.includes(exact)),
  );
}
