/** The account of annotations that were carried over from another brief, by their words. */
export interface CarryOverReceipt {
  annotations: number;
  comments: number;
  /** Of the annotations, those that came resolved. */
  resolved: number;
  /** Of the annotations, those whose passage isn't in this article: they are listed, and can be placed by hand. */
  orphaned: number;
  /** Annotations and comments that an earlier carrying over brought. */
  already: number;
  /** Annotations of the other brief that aren't carried, and why. */
  setAside: { id: string; reason: string }[];
}
